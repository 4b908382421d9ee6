namespace Cambium.Learn;

/// <summary>What <see cref="AutoMl"/> found.</summary>
/// <param name="Model">The winner, fitted to all rows.</param>
/// <param name="Report">All that was tried.</param>
public sealed record AutoMlResult(Model Model, AutoMlReport Report);
