namespace Cambium.Learn;

/// <summary>Rows of one group by truth and decision.</summary>
/// <param name="TruePositives">Positive rows called positive.</param>
/// <param name="FalsePositives">Negative rows called positive.</param>
/// <param name="FalseNegatives">Positive rows called negative.</param>
/// <param name="TrueNegatives">Negative rows called negative.</param>
readonly record struct GroupCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>The rates that are shares of rows: what is counted, of how many.</summary>
    internal static IReadOnlyList<(string Name, Func<GroupCounts, (long Part, long Whole)> Of)> Rates { get; } =
    [
        ("selection_rate", counts => (counts.Selected, counts.Rows)),
        ("base_rate", counts => (counts.Positives, counts.Rows)),
        ("true_positive_rate", counts => (counts.TruePositives, counts.Positives)),
        ("false_positive_rate", counts => (counts.FalsePositives, counts.Rows - counts.Positives)),
        ("false_negative_rate", counts => (counts.FalseNegatives, counts.Positives)),
        ("precision", counts => (counts.TruePositives, counts.Selected)),
        ("error_rate", counts => (counts.FalsePositives + counts.FalseNegatives, counts.Rows)),
    ];

    internal long Rows => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    internal long Selected => TruePositives + FalsePositives;

    internal long Positives => TruePositives + FalseNegatives;

    /// <summary>Missed positives for each false alarm; NaN where there is no false alarm.</summary>
    internal double TreatmentRatio => FalsePositives == 0 ? double.NaN : (double)FalseNegatives / FalsePositives;

    /// <summary>Counts rows; a row counts as often as is said of it.</summary>
    /// <param name="groups">The number of groups.</param>
    /// <param name="codes">The group of each row.</param>
    /// <param name="decisions">Truth and decisions.</param>
    /// <param name="times">How often each row counts; empty: once.</param>
    internal static GroupCounts[] Of(int groups, int[] codes, Decisions decisions, ReadOnlySpan<byte> times = default)
    {
        var cells = new long[groups * 4];
        for (var row = 0; row < codes.Length; row++)
        {
            cells[(4 * codes[row]) + (2 * decisions.Truth[row]) + decisions.Called[row]] += times.IsEmpty ? 1 : times[row];
        }

        return [.. Enumerable.Range(0, groups).Select(group => new GroupCounts(cells[(4 * group) + 3], cells[(4 * group) + 1], cells[(4 * group) + 2], cells[4 * group]))];
    }
}
