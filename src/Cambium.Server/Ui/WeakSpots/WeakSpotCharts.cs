using System.Globalization;
using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Draws a model's weak spots.</summary>
static class WeakSpotCharts
{
    /// <summary>As many as the palette has colours.</summary>
    const int MostDrawn = 8;

    /// <summary>What is said of each slice against what is true; a series a slice, so that each has its name.</summary>
    internal static ChartSpec Calibration(WeakSpotReport report)
    {
        var slices = report.Slices.Where(slice => double.IsFinite(slice.MeanSaid) && double.IsFinite(slice.MeanTruth)).Take(MostDrawn).ToArray();
        double[] all = [.. slices.SelectMany(slice => (double[])[slice.MeanSaid, slice.MeanTruth])];
        var (low, high) = report.IsOfClasses || all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        return new ChartSpec("scatter", Axis(report, $"Mean {report.Said}"), Axis(report, report.IsOfClasses ? "Share that is so" : "Mean truth"))
        {
            Series = [.. slices.Select((slice, place) => ChartSeries.Of($"{place + 1}. {ParallelSpec.Cut(slice.ToString())}", [(slice.MeanSaid, slice.MeanTruth)]))],
            Reference = new ChartSeries("Equal", [[low, low], [high, high]]),
        };
    }

    /// <summary>The score by the levels of damages to all columns at once, from none on, each point with its interval.</summary>
    internal static ChartSpec Damages(RobustnessReport report, params Damage[] damages) =>
        new("line", new ChartAxis(damages[0] == Damage.Noise ? "Noise in standard deviations" : "Share of values") { Min = 0 }, new ChartAxis(Figure.Of(report.Score).Label))
        {
            Series =
            [
                .. report.Curves.Where(curve => curve.Column.Length == 0 && damages.Contains(curve.Damage) && curve.Points.Count > 0).Take(damages.Length)
                    .Select(curve => Line(report, curve)).Where(series => series.Points.Count > 1),
            ],
        };

    /// <summary>What a damage is called.</summary>
    internal static string Word(Damage damage) => damage switch { Damage.Noise => "Noise", Damage.Missing => "Missing", _ => "Swapped" };

    /// <summary>A level of it.</summary>
    internal static string Level(Damage damage, double level) => damage == Damage.Noise ? $"{level.ToString("0.###", CultureInfo.InvariantCulture)} sd" : Numbers.Percent(level);

    static ChartAxis Axis(WeakSpotReport report, string name) => report.IsOfClasses ? ChartAxis.Share(name) : new ChartAxis(name);

    static ChartSeries Line(RobustnessReport report, RobustnessCurve curve)
    {
        var points = curve.Points.Where(point => double.IsFinite(point.Level) && double.IsFinite(point.Score) && double.IsFinite(point.Interval.Low) && double.IsFinite(point.Interval.High)).Take(ServerLimits.CurvePoints).ToArray();
        var start = double.IsFinite(report.Baseline) ? (double[][])[[0, report.Baseline]] : [];
        return new ChartSeries(Word(curve.Damage), [.. start, .. points.Select(point => new[] { point.Level, point.Score })])
        {
            Marks = true,
            Ranges = [.. start.Select(_ => new[] { report.Baseline, report.Baseline }), .. points.Select(point => new[] { point.Interval.Low, point.Interval.High })],
        };
    }
}
