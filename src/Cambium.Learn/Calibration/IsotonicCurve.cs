namespace Cambium.Learn;

/// <summary>
/// A curve that never falls: straight between its points, constant beyond the first and the last. Fitted by least squares (pool adjacent violators).
/// </summary>
/// <remarks>Source: M. Ayer et al., 1955; R. E. Barlow et al., 1972; B. Zadrozny, C. Elkan, 2002 (for probabilities).</remarks>
sealed class IsotonicCurve
{
    internal IsotonicCurve(double[] x, double[] y)
    {
        X = x;
        Y = y;
    }

    /// <summary>Where the points stand; rising, at least one.</summary>
    internal double[] X { get; }

    /// <summary>How high they are; never falling.</summary>
    internal double[] Y { get; }

    /// <summary>Minimises Σ w (y − f(x))² over all curves f that never fall. Rows of equal x are first taken together.</summary>
    /// <param name="x">Finite numbers; at least one with a weight above 0.</param>
    /// <param name="y">Finite numbers, one for each of <paramref name="x"/>.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    internal static IsotonicCurve Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        var (places, means, totals) = Distinct(x, y, weights);
        var fitted = Pool(means, totals);
        var kept = new List<int>();
        for (var i = 0; i < fitted.Length; i++)
        {
            // Inside a run of equal heights a point says nothing.
            if (i == 0 || i == fitted.Length - 1 || fitted[i] != fitted[i - 1] || fitted[i] != fitted[i + 1])
            {
                kept.Add(i);
            }
        }

        return new IsotonicCurve([.. kept.Select(i => places[i])], [.. kept.Select(i => fitted[i])]);
    }

    /// <summary>The curve's height.</summary>
    internal double At(double x)
    {
        var found = Array.BinarySearch(X, x);
        if (found >= 0)
        {
            return Y[found];
        }

        var next = ~found;
        if (next == 0 || next == X.Length)
        {
            return Y[next == 0 ? 0 : ^1];
        }

        var share = (x - X[next - 1]) / (X[next] - X[next - 1]);
        return Y[next - 1] + (share * (Y[next] - Y[next - 1]));
    }

    /// <summary>The distinct places in rising order, with the weighted mean and the total weight of the rows at each; rows without weight are left out.</summary>
    static (double[] Places, double[] Means, double[] Totals) Distinct(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        var keys = x.ToArray();
        var rows = new int[keys.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        Array.Sort(keys, rows);
        var (places, sums, totals) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < keys.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[rows[i]];
            if (weight == 0)
            {
                continue;
            }

            if (places.Count == 0 || places[^1] != keys[i])
            {
                places.Add(keys[i]);
                sums.Add(0);
                totals.Add(0);
            }

            sums[^1] += weight * y[rows[i]];
            totals[^1] += weight;
        }

        return ([.. places], [.. sums.Zip(totals, (sum, total) => sum / total)], [.. totals]);
    }

    /// <summary>Takes neighbours that fall together until none does; each place gets the weighted mean of its block.</summary>
    static double[] Pool(double[] means, double[] totals)
    {
        var blocks = new List<(double Mean, double Total, int End)>();
        for (var i = 0; i < means.Length; i++)
        {
            var block = (Mean: means[i], Total: totals[i], End: i + 1);
            while (blocks.Count > 0 && blocks[^1].Mean >= block.Mean)
            {
                var before = blocks[^1];
                var total = before.Total + block.Total;
                block = (((before.Mean * before.Total) + (block.Mean * block.Total)) / total, total, block.End);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var fitted = new double[means.Length];
        var start = 0;
        foreach (var (mean, _, end) in blocks)
        {
            fitted.AsSpan(start..end).Fill(mean);
            start = end;
        }

        return fitted;
    }
}
