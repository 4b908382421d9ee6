using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a group's rows are called at each threshold of a <see cref="ThresholdSweep"/>.</summary>
/// <param name="Group">The group's value; "(missing)" for rows without one.</param>
/// <param name="IsCompared">Whether it has rows enough to count in differences between groups.</param>
/// <param name="Positives">Rows that are positive in truth.</param>
/// <param name="Negatives">Rows that are not.</param>
/// <param name="TruePositives">Positive rows called so, at each threshold; the others of <paramref name="Positives"/> are missed.</param>
/// <param name="FalsePositives">Negative rows called positive, at each threshold; the others of <paramref name="Negatives"/> are rightly not.</param>
public sealed record GroupSweep(string Group, bool IsCompared, int Positives, int Negatives, EquatableArray<int> TruePositives, EquatableArray<int> FalsePositives)
{
    /// <summary>The counts at one threshold.</summary>
    internal GroupCounts At(int place) =>
        new(TruePositives[place], FalsePositives[place], Positives - TruePositives[place], Negatives - FalsePositives[place]);

    /// <summary>What cannot be so; null where all can.</summary>
    /// <param name="thresholds">The number of thresholds.</param>
    internal string? Problem(int thresholds)
    {
        bool Fits(EquatableArray<int> counts, int most) =>
            counts.Count == thresholds && counts.All(count => count >= 0 && count <= most) && counts.Zip(counts.Skip(1)).All(pair => pair.First >= pair.Second);
        return Positives < 0 || Negatives < 0 || !Fits(TruePositives, Positives) || !Fits(FalsePositives, Negatives)
            ? $"the counts of group '{Group}' must be one for each of the {thresholds} thresholds, never rise, and be from 0 to {Positives} true and {Negatives} false positives"
            : null;
    }
}
