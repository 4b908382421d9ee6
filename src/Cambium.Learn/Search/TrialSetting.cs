namespace Cambium.Learn;

/// <summary>A setting's value in one trial.</summary>
/// <param name="Name">Its name in the space; "recipe" names the chosen recipe where there are several, and settings then begin with its name: "linear.l2".</param>
/// <param name="Value">Its value as text.</param>
public sealed record TrialSetting(string Name, string Value);
