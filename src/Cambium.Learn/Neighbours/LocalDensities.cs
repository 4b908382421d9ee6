namespace Cambium.Learn;

/// <summary>How close the company of each training row stands.</summary>
sealed class LocalDensities
{
    // Where rows are alike, reach is 0 and density without end; so much of the typical reach keeps it finite, and all factors within 1e-10 of what they are without.
    const double LeastReach = 1e-10;

    readonly double[] _reaches;
    readonly double[] _densities;
    readonly double _floor;

    internal LocalDensities(double[] reaches, double[] densities)
    {
        _reaches = reaches;
        _densities = densities;
        var mean = 0.0;
        foreach (var reach in reaches)
        {
            mean += reach / reaches.Length;
        }

        _floor = mean > 0 ? mean * LeastReach : 1;
    }

    /// <summary>The distance of each row to its k-th neighbour.</summary>
    internal double[] Reaches => _reaches;

    /// <summary>1 over the mean reachability distance of each row.</summary>
    internal double[] Densities => _densities;

    /// <summary>Measures training rows, none of which is its own neighbour.</summary>
    /// <param name="rows">At least k + 1 rows.</param>
    /// <param name="k">How many neighbours.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <param name="scores">The factor of each row.</param>
    internal static LocalDensities Of(NeighbourRows rows, int k, FitOptions options, out double[] scores)
    {
        var n = rows.Count;
        var nearest = new int[checked(n * k)];
        var distances = new double[nearest.Length];
        var reaches = new double[n];
        rows.Index.Nearest(
            rows.Index.Rows,
            k,
            skipOwn: true,
            (first, count, found, reduced) =>
            {
                found.CopyTo(nearest.AsSpan(first * k));
                for (var i = 0; i < reduced.Length; i++)
                {
                    distances[(first * k) + i] = rows.Space.FromReduced(reduced[i]);
                }

                for (var i = 0; i < count; i++)
                {
                    reaches[first + i] = distances[((first + i + 1) * k) - 1];
                }
            },
            options.MaxThreads,
            options.CancellationToken);
        options.Progress?.Report(new FitProgress("neighbours", 1, 1));

        var densities = new LocalDensities(reaches, new double[n]);
        for (var row = 0; row < n; row++)
        {
            densities._densities[row] = densities.Density(nearest.AsSpan(row * k, k), distances.AsSpan(row * k, k));
        }

        scores = new double[n];
        for (var row = 0; row < n; row++)
        {
            scores[row] = densities.Score(nearest.AsSpan(row * k, k), densities._densities[row]);
        }

        return densities;
    }

    /// <summary>The factor of a row.</summary>
    /// <param name="nearest">Its neighbours.</param>
    /// <param name="distances">The distances to them.</param>
    internal double Score(ReadOnlySpan<int> nearest, ReadOnlySpan<double> distances) => Score(nearest, Density(nearest, distances));

    double Density(ReadOnlySpan<int> nearest, ReadOnlySpan<double> distances)
    {
        var mean = 0.0;
        for (var i = 0; i < nearest.Length; i++)
        {
            mean += Math.Max(distances[i], _reaches[nearest[i]]) / nearest.Length;
        }

        return 1 / (mean + _floor);
    }

    double Score(ReadOnlySpan<int> nearest, double density)
    {
        var mean = 0.0;
        foreach (var row in nearest)
        {
            mean += _densities[row] / density / nearest.Length;
        }

        // A row whose distances overflow is as strange as a number can tell.
        return Math.Min(mean, double.MaxValue);
    }
}
