using System.Globalization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Draws learning and validation curves: a figure on rows learned from and on rows left out, with ± one standard deviation over the folds.</summary>
static class CurveCharts
{
    /// <summary>Most figures that are drawn.</summary>
    const int MostFigures = 4;

    /// <summary>Values whose greatest is so many times their least stand on a log axis.</summary>
    const double LogFrom = 30;

    /// <summary>The charts of a learning curve, the asked figure first.</summary>
    internal static IReadOnlyList<(string Title, ChartSpec Chart)> Of(LearningCurve curve, string? score)
    {
        var points = curve.Points.Where(point => point is { Train.Count: > 0, Test.Count: > 0 }).Take(ServerLimits.CurvePoints).Select(point => ((double)point.Rows, point.Train, point.Test)).ToArray();
        return Charts(points, score, new ChartAxis("Rows learned from") { Whole = true });
    }

    /// <summary>The charts of a validation curve, the asked figure first.</summary>
    internal static IReadOnlyList<(string Title, ChartSpec Chart)> Of(ValidationCurve curve, string? score)
    {
        var points = curve.Points.Where(point => point is { Train.Count: > 0, Test.Count: > 0 }).Take(ServerLimits.CurvePoints).ToArray();
        var numbers = points.Select(point => double.TryParse(point.Value, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN).ToArray();
        if (numbers.Any(double.IsNaN))
        {
            return Charts([.. points.Select((point, place) => ((double)place, point.Train, point.Test))], score, new ChartAxis(curve.Setting) { Categories = [.. points.Select(point => ParallelSpec.Cut(point.Value))] });
        }

        var isLog = numbers.Length > 1 && numbers.Min() > 0 && numbers.Max() / numbers.Min() >= LogFrom;
        return Charts([.. points.Select((point, place) => (numbers[place], point.Train, point.Test)).OrderBy(point => point.Item1)], score, new ChartAxis(curve.Setting) { Log = isLog });
    }

    static IReadOnlyList<(string Title, ChartSpec Chart)> Charts((double X, EquatableArray<FoldScore> Train, EquatableArray<FoldScore> Test)[] points, string? score, ChartAxis x)
    {
        if (points.Length == 0)
        {
            return [];
        }

        var names = Figure.InOrder(points[0].Test.Select(own => own.Name)).OrderByDescending(name => name == score).Take(MostFigures);
        return
        [
            .. names.Select(name => (Figure.Of(name).Label, new ChartSpec("line", x, new ChartAxis(Figure.Of(name).Label))
            {
                Series =
                [
                    Line("Rows left out", points.Select(point => (point.X, Of(point.Test, name)))) with { Colour = 0 },
                    Line("Rows learned from", points.Select(point => (point.X, Of(point.Train, name)))) with { Colour = 1, Dashed = true },
                ],
            })),
        ];
    }

    static FoldScore? Of(IEnumerable<FoldScore> scores, string name) => scores.FirstOrDefault(score => score.Name == name);

    static ChartSeries Line(string name, IEnumerable<(double X, FoldScore? Score)> points)
    {
        var known = points.Where(point => point.Score is not null && double.IsFinite(point.Score.Mean))
            .Select(point => (point.X, point.Score!.Mean, Reach: double.IsFinite(point.Score.StandardDeviation) ? point.Score.StandardDeviation : 0)).ToArray(); // ! filtered
        return new ChartSeries(name, [.. known.Select(point => new[] { point.X, point.Mean })])
        {
            Marks = true,
            Ranges = [.. known.Select(point => new[] { point.Mean - point.Reach, point.Mean + point.Reach })],
        };
    }
}
