namespace Cambium.Learn;

/// <summary>How far two groupings of the same rows agree, whatever the numbers of their groups. Each number is a group of its own, noise included.</summary>
public static partial class ClusterAgreement
{
    /// <summary>
    /// The adjusted Rand index: the share of pairs of rows that both groupings treat alike, so shifted and scaled that chance gives 0 and agreement 1; it may be below 0. 1 for fewer than
    /// two rows. O(n + a b) for a and b groups.
    /// </summary>
    /// <param name="truth">The group of each row.</param>
    /// <param name="found">The group of each row by the other grouping.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>Source: L. Hubert, P. Arabie, "Comparing Partitions", 1985.</remarks>
    public static double AdjustedRand(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var counts = Contingency.Of(truth, found);
        var both = counts.Cells.Sum(cell => Pairs(cell.Count));
        var inTruth = counts.Rows.Sum(Pairs);
        var inFound = counts.Columns.Sum(Pairs);
        var all = Pairs(truth.Length);
        var expected = all == 0 ? 0 : inTruth * inFound / all;
        var most = (inTruth + inFound) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    /// <summary>The Rand index: the share of pairs of rows that both groupings treat alike. From 0 to 1, the higher, the better; chance gives more than 0. 1 for fewer than two rows.</summary>
    /// <inheritdoc cref="AdjustedRand"/>
    /// <remarks>Source: W. M. Rand, "Objective Criteria for the Evaluation of Clustering Methods", 1971.</remarks>
    public static double Rand(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var pairs = PairConfusion(truth, found);
        var all = pairs[0] + pairs[1] + pairs[2] + pairs[3];
        return all == 0 ? 1 : (pairs[0] + pairs[3]) / (double)all;
    }

    /// <summary>
    /// Ordered pairs of rows by whether both groupings part them: 2 × 2, row-major, a row for the truth (apart, together), a column for what was found.
    /// </summary>
    /// <inheritdoc cref="AdjustedRand"/>
    /// <remarks>Source: L. Hubert, P. Arabie, "Comparing Partitions", 1985.</remarks>
    public static long[] PairConfusion(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var counts = Contingency.Of(truth, found);
        var together = counts.Cells.Sum(cell => Squared(cell.Count));
        var inTruth = counts.Rows.Sum(Squared);
        var inFound = counts.Columns.Sum(Squared);
        return [Squared(truth.Length) - inTruth - inFound + together, inFound - together, inTruth - together, together - truth.Length];

        static long Squared(int count) => (long)count * count;
    }

    /// <summary>
    /// The Fowlkes-Mallows index: the geometric mean of the shares of pairs together in one grouping that are together in the other. From 0 to 1, the higher, the better; 0 where no pair is together in
    /// both.
    /// </summary>
    /// <inheritdoc cref="AdjustedRand"/>
    /// <remarks>Source: E. B. Fowlkes, C. L. Mallows, "A Method for Comparing Two Hierarchical Clusterings", 1983.</remarks>
    public static double FowlkesMallows(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var pairs = PairConfusion(truth, found);
        double both = pairs[3];
        return both == 0 ? 0 : Math.Sqrt(both / (pairs[1] + both)) * Math.Sqrt(both / (pairs[2] + both));
    }

    static double Pairs(int count) => count * (count - 1.0) / 2;
}
