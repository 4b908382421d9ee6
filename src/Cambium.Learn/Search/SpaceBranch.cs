using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One of the recipes that a search chooses from, with the settings that exist only there.</summary>
/// <param name="Name">Its name among the others; empty where it is the only one.</param>
/// <param name="Recipe">The recipe; settings that are not searched stay as they are.</param>
/// <param name="Settings">What is searched.</param>
public sealed record SpaceBranch(string Name, Recipe Recipe, EquatableArray<SpaceSetting> Settings);
