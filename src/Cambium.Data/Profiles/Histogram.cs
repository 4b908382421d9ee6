namespace Cambium.Data;

/// <summary>Counts values in bins of equal width.</summary>
static class Histogram
{
    const int MostBins = 50;

    /// <summary>
    /// Bins from the least to the greatest finite value, infinities left out; one bin where all are equal, none without values.
    /// The width is 2 × interquartile range / ∛n, with no fewer bins than ⌈log₂ n⌉ + 1 and no more than 50.
    /// </summary>
    /// <remarks>Source: D. Freedman, P. Diaconis, 1981; the least number of bins from H. A. Sturges, 1926.</remarks>
    /// <param name="sorted">The values, in ascending order.</param>
    internal static (double[] Edges, long[] Counts) Of(ReadOnlySpan<double> sorted)
    {
        while (sorted is [double.NegativeInfinity, ..])
        {
            sorted = sorted[1..];
        }

        while (sorted is [.., double.PositiveInfinity])
        {
            sorted = sorted[..^1];
        }

        if (sorted.Length == 0)
        {
            return ([], []);
        }

        var (least, greatest) = (sorted[0], sorted[^1]);
        if (least == greatest)
        {
            return ([least, greatest], [sorted.Length]);
        }

        var bins = Bins(sorted);
        var edges = new double[bins + 1];
        for (var i = 0; i <= bins; i++)
        {
            // Two products rather than one difference, which could overflow.
            edges[i] = (least * ((double)(bins - i) / bins)) + (greatest * ((double)i / bins));
        }

        (edges[0], edges[bins]) = (least, greatest);
        var counts = new long[bins];
        var bin = 0;
        foreach (var value in sorted)
        {
            while (bin < bins - 1 && value >= edges[bin + 1])
            {
                bin++;
            }

            counts[bin]++;
        }

        return (edges, counts);
    }

    static int Bins(ReadOnlySpan<double> sorted)
    {
        var sturges = (int)Math.Ceiling(Math.Log2(sorted.Length)) + 1;
        var width = 2 * (sorted[(int)(0.75 * (sorted.Length - 1))] - sorted[(int)(0.25 * (sorted.Length - 1))]) / Math.Cbrt(sorted.Length);
        var bins = width > 0 ? (sorted[^1] - sorted[0]) / width : sturges;
        return bins <= MostBins ? Math.Max(sturges, (int)Math.Ceiling(bins)) : MostBins;
    }
}
