using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The same bins for a reference's values and for new rows' values.</summary>
/// <param name="Reference">The reference's counts, one a bin.</param>
/// <param name="Rows">The new rows' counts.</param>
readonly record struct Bins(long[] Reference, long[] Rows)
{
    /// <summary>
    /// Ten groups of about equal weight are the custom for this index; a histogram of fifty bins would mostly measure noise.
    /// Source: N. Siddiqi, "Credit Risk Scorecards", 2006, chapter 9.
    /// </summary>
    const int MostGroups = 10;

    /// <summary>Groups neighbouring bins of the reference's histogram; new values beyond its ends count in the outer groups. Infinities are left out, as in the histogram.</summary>
    internal static Bins OfNumbers(ColumnProfile reference, ReadOnlySpan<double> values)
    {
        var (borders, counts) = Group(reference);
        var rows = new long[counts.Length];
        foreach (var value in values)
        {
            if (double.IsFinite(value) && rows.Length > 0)
            {
                rows[GroupOf(borders, value)]++;
            }
        }

        return new Bins(counts, rows);
    }

    /// <summary>One bin for each of the reference's most frequent values and one for all others.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="referenceRows">The number of rows that it summarises.</param>
    /// <param name="counts">The new rows' values and their counts.</param>
    internal static Bins OfLevels(ColumnProfile reference, long referenceRows, IReadOnlyDictionary<string, long> counts)
    {
        var top = reference.TopValues;
        var before = new long[top.Count + 1];
        var after = new long[top.Count + 1];
        for (var i = 0; i < top.Count; i++)
        {
            before[i] = top[i].Count;
            after[i] = counts.GetValueOrDefault(top[i].Value);
        }

        before[^1] = referenceRows - reference.Missing - StabilityIndex.Total(before);
        after[^1] = counts.Values.Sum() - StabilityIndex.Total(after);
        return new Bins(before, after);
    }

    /// <summary>The inner borders of the groups, and the reference's counts in them.</summary>
    static (double[] Borders, long[] Counts) Group(ColumnProfile reference)
    {
        var counts = reference.HistogramCounts.Span;
        var least = StabilityIndex.Total(counts) / (double)MostGroups;
        var borders = new List<double>();
        var groups = new List<long>();
        var group = 0L;
        for (var bin = 0; bin < counts.Length; bin++)
        {
            group += counts[bin];
            if (group >= least && bin < counts.Length - 1)
            {
                borders.Add(reference.HistogramEdges[bin + 1]);
                groups.Add(group);
                group = 0;
            }
        }

        if (counts.Length == 0)
        {
            return ([], []);
        }

        if (group >= least / 2 || groups.Count == 0)
        {
            groups.Add(group);
        }
        else
        {
            // What is left is too little for a group of its own.
            groups[^1] += group;
            borders.RemoveAt(borders.Count - 1);
        }

        return ([.. borders], [.. groups]);
    }

    static int GroupOf(double[] borders, double value)
    {
        var place = Array.BinarySearch(borders, value);
        return place >= 0 ? place + 1 : ~place;
    }
}
