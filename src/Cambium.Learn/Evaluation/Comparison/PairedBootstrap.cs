namespace Cambium.Learn;

/// <summary>The difference of any figure of two models, over resamples of the rows (or groups of rows) that both judged.</summary>
/// <remarks>Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, sections 15.4 and 16.2; A. C. Davison, D. V. Hinkley, 1997, section 4.2 (one is added to both counts).</remarks>
static class PairedBootstrap
{
    internal static IEnumerable<ComparedFigure> Of(Metric[] metrics, JudgedRows first, JudgedRows second, int[] units, EvaluateOptions options)
    {
        var (drawn, intervals) = Bootstrap.Resample(options, units, 4 * metrics.Length, () => times =>
        {
            var (a, b) = (first.Repeat(times), second.Repeat(times));
            return [.. metrics.Select(metric => metric.Judge(b) - metric.Judge(a))];
        });
        return metrics.Select((metric, place) => new ComparedFigure(
            metric.Name,
            "paired_bootstrap",
            metric.HigherIsBetter,
            metric.Judge(first),
            metric.Judge(second),
            intervals[place],
            double.NaN,
            PValue(Array.FindAll(Array.ConvertAll(drawn, row => row[place]), value => !double.IsNaN(value)))));
    }

    /// <summary>Twice the share of differences on the rarer side of 0.</summary>
    static double PValue(double[] differences) =>
        differences.Length == 0
            ? double.NaN
            : Math.Min(1, 2.0 * (Math.Min(differences.Count(value => value <= 0), differences.Count(value => value >= 0)) + 1) / (differences.Length + 1));
}
