using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Student's t over the folds of a cross-validation, its variance corrected for training sets that overlap: t = d̄ / √((1/J + test/train) s²) for J differences. Without the correction far too many
/// differences look real.
/// </summary>
/// <remarks>
/// Source: C. Nadeau, Y. Bengio, "Inference for the Generalization Error", 2003; R. R. Bouckaert, E. Frank, "Evaluating the Replicability of Significance Tests for Comparing Learning Algorithms",
/// 2004 (repeated folds).
/// </remarks>
static class CorrectedResampledT
{
    /// <summary>The comparison of a figure over folds.</summary>
    /// <param name="metric">The figure.</param>
    /// <param name="first">The first recipe's figure of each fold.</param>
    /// <param name="second">The second's.</param>
    /// <param name="testOverTrain">Rows of a fold over rows that were learned from.</param>
    internal static ComparedFigure Of(Metric metric, double[] first, double[] second, double testOverTrain)
    {
        double[] differences = [.. first.Zip(second, (a, b) => b - a)];
        var mean = differences.Average();
        var variance = differences.Sum(value => (value - mean) * (value - mean)) / (differences.Length - 1);
        var error = Math.Sqrt(((1.0 / differences.Length) + testOverTrain) * variance);
        var freedom = differences.Length - 1;
        var t = mean == 0 ? 0 : mean / error;
        var reach = error * StudentDistribution.Quantile(0.975, freedom);
        return new ComparedFigure(
            metric.Name,
            "corrected_resampled_t",
            metric.HigherIsBetter,
            first.Average(),
            second.Average(),
            double.IsNaN(mean) ? null : new Interval(mean - reach, mean + reach),
            t,
            StudentDistribution.TwoSided(t, freedom));
    }
}
