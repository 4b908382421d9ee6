using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What makes rows near: the settings that all recipes with a metric share.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Power">The p of <see cref="DistanceMetric.Minkowski"/>.</param>
readonly record struct NeighbourSpace(DistanceMetric Metric, double Power)
{
    /// <summary>The distance that searches compute. The cosine's is the Euclidean one of rows of length 1, whose square is twice as large.</summary>
    internal Distance Distance => (Metric, Power) switch
    {
        (DistanceMetric.Euclidean or DistanceMetric.Cosine, _) or (DistanceMetric.Minkowski, 2) => new(DistanceKind.Euclidean),
        (DistanceMetric.Manhattan, _) or (DistanceMetric.Minkowski, 1) => new(DistanceKind.Manhattan),
        (DistanceMetric.Chebyshev, _) => new(DistanceKind.Chebyshev),
        _ => new(DistanceKind.Minkowski, Power),
    };

    /// <summary>The distance as the metric tells it.</summary>
    internal double FromReduced(double reduced) => Metric == DistanceMetric.Cosine ? reduced / 2 : Distance.FromReduced(reduced);

    /// <summary>The reduced distance that stands for one as the metric tells it.</summary>
    internal double ToReduced(double distance) => Metric == DistanceMetric.Cosine ? 2 * distance : Distance.ToReduced(distance);

    /// <summary>The rows as searches take them: as they are, or scaled to length 1 in a copy.</summary>
    /// <param name="rows">n × p, row-major; none of zeros alone where the metric is the cosine.</param>
    /// <param name="coordinates">p.</param>
    internal double[] Prepare(double[] rows, int coordinates)
    {
        if (Metric != DistanceMetric.Cosine)
        {
            return rows;
        }

        var directions = (double[])rows.Clone();
        for (var i = 0; i < directions.Length; i += coordinates)
        {
            var row = directions.AsSpan(i, coordinates);
            // Scaled first, so that squares neither overflow nor vanish.
            Scale(row, Largest(row));
            Scale(row, Math.Sqrt(Dot.Of(row, row)));
        }

        return directions;
    }

    /// <summary>Why the rows have no distances by this metric; empty where they have.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="names">The names of the p features.</param>
    internal List<string> Problems(ReadOnlySpan<double> rows, IReadOnlyList<string> names)
    {
        var problems = new List<string>();
        if (Metric == DistanceMetric.Cosine)
        {
            if (FirstZero(rows, names.Count) is >= 0 and var zero)
            {
                problems.Add($"row {zero + 1} is 0 in every column and so has no direction: drop such rows, or use another metric than cosine");
            }

            return problems;
        }

        var sum = 0.0;
        var (widest, most) = (0, -1.0);
        var (low, high) = (new double[names.Count], new double[names.Count]);
        RowRange.Of(rows, low, high);
        for (var j = 0; j < names.Count; j++)
        {
            sum = Distance.Plus(sum, high[j] - low[j]);
            (widest, most) = high[j] - low[j] > most ? (j, high[j] - low[j]) : (widest, most);
        }

        if (rows.Length > 0 && !double.IsFinite(sum))
        {
            problems.Add($"column '{names[widest]}' spans {most:G3}, so that distances between rows overflow: put new Standardize() before it");
        }

        return problems;
    }

    /// <summary>The first row of zeros alone, or −1.</summary>
    internal static int FirstZero(ReadOnlySpan<double> rows, int coordinates)
    {
        for (var i = 0; i < rows.Length; i += coordinates)
        {
            if (Largest(rows.Slice(i, coordinates)) == 0)
            {
                return i / coordinates;
            }
        }

        return -1;
    }

    static double Largest(ReadOnlySpan<double> row)
    {
        var largest = 0.0;
        foreach (var value in row)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    static void Scale(Span<double> row, double by)
    {
        foreach (ref var value in row)
        {
            value /= by;
        }
    }
}
