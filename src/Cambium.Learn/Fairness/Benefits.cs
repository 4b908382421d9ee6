namespace Cambium.Learn;

/// <summary>
/// How unequally decisions do good to people, by generalised entropy. The benefit of a row is what it is called less what it is, plus 1: 2 for a false alarm, 1 for a right call, 0 for a miss.
/// </summary>
/// <remarks>Source: T. Speicher et al., "A Unified Approach to Quantifying Algorithmic Unfairness", 2018, sections 3 and 4.</remarks>
static class Benefits
{
    /// <summary>Σ (b/μ) ln (b/μ) / n; 0 where all have the same. NaN where nobody has any.</summary>
    internal static double Theil(GroupCounts all)
    {
        var mean = Mean(all);
        var (alike, doubled) = ((double)(all.TruePositives + all.TrueNegatives) / all.Rows, (double)all.FalsePositives / all.Rows);
        return mean == 0 || all.Rows == 0 ? double.NaN : (alike / mean * Math.Log(1 / mean)) + (doubled == 0 ? 0 : 2 * doubled / mean * Math.Log(2 / mean));
    }

    /// <summary>The generalised entropy of order 2: half the squared coefficient of variation.</summary>
    internal static double Entropy(GroupCounts all)
    {
        var mean = Mean(all);
        var square = (all.TruePositives + all.TrueNegatives + (4.0 * all.FalsePositives)) / all.Rows;
        return mean == 0 || all.Rows == 0 ? double.NaN : ((square / (mean * mean)) - 1) / 2;
    }

    /// <summary>What of the entropy of order 2 lies between the groups: that of everyone having the mean of the own group.</summary>
    internal static double BetweenGroups(IReadOnlyList<GroupCounts> groups, GroupCounts all)
    {
        var mean = Mean(all);
        return mean == 0 || all.Rows == 0
            ? double.NaN
            : groups.Where(group => group.Rows > 0).Sum(group => (double)group.Rows / all.Rows * (Mean(group) / mean * (Mean(group) / mean) - 1)) / 2;
    }

    /// <summary>All groups as one.</summary>
    internal static GroupCounts Total(IReadOnlyList<GroupCounts> groups) => new(
        groups.Sum(group => group.TruePositives), groups.Sum(group => group.FalsePositives), groups.Sum(group => group.FalseNegatives), groups.Sum(group => group.TrueNegatives));

    static double Mean(GroupCounts counts) => (double)(counts.Rows + counts.FalsePositives - counts.FalseNegatives) / counts.Rows;
}
