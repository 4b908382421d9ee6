using System.Globalization;
using System.Text;

namespace Cambium.Cli;

/// <summary>A curve as a page: the drawing, and a table of every figure.</summary>
static class CurvePage
{
    const int Width = 720;
    const int Height = 320;

    /// <summary>The page.</summary>
    /// <param name="title">What was learned.</param>
    /// <param name="at">What the curve goes by.</param>
    /// <param name="score">The figure that is drawn.</param>
    /// <param name="lines">The points.</param>
    internal static string Of(string title, string at, string score, IReadOnlyList<CurveLine> lines)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n<p>{HtmlPage.Text(score)} by {HtmlPage.Text(at)}: the full line on rows left out, with one standard deviation over ");
        body.Append(CultureInfo.InvariantCulture, $"{lines[0].Test[0].Values.Count} folds to either side; the broken line on the rows learned from.</p>\n");
        body.Append(Curve(at, score, lines));
        foreach (var name in lines[0].Test.Select(own => own.Name))
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(name)}</h2>\n");
            body.Append(HtmlPage.Table(
                $"{name} by {at}",
                [(at, false), ("learned from", true), ("left out", true), ("± sd over folds", true)],
                lines.Select(line => (Line: line, Pair: line.Of(name))).Select(own => new[]
                {
                    HtmlPage.Text(own.Line.At), Figure.Score(own.Pair.Train.Mean), Figure.Score(own.Pair.Test.Mean), Figure.Score(own.Pair.Test.StandardDeviation),
                })));
        }

        return HtmlPage.Of(title, body.ToString());
    }

    static string Curve(string at, string score, IReadOnlyList<CurveLine> lines)
    {
        var pairs = lines.Select(line => line.Of(score)).ToArray();
        var spreads = pairs.Select(pair => double.IsFinite(pair.Test.StandardDeviation) ? pair.Test.StandardDeviation : 0).ToArray();
        double[] heights = [.. pairs.SelectMany((pair, i) => (double[])[pair.Train.Mean, pair.Test.Mean - spreads[i], pair.Test.Mean + spreads[i]]).Where(double.IsFinite)];
        if (heights.Length == 0)
        {
            return "<p>The figure is not defined in any fold.</p>\n";
        }

        var (low, high) = (heights.Min(), heights.Max() > heights.Min() ? heights.Max() : heights.Min() + 1);
        double X(int place) => Drawing.Left + ((Width - Drawing.Left - Drawing.Right) * (place + 0.5) / lines.Count);
        double Y(double value) => Drawing.Top + ((Height - Drawing.Top - Drawing.Bottom) * (high - value) / (high - low));
        var there = Enumerable.Range(0, lines.Count).Where(i => double.IsFinite(pairs[i].Test.Mean)).ToArray();
        var learned = Enumerable.Range(0, lines.Count).Where(i => double.IsFinite(pairs[i].Train.Mean)).Select(i => (X(i), Y(pairs[i].Train.Mean)));
        var parts = new StringBuilder()
            .Append(Drawing.Band([.. there.Select(i => (X(i), Y(pairs[i].Test.Mean + spreads[i]))), .. there.Reverse().Select(i => (X(i), Y(pairs[i].Test.Mean - spreads[i])))]))
            .Append(Drawing.Line(there.Select(i => (X(i), Y(pairs[i].Test.Mean)))))
            .Append(Drawing.Broken(learned))
            .Append(Drawing.Label(Drawing.Left - 8, Y(high) + 4, "end", Figure.Score(high)))
            .Append(Drawing.Label(Drawing.Left - 8, Y(low) + 4, "end", Figure.Score(low)));
        for (var i = 0; i < lines.Count; i++)
        {
            parts.Append(double.IsFinite(pairs[i].Test.Mean) ? Drawing.Dot(X(i), Y(pairs[i].Test.Mean)) : "");
            parts.Append(Drawing.Label(X(i), Height - Drawing.Bottom + 20, "middle", Plain.Cut(lines[i].At, 16)));
        }

        return Drawing.Of(Width, Height, $"{score} by {at}", parts.ToString());
    }
}
