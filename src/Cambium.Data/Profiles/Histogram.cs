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
    /// <param name="sorted">The values; where they stand for many, counts are as close as theirs.</param>
    internal static (double[] Edges, long[] Counts) Of(WeightedValues sorted)
    {
        var first = sorted.CountBelow(double.MinValue);
        var end = sorted.CountBelow(double.PositiveInfinity);
        if (first == end)
        {
            return ([], []);
        }

        var (least, greatest) = (sorted.At(first), sorted.At(end - 1));
        if (least == greatest)
        {
            return ([least, greatest], [end - first]);
        }

        var bins = Bins(sorted, first, end - first, least, greatest);
        var edges = new double[bins + 1];
        for (var i = 0; i <= bins; i++)
        {
            // Two products rather than one difference, which could overflow.
            edges[i] = (least * ((double)(bins - i) / bins)) + (greatest * ((double)i / bins));
        }

        (edges[0], edges[bins]) = (least, greatest);
        var counts = new long[bins];
        var before = first;
        for (var bin = 0; bin < bins; bin++)
        {
            var after = bin == bins - 1 ? end : sorted.CountBelow(edges[bin + 1]);
            counts[bin] = after - before;
            before = after;
        }

        return (edges, counts);
    }

    static int Bins(WeightedValues sorted, long first, long count, double least, double greatest)
    {
        var sturges = (int)Math.Ceiling(Math.Log2(count)) + 1;
        var width = 2 * (sorted.At(first + (long)(0.75 * (count - 1))) - sorted.At(first + (long)(0.25 * (count - 1)))) / Math.Cbrt(count);
        var bins = width > 0 ? (greatest - least) / width : sturges;
        return bins <= MostBins ? Math.Max(sturges, (int)Math.Ceiling(bins)) : MostBins;
    }
}
