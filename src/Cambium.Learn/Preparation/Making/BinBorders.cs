namespace Cambium.Learn;

/// <summary>The inner borders of bins of one column.</summary>
static class BinBorders
{
    // As scikit-learn joins bins of quantiles and k-means.
    const double Narrowest = 1e-8;

    const int MaxRounds = 300;

    // Of the variance: a shift of the means that is below it ends the rounds.
    const double Tolerance = 1e-4;

    /// <summary>The borders between bins, ascending; none where all values are in one.</summary>
    internal static double[] Of(double[] sorted, int bins, BinStrategy strategy)
    {
        if (sorted.Length == 0 || sorted[0] == sorted[^1])
        {
            return [];
        }

        var even = Enumerable.Range(0, bins + 1).Select(place => sorted[0] + ((sorted[^1] - sorted[0]) * place / bins)).ToArray();
        var edges = strategy switch
        {
            BinStrategy.Width => even,
            BinStrategy.Quantile => [.. Enumerable.Range(0, bins + 1).Select(place => Ordered.Quantile(sorted, (double)place / bins))],
            _ => MeansEdges(sorted, even),
        };
        if (strategy == BinStrategy.Width)
        {
            return edges[1..^1].Distinct().ToArray();
        }

        // The first edge of those that are too near stays.
        var kept = new List<double> { edges[0] };
        kept.AddRange(edges.Skip(1).Where((edge, place) => edge - edges[place] > Narrowest));
        return kept.Count <= 2 ? [] : [.. kept[1..^1]];
    }

    static double[] MeansEdges(double[] sorted, double[] even)
    {
        var centres = even.Skip(1).Zip(even, (above, below) => (above + below) / 2).ToArray();
        var mean = sorted.Average();
        var enough = Tolerance * sorted.Average(value => (value - mean) * (value - mean));
        var ends = Ends(sorted, centres);
        for (var round = 0; round < MaxRounds; round++)
        {
            var moved = Means(sorted, ends, centres);
            var next = Ends(sorted, moved);
            var shift = moved.Zip(centres, (a, b) => (a - b) * (a - b)).Sum();
            centres = moved;
            if (next.AsSpan().SequenceEqual(ends) || shift <= enough)
            {
                break;
            }

            ends = next;
        }

        Array.Sort(centres);
        return [sorted[0], .. centres.Skip(1).Zip(centres, (above, below) => (above + below) / 2), sorted[^1]];
    }

    /// <summary>Where the values that are nearest to each centre end; a value between two belongs to the lower.</summary>
    static int[] Ends(double[] sorted, double[] centres)
    {
        var ends = new int[centres.Length];
        var row = 0;
        for (var centre = 0; centre < centres.Length - 1; centre++)
        {
            while (row < sorted.Length && sorted[row] - centres[centre] <= centres[centre + 1] - sorted[row])
            {
                row++;
            }

            ends[centre] = row;
        }

        ends[^1] = sorted.Length;
        return ends;
    }

    static double[] Means(double[] sorted, int[] ends, double[] centres)
    {
        var means = new double[centres.Length];
        for (var centre = 0; centre < means.Length; centre++)
        {
            var own = sorted.AsSpan((centre == 0 ? 0 : ends[centre - 1])..ends[centre]);
            var sum = 0.0;
            foreach (var value in own)
            {
                sum += value;
            }

            means[centre] = own.IsEmpty ? centres[centre] : sum / own.Length;
        }

        return means;
    }
}
