namespace Cambium.Learn;

/// <summary>How far each row must look for company of a weight, its own included.</summary>
static class CoreDistances
{
    /// <summary>The reduced distance within which each row finds the weight; that of the farthest row where all weigh too little.</summary>
    /// <param name="index">The rows.</param>
    /// <param name="weights">The weight of each row; empty where each weighs 1.</param>
    /// <param name="least">The weight that is sought.</param>
    /// <param name="options">Threads, cancellation.</param>
    internal static double[] Of(NeighbourIndex index, double[] weights, int least, FitOptions options)
    {
        var cores = new double[index.RowCount];
        var p = index.Coordinates;
        int[] left = [.. Enumerable.Range(0, cores.Length)];
        for (var k = Math.Min(least, cores.Length); left.Length > 0; k = Math.Min(2 * k, cores.Length))
        {
            var queries = left.Length == cores.Length ? index.Rows : [.. left.SelectMany(row => index.Rows[(row * p)..((row + 1) * p)])];
            var reached = new bool[left.Length];
            var asked = left;
            var isLast = k == cores.Length;
            index.Nearest(
                queries,
                k,
                skipOwn: false,
                (first, count, nearest, reduced) =>
                {
                    for (var i = 0; i < count; i++)
                    {
                        var core = Core(weights, nearest.Slice(i * k, k), reduced.Slice(i * k, k), least);
                        reached[first + i] = core >= 0 || isLast;
                        cores[asked[first + i]] = core >= 0 ? core : reduced[((i + 1) * k) - 1];
                    }
                },
                options.MaxThreads,
                options.CancellationToken);
            left = [.. left.Where((_, i) => !reached[i])];
        }

        return cores;
    }

    /// <summary>The reduced distance at which neighbours, the nearest first, weigh enough; −1 where all weigh too little.</summary>
    internal static double Core(double[] weights, ReadOnlySpan<int> nearest, ReadOnlySpan<double> reduced, double least)
    {
        if (weights.Length == 0)
        {
            return least <= nearest.Length ? reduced[(int)least - 1] : -1;
        }

        var sum = 0.0;
        for (var i = 0; i < nearest.Length; i++)
        {
            sum += weights[nearest[i]];
            if (sum >= least)
            {
                return reduced[i];
            }
        }

        return -1;
    }
}
