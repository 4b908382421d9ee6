using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>How much each setting explains of the differences between the trials of a search under way.</summary>
/// <param name="Trials">By how many trials.</param>
/// <param name="Settings">The settings, the greatest first.</param>
public sealed record SearchImportances(int Trials, IReadOnlyList<SettingImportance> Settings);
