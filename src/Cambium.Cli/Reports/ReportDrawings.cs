using System.Globalization;
using System.Text;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>The drawings of a model report, as SVG in the page's own colours.</summary>
static class ReportDrawings
{
    const int Side = 300;
    const int Left = 48;
    const int Below = 40;
    const int Above = 12;
    const int BarWidth = 160;

    /// <summary>A bar from the middle, to the right where the value is above 0; to the right alone where none is below.</summary>
    internal static string Bar(double value, double most)
    {
        var length = most > 0 && double.IsFinite(value) ? Math.Abs(value) / most * (BarWidth / 2.0) : 0;
        var from = value < 0 ? (BarWidth / 2.0) - length : BarWidth / 2.0;
        var colour = value < 0 ? "var(--warn)" : "var(--bar)";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg width=\"{BarWidth}\" height=\"14\" aria-hidden=\"true\"><line x1=\"{BarWidth / 2}\" x2=\"{BarWidth / 2}\" y1=\"0\" y2=\"14\" style=\"stroke:var(--line)\"/><rect x=\"{from:0.#}\" y=\"2\" width=\"{Math.Max(0.5, length):0.#}\" height=\"10\" style=\"fill:{colour}\"/></svg>");
    }

    /// <summary>The ROC curve of two classes; empty with more.</summary>
    internal static string Roc(ClassificationReport report) => report.Roc.Count == 0
        ? ""
        : Square("ROC curve", "false alarms", "found", 0, 1, Line(report.Roc.Select(point => (point.X, point.Y)), 0, 1));

    /// <summary>Probabilities beside what then happened; empty with more than two classes.</summary>
    internal static string Calibration(ClassificationReport report)
    {
        if (report.Calibration.Count == 0)
        {
            return "";
        }

        var most = report.Calibration.Max(bin => bin.Rows);
        var dots = string.Concat(report.Calibration.Select(bin => Dot(bin.MeanPredicted, bin.ObservedShare, 0, 1, 3 + (5 * Math.Sqrt((double)bin.Rows / most)))));
        return Square("Calibration", "probability given", "share observed", 0, 1, Line(report.Calibration.Select(bin => (bin.MeanPredicted, bin.ObservedShare)), 0, 1) + dots);
    }

    /// <summary>Answers beside the truth.</summary>
    internal static string Answers(RegressionReport report)
    {
        double[] all = [.. report.SampleTruth, .. report.SamplePredicted];
        if (all.Length == 0)
        {
            return "";
        }

        var (low, high) = (all.Min(), all.Max() > all.Min() ? all.Max() : all.Min() + 1);
        return Square("Answers and truth", "truth", "answer", low, high, string.Concat(report.SampleTruth.Zip(report.SamplePredicted, (truth, answer) => Dot(truth, answer, low, high, 1.8))));
    }

    static string Line(IEnumerable<(double X, double Y)> points, double low, double high) =>
        $"<polyline points=\"{Drawing.Points(points.Select(point => (Across(point.X, low, high), Up(point.Y, low, high))))}\" style=\"fill:none;stroke:var(--bar);stroke-width:2.2\"/>";

    static string Dot(double x, double y, double low, double high, double radius) => string.Create(
        CultureInfo.InvariantCulture, $"<circle cx=\"{Across(x, low, high):0.#}\" cy=\"{Up(y, low, high):0.#}\" r=\"{radius:0.#}\" style=\"fill:var(--bar);opacity:.6\"/>");

    static string Place(double x, double y, double low, double high) => string.Create(CultureInfo.InvariantCulture, $"{Across(x, low, high):0.#},{Up(y, low, high):0.#}");

    static double Across(double value, double low, double high) => Left + ((Side - Left - Above) * (value - low) / (high - low));

    static double Up(double value, double low, double high) => Above + ((Side - Above - Below) * (high - value) / (high - low));

    /// <summary>Two axes of one scale with the line on which both are equal.</summary>
    static string Square(string title, string across, string up, double low, double high, string content)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{title}</figcaption><svg viewBox=\"0 0 {Side} {Side}\" width=\"{Side}\" height=\"{Side}\" role=\"img\" aria-label=\"{title}: {up} by {across}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Place(low, high, low, high)} {Place(low, low, low, high)} {Place(high, low, low, high)}\" style=\"fill:none;stroke:var(--line)\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Place(low, low, low, high)} {Place(high, high, low, high)}\" style=\"fill:none;stroke:var(--dim);stroke-dasharray:4 4\"/>");
        svg.Append(content);
        svg.Append(Drawing.Label(Left, Side - Below + 16, "start", Figure.Of(low))).Append(Drawing.Label(Side - Above, Side - Below + 16, "end", Figure.Of(high))).Append(Drawing.Label((Side + Left) / 2.0, Side - 6, "middle", across));
        svg.Append(Drawing.Label(Left - 6, Up(high, low, high) + 8, "end", Figure.Of(high))).Append(Drawing.Label(Left - 6, Up(low, low, high), "end", Figure.Of(low)));
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(14 {(Side - Below) / 2}) rotate(-90)\" text-anchor=\"middle\" style=\"fill:var(--dim);font-size:12px\">{up}</text>");
        return svg.Append("</svg></figure>").ToString();
    }
}
