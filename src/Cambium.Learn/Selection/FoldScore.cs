using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A figure over the folds.</summary>
/// <param name="Name">Its name, as in the reports.</param>
/// <param name="Mean">The mean over the folds in which it is defined; NaN where it is in none.</param>
/// <param name="StandardDeviation">The standard deviation over the same folds (n − 1); NaN where they are fewer than two.</param>
/// <param name="Values">Its value in each fold; NaN where it is not defined.</param>
public sealed record FoldScore(string Name, double Mean, double StandardDeviation, EquatableArray<double> Values)
{
    /// <summary>Mean and deviation of a figure's values.</summary>
    internal static FoldScore Of(string name, EquatableArray<double> values)
    {
        var defined = values.Where(value => !double.IsNaN(value)).ToArray();
        var mean = defined.DefaultIfEmpty(double.NaN).Average();
        var deviation = defined.Length < 2 ? double.NaN : Math.Sqrt(defined.Sum(value => (value - mean) * (value - mean)) / (defined.Length - 1));
        return new FoldScore(name, mean, deviation, values);
    }

    /// <summary>Every figure over the reports of folds, in the first report's order.</summary>
    internal static EquatableArray<FoldScore> Over(IReadOnlyList<Report> reports) =>
        reports[0].Scores.Select(score => Of(score.Name, reports.Select(report => report[score.Name]).ToEquatableArray())).ToEquatableArray();
}
