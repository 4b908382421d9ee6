namespace Cambium.Learn;

/// <summary>How far two groupings of the same rows agree, whatever the numbers of their groups. Each number is a group of its own, noise included.</summary>
public static class ClusterAgreement
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

    /// <summary>
    /// The adjusted mutual information: what one grouping tells of the other over the mean of their entropies, so shifted and scaled that chance gives 0 and agreement 1; it may be below
    /// 0. 1 where both have one group at most. O(n (a + b)) for a and b groups.
    /// </summary>
    /// <param name="truth">The group of each row.</param>
    /// <param name="found">The group of each row by the other grouping.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>Source: N. X. Vinh, J. Epps, J. Bailey, "Information Theoretic Measures for Clusterings Comparison", 2010 (AMI with the arithmetic mean).</remarks>
    public static double AdjustedMutualInformation(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        var counts = Contingency.Of(truth, found);
        if (counts.Rows.Length <= 1 && counts.Columns.Length <= 1)
        {
            return 1;
        }

        double n = truth.Length;
        var information = counts.Cells.Sum(cell => cell.Count / n * Math.Log(n * cell.Count / ((double)counts.Rows[cell.Row] * counts.Columns[cell.Column])));
        var expected = ExpectedInformation(counts.Rows, counts.Columns, truth.Length);
        var most = (Entropy(counts.Rows, n) + Entropy(counts.Columns, n)) / 2;
        return Math.Abs(most - expected) < 1e-15 ? 0 : (information - expected) / (most - expected); // nothing to tell beyond chance, but for rounding
    }

    static double Pairs(int count) => count * (count - 1.0) / 2;

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

    /// <summary>How many rows each pair of groups shares.</summary>
    /// <param name="Rows">The sizes of the first grouping's groups.</param>
    /// <param name="Columns">Those of the second's.</param>
    /// <param name="Cells">Pairs of groups that share rows.</param>
    sealed record Contingency(int[] Rows, int[] Columns, (int Row, int Column, int Count)[] Cells)
    {
        internal static Contingency Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
        {
            if (truth.Length != found.Length)
            {
                throw new ArgumentException($"found has {found.Length} rows, expected {truth.Length} as in truth.", nameof(found));
            }

            var (rows, columns) = (Numbered(truth, out var rowSizes), Numbered(found, out var columnSizes));
            var cells = rows.Zip(columns).CountBy(pair => pair).Select(pair => (pair.Key.First, pair.Key.Second, pair.Value)).Order();
            return new Contingency(rowSizes, columnSizes, [.. cells]);
        }

        static int[] Numbered(ReadOnlySpan<int> groups, out int[] sizes)
        {
            var numbers = new Dictionary<int, int>();
            var counts = new List<int>();
            var numbered = new int[groups.Length];
            for (var i = 0; i < numbered.Length; i++)
            {
                if (numbers.TryAdd(groups[i], counts.Count))
                {
                    counts.Add(0);
                }

                numbered[i] = numbers[groups[i]];
                counts[numbered[i]]++;
            }

            sizes = [.. counts];
            return numbered;
        }
    }
}
