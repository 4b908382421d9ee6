namespace Cambium.Learn;

/// <summary>How much of the differences between trials a setting explains by itself.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Share">Its share of the variance of the score over the whole space, from 0 to 1; what all shares lack of 1 comes from settings acting together.</param>
public sealed record SettingImportance(string Name, double Share);
