using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>How groups are treated, as a page: findings in words, rates of the groups with their intervals as drawings, every figure as a table, and the trade-off where one was made.</summary>
static class FairnessPage
{
    const int Width = 480;
    const int Height = 320;
    const double DotRadius = 4.5;

    /// <summary>Points less apart than this share a label.</summary>
    const double Near = 16;

    /// <summary>The share of the four-fifths rule (Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D, 1978).</summary>
    const double FourFifths = 0.8;

    const string Style = """

        .bar { width: 45%; min-width: 7rem; } .bar svg { width: 100%; height: 16px; } .range { fill: var(--ink) !important; } .share { opacity: .55; } .rule { fill: var(--warn) !important; }
        """;

    /// <summary>The rates that are drawn, and what they say.</summary>
    static readonly (string Name, string Words)[] Drawn =
    [
        ("selection_rate", "called so, of all rows"), ("true_positive_rate", "called so, of the rows that are so"), ("false_positive_rate", "called so, of the rows that are not"),
        ("precision", "right, of the rows called so"), ("error_rate", "wrong, of all rows"),
    ];

    /// <summary>The page of a classifier's decisions.</summary>
    internal static string Of(string title, GroupComparison comparison, string calls, (GroupComparison Before, string Sentence)? mitigation, TradeOffCurve? curve)
    {
        var body = Head(title, $"Groups of {comparison.By}; the decision that counts is '{comparison.Positive}'. {calls}", comparison.Findings, comparison.Warnings);
        if (mitigation is { } own)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>Before and after</h2>\n<p>{HtmlPage.Text(own.Sentence)}</p>\n");
            body.Append(HtmlPage.Table(
                "Figures before and after",
                [("figure", false), ("before", true), ("95 % interval", true), ("after", true), ("95 % interval", true)],
                own.Before.Figures.Zip(comparison.Figures).Select(pair => new[]
                {
                    HtmlPage.Name(pair.First.Name), Figure.Score(pair.First.Value), FairnessView.Range(pair.First.Interval), Figure.Score(pair.Second.Value), FairnessView.Range(pair.Second.Interval),
                })));
        }

