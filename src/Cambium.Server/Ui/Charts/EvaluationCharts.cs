using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Draws reports: each method takes the named reports of one run, or of several to lay over each other.</summary>
static class EvaluationCharts
{
    internal static ChartSpec Roc(IEnumerable<(string Name, ClassificationReport Report)> reports) =>
        new("line", ChartAxis.Share("False positive rate"), ChartAxis.Share("True positive rate"))
        {
            Series = Curves(reports, report => report.Roc.Select(point => (point.X, point.Y))),
            Reference = new ChartSeries("Chance", [[0, 0], [1, 1]]),
        };

    internal static ChartSpec PrecisionRecall(IReadOnlyList<(string Name, ClassificationReport Report)> reports) =>
        new("line", ChartAxis.Share("Recall"), ChartAxis.Share("Precision"))
        {
            Series = Curves(reports, report => report.PrecisionRecall.Select(point => (point.X, point.Y))),
            Reference = reports.Count == 1 && PositiveShare(reports[0].Report) is var share && double.IsFinite(share)
                ? new ChartSeries("Chance", [[0, share], [1, share]])
                : null,
        };

    internal static ChartSpec Calibration(IEnumerable<(string Name, ClassificationReport Report)> reports) =>
        new("line", ChartAxis.Share("Mean predicted probability"), ChartAxis.Share("Observed share"))
        {
            Series =
            [
                .. Curves(reports, report => report.Calibration.Select(bin => (bin.MeanPredicted, bin.ObservedShare)))
                    .Select(series => series with { Marks = true }),
            ],
            Reference = new ChartSeries("Perfect", [[0, 0], [1, 1]]),
        };

    /// <summary>How far the curve is from the diagonal on average: the expected calibration error over the bins that are drawn. Null where there are none.</summary>
    internal static string? CalibrationNote(ClassificationReport report)
    {
        var rows = report.Calibration.Sum(bin => (double)bin.Rows);
        if (!(rows > 0))
        {
            return null;
        }

        var error = report.Calibration.Sum(bin => bin.Rows * Math.Abs(bin.ObservedShare - bin.MeanPredicted)) / rows;
        return $"Expected calibration error {Numbers.Significant(error)}, over {Numbers.Count(report.Calibration.Count, "bin")} of {Numbers.Whole((long)rows)} rows.";
    }

    internal static ChartSpec PredictedAgainstTrue(RegressionReport report)
    {
        var pairs = report.SampleTruth.Zip(report.SamplePredicted).Select(pair => (X: pair.First, Y: pair.Second)).ToArray();
        var all = pairs.SelectMany(pair => new[] { pair.X, pair.Y }).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        return new ChartSpec("scatter", new ChartAxis("True value"), new ChartAxis("Predicted value"))
        {
            Series = [ChartSeries.Of("Rows", pairs)],
            Reference = new ChartSeries("Perfect", [[all.Min(), all.Min()], [all.Max(), all.Max()]]),
        };
    }

    internal static ChartSpec Residuals(RegressionReport report)
    {
        var pairs = report.SampleTruth.Zip(report.SamplePredicted).Select(pair => (X: pair.Second, Y: pair.First - pair.Second)).ToArray();
        var predicted = pairs.Select(pair => pair.X).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        return new ChartSpec("scatter", new ChartAxis("Predicted value"), new ChartAxis("True − predicted"))
        {
            Series = [ChartSeries.Of("Rows", pairs)],
            Reference = new ChartSeries("No error", [[predicted.Min(), 0], [predicted.Max(), 0]]),
        };
    }

    /// <summary>The importances, the largest first; at most 30, which is what fits a page.</summary>
    internal static ChartSpec Importance(Explanation explanation) =>
        new("bar", new ChartAxis($"Loss of {Figure.Of(explanation.Score).Label}"), new ChartAxis(""))
        {
            Bars =
            [
                .. explanation.Importances
                    .Where(importance => double.IsFinite(importance.Drop) && double.IsFinite(importance.StandardDeviation))
                    .Take(30)
                    .Select(importance => new ChartBar(
                        importance.Column,
                        importance.Drop,
                        importance.Drop - importance.StandardDeviation,
                        importance.Drop + importance.StandardDeviation)),
            ],
        };

    static ChartSeries[] Curves(
        IEnumerable<(string Name, ClassificationReport Report)> reports,
        Func<ClassificationReport, IEnumerable<(double X, double Y)>> points) =>
        [
            .. reports.Select((pair, place) => ChartSeries.Of(pair.Name, points(pair.Report)) with { Colour = place })
                .Where(series => series.Points.Count > 0),
        ];

    static double PositiveShare(ClassificationReport report)
    {
        if (report.Classes.Count != 2)
        {
            return double.NaN;
        }

        double positive = report.Confusion[2] + report.Confusion[3];
        return positive / report.Confusion.Sum();
    }
}
