using System.Globalization;
using System.Text;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Calibration curves as a page: the drawing, the errors and a table of the bins of each.</summary>
static class CalibrationPage
{
    const int Width = 480;
    const int Height = 440;

    /// <summary>The page.</summary>
    /// <param name="title">Whose answers on what rows.</param>
    /// <param name="curves">At least one.</param>
    internal static string Of(string title, IReadOnlyList<CalibrationCurve> curves)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n<p>Of rows with a predicted probability of 0.7, seven in ten should turn out so. The full line is what was observed, with Wilson's 95% ");
        body.Append(CultureInfo.InvariantCulture, $"interval around it; the broken line is where it should be. {Figure.Count(curves[0].Rows)} rows.</p>\n");
        foreach (var curve in curves)
        {
            var (name, bins) = (Name(curve), curve.Binning == CalibrationBinning.EqualWidth ? "bins of equal width" : "bins of equally many rows");
            body.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text($"{name}, {bins}")}</h2>\n<ul class=\"figures\">{string.Concat(curve.Scores.Select(Item))}</ul>\n");
            body.Append(Curve(name, curve));
            body.Append(HtmlPage.Table(
                $"{name}, {bins}",
                [("predicted", false), ("observed", true), ("95% interval", true), ("rows", true)],
                curve.Bins.Select(bin => new[] { Figure.Score(bin.MeanPredicted), Figure.Score(bin.ObservedShare), Range(bin.ObservedInterval), Figure.Count(bin.Rows) })));
        }

        return HtmlPage.Of(title, body.ToString());
    }

    /// <summary>What the probabilities of a curve are of.</summary>
    internal static string Name(CalibrationCurve curve) => curve.Class is { } name ? $"probability of '{name}'" : "probability of the most probable class";

    static string Item(Score score) =>
        $"<li><b>{Figure.Score(score.Value)}</b>{(score.Name == "ece" ? "expected calibration error" : "largest error of a bin")}{(score.Interval is { } interval ? $", 95% interval {Range(interval)}" : "")}</li>";

    static string Range(Interval interval) => $"{Figure.Score(interval.Low)} to {Figure.Score(interval.High)}";

    static string Curve(string name, CalibrationCurve curve)
    {
        static double X(double share) => Drawing.Left + ((Width - Drawing.Left - Drawing.Right) * share);
        static double Y(double share) => Drawing.Top + ((Height - Drawing.Top - Drawing.Bottom) * (1 - share));
        var parts = new StringBuilder()
            .Append(Drawing.Band([
                .. curve.Bins.Select(bin => (X(bin.MeanPredicted), Y(bin.ObservedInterval.High))), .. curve.Bins.Reverse().Select(bin => (X(bin.MeanPredicted), Y(bin.ObservedInterval.Low))),
            ]))
            .Append(Drawing.Broken([(X(0), Y(0)), (X(1), Y(1))]))
            .Append(Drawing.Line(curve.Bins.Select(bin => (X(bin.MeanPredicted), Y(bin.ObservedShare)))));
        foreach (var bin in curve.Bins)
        {
            parts.Append(Drawing.Dot(X(bin.MeanPredicted), Y(bin.ObservedShare)));
        }

        foreach (var share in new[] { 0, 0.5, 1 })
        {
            var text = share.ToString(CultureInfo.InvariantCulture);
            parts.Append(Drawing.Label(Drawing.Left - 8, Y(share) + 4, "end", text)).Append(Drawing.Label(X(share), Height - Drawing.Bottom + 20, "middle", text));
        }

        parts.Append(Drawing.Label(X(0.5), Height - 4, "middle", "predicted")).Append(Drawing.Label(X(0) + 6, Drawing.Top - 4, "start", "observed"));
        return Drawing.Of(Width, Height, $"{name}: observed by predicted", parts.ToString());
    }
}
