namespace Cambium.Learn;

/// <summary>A setting of a step or learner that is not at its default.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value as text.</param>
public sealed record OutlineSetting(string Name, string Value);
