using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Makes the report of an outlier detector's scores.</summary>
static class OutlierJudge
{
    const int MaxSample = 1000;

    /// <summary>The report of scores.</summary>
    /// <exception cref="TableException">There are no rows.</exception>
    internal static OutlierReport Report(double[] scores, double threshold)
    {
        if (scores.Length == 0)
        {
            throw new TableException("The model cannot be judged on this table: it has no rows.");
        }

        var sorted = scores.OrderDescending().ToArray();
        var n = sorted.Length;
        return new OutlierReport
        {
            Rows = n,
            Scores =
            [
                new Score("outlier_share", scores.Count(score => score > threshold) / (double)n),
                new Score("threshold", threshold),
                new Score("score_least", sorted[^1]),
                new Score("score_median", (sorted[n / 2] + sorted[(n - 1) / 2]) / 2),
                new Score("score_largest", sorted[0]),
            ],
            SampleScores = Enumerable.Range(0, Math.Min(n, MaxSample)).Select(i => sorted[(int)((long)i * n / Math.Min(n, MaxSample))]).ToEquatableArray(),
        };
    }

    /// <summary>Pearson's correlation; 1 where both are the same, also where they do not vary.</summary>
    internal static double Correlation(double[] x, double[] y)
    {
        if (x.AsSpan().SequenceEqual(y))
        {
            return 1;
        }

        var (meanX, meanY) = (x.Average(), y.Average());
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx) / Math.Sqrt(yy) : 0;
    }
}