        if (curve is not null)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>What fairness costs</h2>\n<p>{HtmlPage.Text(curve.Score)} against {HtmlPage.Text(curve.Figure)} on rows held out, with 95 % intervals. Numbers are those of the table below; the ringed point is chosen.</p>\n");
            body.Append(Curve(curve));
        }

        foreach (var (name, words) in Drawn)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(name)}</h2>\n<p>'{HtmlPage.Text(comparison.Positive)}': {words}</p>\n").Append(Bars(name, comparison));
        }

        body.Append(Figures(comparison.Figures, Figure.Score));
        body.Append("<h2>Every rate of every group</h2>\n").Append(HtmlPage.Table(
            "Rates of the groups",
            [(comparison.By, false), ("rows", true), .. comparison.Groups[0].Scores.Select(score => (score.Name, true))],
            comparison.Groups.Select(group => (string[])
            [
                HtmlPage.Text(group.Group), Figure.Count(group.Rows), .. group.Scores.Select(score => $"{Figure.Score(score.Value)}<br><span class=\"dim\">{FairnessView.Range(score.Interval)}</span>"),
            ])));
        return HtmlPage.Of(title, body.ToString(), Style);
    }

    /// <summary>The page of a regressor's answers.</summary>
    internal static string Of(string title, GroupErrorComparison comparison)
    {
        var body = Head(title, $"Groups of {comparison.By}.", comparison.Findings, comparison.Warnings);
        body.Append(Figures(comparison.Figures, Figure.Of)).Append("<h2>Every group</h2>\n").Append(HtmlPage.Table(
            "Answers and errors of the groups",
            [(comparison.By, false), ("rows", true), ("truth", true), ("answer", true), ("error", true), ("95 % interval", true), ("squared error", true), ("95 % interval", true)],
            comparison.Groups.Select(group => new[]
            {
                HtmlPage.Text(group.Group), Figure.Count(group.Rows), Figure.Of(group.MeanTruth), Figure.Of(group.MeanPrediction), Figure.Of(group.MeanError),
                FairnessView.Range(group.MeanErrorInterval, Figure.Of), Figure.Of(group.MeanSquaredError), FairnessView.Range(group.LossInterval, Figure.Of),
            })));
        return HtmlPage.Of(title, body.ToString());
    }

    static StringBuilder Head(string title, string about, EquatableArray<FairnessFinding> findings, EquatableArray<string> warnings)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n<p class=\"dim\">{HtmlPage.Text(about)}</p>\n<ul class=\"findings\">\n");
        foreach (var sentence in findings.Select(finding => finding.Sentence).Concat(warnings.Select(warning => $"Mind: {warning}")))
        {
            body.Append(CultureInfo.InvariantCulture, $"<li>{HtmlPage.Text(sentence)}</li>\n");
        }

        return body.Append("</ul>\n");
    }

    static string Figures(EquatableArray<FairnessFigure> figures, Func<double, string> text) => "<h2>Every figure</h2>\n" + HtmlPage.Table(
        "How far groups are apart",
        [("figure", false), ("value", true), ("95 % interval", true), ("chance alone (p)", true), ("highest", false), ("lowest", false)],
        figures.Select(figure => new[]
        {
            HtmlPage.Name(figure.Name), text(figure.Value), FairnessView.Range(figure.Interval, text), HtmlPage.Text(FairnessView.Chance(figure.PValue)), HtmlPage.Text(figure.Highest), HtmlPage.Text(figure.Lowest),
        }));

    /// <summary>A bar a group, with its interval as a line and four fifths of the highest selection rate as a mark; the text stands beside it, so that it is as large as any other.</summary>
    static string Bars(string rate, GroupComparison comparison)
    {
        var highest = rate == "selection_rate" ? comparison["demographic_parity_difference"].Highest : "";
        var rule = FourFifths * (comparison.Groups.FirstOrDefault(group => group.Group == highest)?.SelectionRate ?? double.NaN);
        var table = HtmlPage.Table(
            $"{rate} of each group, with 95 % intervals",
            [(comparison.By, false), ("", false), ("share", true)],
            comparison.Groups.Select(group => (group.Group, Score: group.Scores.First(own => own.Name == rate))).Select(own => new[]
            {
                HtmlPage.Text(Plain.Cut(own.Group, 60)), Bar(own.Score, rule),
                (double.IsNaN(own.Score.Value) ? "not defined" : Figure.Share(own.Score.Value)) + (own.Score.Interval is { } interval ? $"<br><span class=\"dim\">{Figure.Share(interval.Low)} to {Figure.Share(interval.High)}</span>" : ""),
            }));
        return table.Replace("<td><svg", "<td class=\"bar\"><svg", StringComparison.Ordinal)
            + (double.IsNaN(rule) ? "" : "<p class=\"dim\">The upright line is four fifths of the highest rate: shares left of it are what the four-fifths rule takes for disparate impact, where this is the favourable answer.</p>\n");
    }

    static string Bar(Score score, double rule)
    {
        string At(double share) => (100 * Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1)).ToString("0.##", CultureInfo.InvariantCulture);
        var range = score.Interval is { } interval ? $"<rect class=\"range\" x=\"{At(interval.Low)}\" y=\"7\" width=\"{At(interval.High - interval.Low)}\" height=\"2\"/>" : "";
        var mark = double.IsNaN(rule) ? "" : $"<rect class=\"rule\" x=\"{At(rule)}\" width=\"0.7\" height=\"16\"/>";
        return $"<svg viewBox=\"0 0 100 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"100\" height=\"16\" style=\"opacity:.1\"/><rect class=\"share\" width=\"{At(score.Value)}\" height=\"16\"/>{range}{mark}</svg>";
    }

    /// <summary>The trade-off: unfairness to the right, the score upwards. Points bear numbers, which do not collide as names do.</summary>
    static string Curve(TradeOffCurve curve)
    {
        var points = curve.Points.Where(point => double.IsFinite(point.Unfairness) && double.IsFinite(point.Score)).ToArray();
        if (points.Length == 0)
        {
            return "<p>No point of it is defined.</p>\n";
        }

        var high = points.Max(point => point.ScoreInterval?.High ?? point.Score);
        var low = points.Min(point => point.ScoreInterval?.Low ?? point.Score);
        var far = Math.Max(points.Max(point => point.UnfairnessInterval?.High ?? point.Unfairness), 1e-9);
        double X(double value) => Drawing.Left + ((Width - Drawing.Left - Drawing.Right) * Math.Clamp(value / far, 0, 1));
        double Y(double value) => Drawing.Top + ((Height - Drawing.Top - Drawing.Bottom) * (high - value) / (high > low ? high - low : 1));
        const string Faint = "stroke:var(--dim);opacity:.5";
        var svg = new StringBuilder();
        svg.Append(Drawing.Line(X(0), Y(low), X(far), Y(low), Faint)).Append(Drawing.Line(X(0), Y(low), X(0), Y(high), Faint));
        svg.Append(Drawing.Label(Drawing.Left - 8, Y(high) + 4, "end", Figure.Score(high))).Append(Drawing.Label(Drawing.Left - 8, Y(low) + 4, "end", Figure.Score(low)));
        svg.Append(Drawing.Label(X(0), Height - Drawing.Bottom + 18, "middle", Figure.Score(0))).Append(Drawing.Label(X(far), Height - Drawing.Bottom + 18, "end", Figure.Score(far)));
        svg.Append(Drawing.Label(Width / 2.0, Height - 4, "middle", curve.Figure));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Drawing.Points(points.OrderBy(point => point.Unfairness).Select(point => (X(point.Unfairness), Y(point.Score))))}\" style=\"fill:none;stroke:var(--bar);stroke-width:2\"/>");
        foreach (var point in points)
        {
            var (x, y) = (X(point.Unfairness), Y(point.Score));
            svg.Append(point.UnfairnessInterval is { } across ? Drawing.Line(X(across.Low), y, X(across.High), y, Faint) : "");
            svg.Append(point.ScoreInterval is { } along ? Drawing.Line(x, Y(along.Low), x, Y(along.High), Faint) : "");
        }

        Points(svg, [.. Enumerable.Range(0, curve.Points.Count).Where(i => points.Contains(curve.Points[i])).Select(i => (i + 1, X(curve.Points[i].Unfairness), Y(curve.Points[i].Score)))], curve.Chosen + 1);
        return Drawing.Of(Width, Height, $"{curve.Score} against {curve.Figure}", svg.ToString()) + HtmlPage.Table(
            "Points of the trade-off",
            [("classifier", false), (curve.Score, true), ("95 % interval", true), (curve.Figure, true), ("95 % interval", true)],
            curve.Points.Select((point, i) => new[]
            {
                HtmlPage.Text($"{i + 1}  {point.Label}{(i == curve.Chosen ? " (chosen)" : "")}"), Figure.Score(point.Score), FairnessView.Range(point.ScoreInterval),
                Figure.Score(point.Unfairness), FairnessView.Range(point.UnfairnessInterval),
            }));
    }

    /// <summary>A dot a point, ringed where it is chosen; points that nearly lie on each other share a label.</summary>
    static void Points(StringBuilder svg, IReadOnlyList<(int Number, double X, double Y)> points, int chosen)
    {
        var labelled = new HashSet<int>();
        foreach (var (number, x, y) in points)
        {
            svg.Append(Drawing.Dot(x, y, DotRadius, "fill:var(--bar)"));
            svg.Append(number == chosen ? Drawing.Dot(x, y, DotRadius + 4, "fill:none;stroke:var(--warn);stroke-width:2.5") : "");
            var near = points.Where(other => !labelled.Contains(other.Number) && Math.Abs(other.X - x) < Near && Math.Abs(other.Y - y) < Near).Select(other => other.Number).ToArray();
            if (!labelled.Contains(number))
            {
                svg.Append(Drawing.Label(x, y - DotRadius - 7, "middle", string.Join(", ", near)));
                labelled.UnionWith(near);
            }
        }
    }
}
