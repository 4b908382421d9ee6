using System.Globalization;
using System.Text;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>The drawings of weak spots, as SVG in the page's own colours.</summary>
static class SliceDrawings
{
    const int Width = 720;
    const int Right = 80;
    const int RowHeight = 46;
    const int CurveHeight = 260;
    const int Side = 320;

    /// <summary>Of each slice a bar of its error with its interval, and a mark where all other rows are.</summary>
    internal static string Errors(WeakSpotReport report)
    {
        var most = report.Slices.Max(slice => Math.Max(slice.ErrorInterval?.High ?? slice.Error, slice.RestError));
        double X(double value) => 2 + ((Width - Right - 2) * (most > 0 ? Math.Clamp(value / most, 0, 1) : 0));
        var svg = new StringBuilder();
        for (var i = 0; i < report.Slices.Count; i++)
        {
            var slice = report.Slices[i];
            var y = RowHeight * i;
            svg.Append(Drawing.Label(2, y + 13, "start", $"{Plain.Cut(slice.ToString(), 80)} ({Figure.Count(slice.Rows, "row")})"));
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"2\" y=\"{y + 19}\" width=\"{X(slice.Error) - 2:0.#}\" height=\"18\" style=\"opacity:.55\"/>");
            if (slice.ErrorInterval is { } interval)
            {
                svg.Append(Drawing.Line(X(interval.Low), y + 28, X(interval.High), y + 28, "stroke:var(--ink);stroke-width:2"));
            }

            svg.Append(Drawing.Line(X(slice.RestError), y + 16, X(slice.RestError), y + 40, "stroke:var(--warn);stroke-width:3"));
            svg.Append(Drawing.Label(Width - 4, y + 33, "end", SlicesView.Error(report, slice.Error)));
        }

        return Drawing.Of(Width, RowHeight * report.Slices.Count, "Error of each slice beside all other rows", svg.ToString());
    }

    /// <summary>What is said of each slice against what is true; on the line both are equal.</summary>
    internal static string Calibration(WeakSpotReport report)
    {
        double[] all = [.. report.Slices.SelectMany(slice => (double[])[slice.MeanSaid, slice.MeanTruth])];
        var (low, high) = report.IsOfClasses ? (0, 1) : (all.Min(), all.Max() > all.Min() ? all.Max() : all.Min() + 1);
        double X(double value) => Drawing.Left + ((Side - Drawing.Left - Drawing.Right) * (value - low) / (high - low));
        double Y(double value) => Drawing.Top + ((Side - Drawing.Top - Drawing.Bottom) * (high - value) / (high - low));
        const string Faint = "stroke:var(--dim);opacity:.6";
        var svg = new StringBuilder(Drawing.Broken([(X(low), Y(low)), (X(high), Y(high))]));
        svg.Append(Drawing.Line(X(low), Y(low), X(high), Y(low), Faint)).Append(Drawing.Line(X(low), Y(low), X(low), Y(high), Faint));
        for (var i = 0; i < report.Slices.Count; i++)
        {
            var slice = report.Slices[i];
            svg.Append(Drawing.Dot(X(slice.MeanSaid), Y(slice.MeanTruth), 4.5, "fill:var(--bar)"));
            svg.Append(Drawing.Label(X(slice.MeanSaid) + 8, Y(slice.MeanTruth) + 4, "start", Figure.Count(i + 1)));
        }

        svg.Append(Drawing.Label(X(low), Side - Drawing.Bottom + 16, "start", Figure.Of(low))).Append(Drawing.Label(X(high), Side - Drawing.Bottom + 16, "end", Figure.Of(high)));
        svg.Append(Drawing.Label((Side + Drawing.Left) / 2.0, Side - 6, "middle", "said")).Append(Drawing.Label(Drawing.Left - 6, Y(high) + 8, "end", Figure.Of(high)));
        svg.Append(Drawing.Label(Drawing.Left - 6, Y((low + high) / 2), "end", "true"));
        return Drawing.Of(Side, Side, "What is said of each slice and what is true", svg.ToString());
    }

    /// <summary>The score by the level of a damage, all columns at once, with intervals; the broken line is the score without.</summary>
    internal static string Curve(RobustnessReport report, RobustnessCurve curve)
    {
        double[] heights = [report.Baseline, .. curve.Points.SelectMany(point => (double[])[point.Interval.Low, point.Interval.High]).Where(double.IsFinite)];
        var (low, high) = (heights.Min(), heights.Max() > heights.Min() ? heights.Max() : heights.Min() + 1);
        var far = curve.Points[^1].Level;
        double X(double level) => Drawing.Left + ((Side - Drawing.Left - Drawing.Right) * level / far);
        double Y(double value) => Drawing.Top + ((CurveHeight - Drawing.Top - Drawing.Bottom) * (high - value) / (high - low));
        RobustnessPoint[] there = [.. curve.Points.Where(point => double.IsFinite(point.Score) && double.IsFinite(point.Interval.Low))];
        var svg = new StringBuilder()
            .Append(Drawing.Broken([(X(0), Y(report.Baseline)), (X(far), Y(report.Baseline))]))
            .Append(Drawing.Band([(X(0), Y(report.Baseline)), .. there.Select(point => (X(point.Level), Y(point.Interval.High))), .. there.Reverse().Select(point => (X(point.Level), Y(point.Interval.Low)))]))
            .Append(Drawing.Line([(X(0), Y(report.Baseline)), .. there.Select(point => (X(point.Level), Y(point.Score)))]));
        foreach (var point in there)
        {
            svg.Append(Drawing.Dot(X(point.Level), Y(point.Score)));
        }

        svg.Append(Drawing.Label(Drawing.Left - 8, Y(high) + 4, "end", Figure.Score(high))).Append(Drawing.Label(Drawing.Left - 8, Y(low) + 4, "end", Figure.Score(low)));
        svg.Append(Drawing.Label(X(0), CurveHeight - Drawing.Bottom + 20, "middle", "0")).Append(Drawing.Label(X(far), CurveHeight - Drawing.Bottom + 20, "end", SlicesView.Level(curve.Damage, far)));
        return $"<figure><figcaption>{SlicesView.Word(curve.Damage)}</figcaption>{Drawing.Of(Side, CurveHeight, $"{report.Score} by {SlicesView.Word(curve.Damage)}", svg.ToString())}</figure>";
    }
}
