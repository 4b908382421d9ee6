namespace Cambium.Learn;

/// <summary>A setting that a search may change.</summary>
/// <param name="Name">Where it is in the recipe: "trees", "last.trees", "impute.numbers", "base.trees", "members.1.trees".</param>
/// <param name="Range">Its values.</param>
/// <param name="When">Where it exists; null: always.</param>
public sealed record SpaceSetting(string Name, SearchRange Range, SettingCondition? When);
