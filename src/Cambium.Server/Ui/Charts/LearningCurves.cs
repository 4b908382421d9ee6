using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Metrics that were logged step by step, gathered into charts: what shares a scale shares a chart.</summary>
static class LearningCurves
{
    /// <summary>Most charts on a page.</summary>
    const int MostCharts = 12;

    /// <summary>Figures of a cross-validation that are drawn by fold; the means of all of them stand in the table.</summary>
    const int MostFoldMetrics = 3;

    /// <summary>Most metrics that are looked at; a run may have thousands.</summary>
    const int MostMetrics = 200;

    /// <summary>The charts of one run, or of several laid over each other, by title.</summary>
    internal static IReadOnlyList<(string Title, ChartSpec Chart)> Of(Tracker tracker, IReadOnlyList<(string Name, RunInfo Run)> runs)
    {
        var several = runs.Count > 1;
        var folds = Figure.InOrder(runs.SelectMany(run => run.Run.Metrics.Keys).Distinct().Where(IsFold))
            .Take(several ? 1 : MostFoldMetrics)
            .ToHashSet();
        var curves =
            from run in runs.Select((run, place) => (run.Name, run.Run, Place: place))
            from metric in Figure.InOrder(run.Run.Metrics.Keys).Take(MostMetrics)
            where !IsFold(metric) || folds.Contains(metric)
            let history = tracker.Store.Runs.SampleMetric([run.Run.Id], metric, null, ServerLimits.CurvePoints)
            where history.Count > 1
            let points = history.Select(sample => ((double)sample.Point.Step, sample.Point.Value))
            let label = Figure.Of(metric).Label
            let series = ChartSeries.Of(several ? $"{run.Name}: {label}" : label, points) with
            {
                Group = several ? run.Name : null,
                Colour = several ? run.Place : null,
                Dashed = several && metric == "training_loss",
            }
            where series.Points.Count > 1
            group (metric, series) by TitleOf(metric, series, several);

        return
        [
            .. curves.Take(MostCharts).Select(chart => (
                chart.Key,
                new ChartSpec("line", new ChartAxis(IsFold(chart.First().metric) ? "Fold" : "Step") { Whole = true }, new ChartAxis(""))
                {
                    Series = [.. chart.Select(item => item.series with { Marks = IsFold(item.metric) || item.series.Points.Count < 15 })],
                })),
        ];
    }

    static bool IsFold(string metric) =>
        metric.StartsWith("cv/", StringComparison.Ordinal)
        && !metric.EndsWith("_mean", StringComparison.Ordinal)
        && !metric.EndsWith("_sd", StringComparison.Ordinal);

    static string TitleOf(string metric, ChartSeries series, bool several)
    {
        if (metric is "training_loss" or "validation_loss")
        {
            return several ? "Loss (dashed: training)" : "Loss";
        }

        var isShare = series.Points.All(point => point[1] is >= 0 and <= 1);
        return IsFold(metric) && isShare && !several ? "Cross-validation folds" : Figure.Of(metric).Label;
    }
}
