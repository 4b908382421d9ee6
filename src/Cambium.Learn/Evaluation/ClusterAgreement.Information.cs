namespace Cambium.Learn;

public static partial class ClusterAgreement
{
    /// <summary>The mutual information of two groupings, in nats: what one tells of the other. From 0, the higher, the better; it grows with the number of groups. 0 for no rows.</summary>
    /// <inheritdoc cref="AdjustedRand"/>
    public static double MutualInformation(ReadOnlySpan<int> truth, ReadOnlySpan<int> found) => Information(Contingency.Of(truth, found), truth.Length);

    /// <summary>
    /// The mutual information over a mean of both entropies. From 0 to 1, the higher, the better; many groups gain by chance. 1 where both have one group at most.
    /// </summary>
    /// <param name="truth">The group of each row.</param>
    /// <param name="found">The group of each row by the other grouping.</param>
    /// <param name="mean">Which mean. Default Arithmetic, which gives the V-measure.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>Source: A. Strehl, J. Ghosh, "Cluster Ensembles", 2002.</remarks>
    public static double NormalizedMutualInformation(ReadOnlySpan<int> truth, ReadOnlySpan<int> found, EntropyMean mean = EntropyMean.Arithmetic)
    {
        var counts = Contingency.Of(truth, found);
        if (counts.Rows.Length <= 1 && counts.Columns.Length <= 1)
        {
            return 1;
        }

        var information = Information(counts, truth.Length);
        return information < 1e-15 ? 0 : information / Mean(Entropy(counts.Rows, truth.Length), Entropy(counts.Columns, truth.Length), mean); // nothing told, but for rounding
    }

    /// <summary>
    /// The adjusted mutual information: what one grouping tells of the other over a mean of their entropies, so shifted and scaled that chance gives 0 and agreement 1; it may be below
    /// 0. 1 where both have one group at most. O(n (a + b)) for a and b groups.
    /// </summary>
    /// <param name="truth">The group of each row.</param>
    /// <param name="found">The group of each row by the other grouping.</param>
    /// <param name="mean">Which mean. Default Arithmetic.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>Source: N. X. Vinh, J. Epps, J. Bailey, "Information Theoretic Measures for Clusterings Comparison", 2010.</remarks>
    public static double AdjustedMutualInformation(ReadOnlySpan<int> truth, ReadOnlySpan<int> found, EntropyMean mean = EntropyMean.Arithmetic)
    {
        var counts = Contingency.Of(truth, found);
        if (counts.Rows.Length <= 1 && counts.Columns.Length <= 1)
        {
            return 1;
        }

        var expected = ExpectedInformation(counts.Rows, counts.Columns, truth.Length);
        var most = Mean(Entropy(counts.Rows, truth.Length), Entropy(counts.Columns, truth.Length), mean);
        return Math.Abs(most - expected) < 1e-15 ? 0 : (Information(counts, truth.Length) - expected) / (most - expected); // nothing to tell beyond chance, but for rounding
    }

    /// <summary>Homogeneity: how far each group found holds rows of one true group only, 1 − H(truth | found) / H(truth). From 0 to 1, the higher, the better. 1 where the truth is one group.</summary>
    /// <inheritdoc cref="AdjustedRand"/>
    /// <remarks>Source: A. Rosenberg, J. Hirschberg, "V-Measure", 2007, for the three of them.</remarks>
    public static double Homogeneity(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var counts = Contingency.Of(truth, found);
        var entropy = counts.Rows.Length <= 1 ? 0 : Entropy(counts.Rows, truth.Length);
        return entropy == 0 ? 1 : Information(counts, truth.Length) / entropy;
    }

    /// <summary>Completeness: how far the rows of each true group are in one group found, 1 − H(found | truth) / H(found). From 0 to 1, the higher, the better. 1 where one group was found.</summary>
    /// <inheritdoc cref="AdjustedRand"/>
    public static double Completeness(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        Contingency.Check(truth, found);
        return Homogeneity(found, truth);
    }

    /// <summary>
    /// The V-measure: (1 + β) h c / (β h + c), the weighted harmonic mean of homogeneity h and completeness c. From 0 to 1, the higher, the better; many groups gain by chance.
    /// </summary>
    /// <param name="truth">The group of each row.</param>
    /// <param name="found">The group of each row by the other grouping.</param>
    /// <param name="beta">β, how many times completeness counts. Default 1. Range [0, ∞).</param>
    /// <exception cref="ArgumentException">The lengths differ, or β is negative.</exception>
    public static double VMeasure(ReadOnlySpan<int> truth, ReadOnlySpan<int> found, double beta = 1)
    {
        Numerics.Check.AtLeast(beta, 0.0, nameof(beta));
        var (homogeneity, completeness) = (Homogeneity(truth, found), Completeness(truth, found));
        return homogeneity + completeness == 0 ? 0 : (1 + beta) * homogeneity * completeness / ((beta * homogeneity) + completeness);
    }

    static double Information(Contingency counts, double n) =>
        Math.Max(0, counts.Cells.Sum(cell => cell.Count / n * Math.Log(n * cell.Count / ((double)counts.Rows[cell.Row] * counts.Columns[cell.Column]))));

    static double Mean(double a, double b, EntropyMean mean) => mean switch
    {
        EntropyMean.Least => Math.Min(a, b),
        EntropyMean.Geometric => Math.Sqrt(a * b),
        EntropyMean.Largest => Math.Max(a, b),
        _ => (a + b) / 2,
    };

    static double Entropy(int[] counts, double n) => -counts.Sum(count => count / n * Math.Log(count / n));

    // Over all ways to draw the second grouping with groups of these sizes.
    static double ExpectedInformation(int[] rows, int[] columns, int n)
    {
        var logs = new double[n + 1]; // of factorials
        for (var i = 2; i <= n; i++)
        {
            logs[i] = logs[i - 1] + Math.Log(i);
        }

        var expected = 0.0;
        foreach (var a in rows)
        {
            foreach (var b in columns)
            {
                var fixedPart = logs[a] + logs[b] + logs[n - a] + logs[n - b] - logs[n];
                for (var both = Math.Max(1, a + b - n); both <= Math.Min(a, b); both++)
                {
                    var chance = Math.Exp(fixedPart - logs[both] - logs[a - both] - logs[b - both] - logs[n - a - b + both]);
                    expected += (double)both / n * Math.Log((double)n * both / ((double)a * b)) * chance;
                }
            }
        }

        return expected;
    }
}
