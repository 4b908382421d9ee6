using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>How groups are treated, as a page: findings in words, rates of the groups with their intervals as drawings, every figure as a table, and the trade-off where one was made.</summary>
static class FairnessPage
{
    const int Width = 720;
    const int Left = 190;
    const int Right = 70;
    const int LineHeight = 26;
    const int CurveHeight = 360;
    const int CurveLeft = 70;
    const int Bottom = 46;
    const int Top = 20;

    /// <summary>The rates that are drawn, and what they say.</summary>
    static readonly (string Name, string Words)[] Drawn =
    [
        ("selection_rate", "called so, of all rows"), ("true_positive_rate", "called so, of the rows that are so"), ("false_positive_rate", "called so, of the rows that are not"),
        ("precision", "right, of the rows called so"), ("error_rate", "wrong, of all rows"),
    ];

    /// <summary>The page of a classifier's decisions.</summary>
    internal static string Of(string title, GroupComparison comparison, (GroupComparison Before, string Sentence)? mitigation, TradeOffCurve? curve)
    {
        var body = Head(title, $"Groups of {comparison.By}; the decision that counts is '{comparison.Positive}'.", comparison.Findings, comparison.Warnings);
        if (mitigation is { } own)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>Before and after</h2>\n<p>{HtmlPage.Text(own.Sentence)}</p>\n");
            body.Append(HtmlPage.Table(
                "Figures before and after",
                [("figure", false), ("before", true), ("95 % interval", true), ("after", true), ("95 % interval", true)],
                own.Before.Figures.Zip(comparison.Figures).Select(pair => new[]
                {
                    HtmlPage.Text(pair.First.Name), Figure.Score(pair.First.Value), FairnessView.Range(pair.First.Interval), Figure.Score(pair.Second.Value), FairnessView.Range(pair.Second.Interval),
                })));
        }

        if (curve is not null)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>What fairness costs</h2>\n<p>{HtmlPage.Text(curve.Score)} against {HtmlPage.Text(curve.Figure)} on rows held out, with 95 % intervals; the ringed point is chosen.</p>\n");
            body.Append(Curve(curve));
        }

        foreach (var (name, words) in Drawn)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(name)}</h2>\n<p>'{HtmlPage.Text(comparison.Positive)}': {words}</p>\n").Append(Bars(name, comparison));
        }

        body.Append(Figures(comparison.Figures));
        body.Append("<h2>Every rate of every group</h2>\n").Append(HtmlPage.Table(
            "Rates of the groups",
            [(comparison.By, false), ("rows", true), .. comparison.Groups[0].Scores.Select(score => (score.Name, true))],
            comparison.Groups.Select(group => (string[])
            [
                HtmlPage.Text(group.Group), Figure.Count(group.Rows), .. group.Scores.Select(score => $"{Figure.Score(score.Value)}<br><span class=\"dim\">{FairnessView.Range(score.Interval)}</span>"),
            ])));
        return HtmlPage.Of(title, body.ToString());
    }

    /// <summary>The page of a regressor's answers.</summary>
    internal static string Of(string title, GroupErrorComparison comparison)
    {
        var body = Head(title, $"Groups of {comparison.By}.", comparison.Findings, comparison.Warnings);
        body.Append(Figures(comparison.Figures)).Append("<h2>Every group</h2>\n").Append(HtmlPage.Table(
            "Answers and errors of the groups",
            [(comparison.By, false), ("rows", true), ("truth", true), ("answer", true), ("error", true), ("95 % interval", true), ("squared error", true), ("95 % interval", true)],
            comparison.Groups.Select(group => new[]
            {
                HtmlPage.Text(group.Group), Figure.Count(group.Rows), Figure.Of(group.MeanTruth), Figure.Of(group.MeanPrediction), Figure.Of(group.MeanError),
                FairnessView.Range(group.MeanErrorInterval), Figure.Of(group.MeanSquaredError), FairnessView.Range(group.LossInterval),
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

    static string Figures(EquatableArray<FairnessFigure> figures) => "<h2>Every figure</h2>\n" + HtmlPage.Table(
        "How far groups are apart",
        [("figure", false), ("value", true), ("95 % interval", true), ("chance alone (p)", true), ("highest", false), ("lowest", false)],
        figures.Select(figure => new[]
        {
            HtmlPage.Text(figure.Name), Figure.Score(figure.Value), FairnessView.Range(figure.Interval), HtmlPage.Text(FairnessView.Chance(figure.PValue)), HtmlPage.Text(figure.Highest), HtmlPage.Text(figure.Lowest),
        }));

    /// <summary>A bar a group, with its interval as a line.</summary>
    static string Bars(string rate, GroupComparison comparison)
    {
        var svg = new StringBuilder();
        double X(double share) => Left + ((Width - Left - Right) * share);
        for (var i = 0; i < comparison.Groups.Count; i++)
        {
            var group = comparison.Groups[i];
            var score = group.Scores.First(own => own.Name == rate);
            var y = (LineHeight * i) + 4.0;
            svg.Append(Drawing.Label(Left - 8, y + 14, "end", Plain.Cut(group.Group, 26)));
            if (double.IsNaN(score.Value))
            {
                svg.Append(Drawing.Label(Left + 4, y + 14, "start", "not defined"));
                continue;
            }

            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y:0.#}\" width=\"{X(score.Value) - Left:0.#}\" height=\"18\" style=\"opacity:.55\"/>");
            if (score.Interval is { } interval)
            {
                svg.Append(Drawing.Line(X(interval.Low), y + 9, X(interval.High), y + 9, "stroke:var(--ink);stroke-width:2"));
            }

            svg.Append(Drawing.Label(Width - 4, y + 14, "end", Figure.Share(score.Value)));
        }

        return Drawing.Of(Width, (LineHeight * comparison.Groups.Count) + 4, $"{rate} of each group", svg.ToString());
    }

    /// <summary>The trade-off: unfairness to the right, the score upwards.</summary>
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
        double X(double value) => CurveLeft + ((Width - CurveLeft - 24) * Math.Clamp(value / far, 0, 1));
        double Y(double value) => Top + ((CurveHeight - Top - Bottom) * (high - value) / (high > low ? high - low : 1));
        const string Faint = "stroke:var(--dim);opacity:.5";
        var svg = new StringBuilder();
        svg.Append(Drawing.Line(X(0), Y(low), X(far), Y(low), Faint)).Append(Drawing.Line(X(0), Y(low), X(0), Y(high), Faint));
        svg.Append(Drawing.Label(CurveLeft - 8, Y(high) + 4, "end", Figure.Score(high))).Append(Drawing.Label(CurveLeft - 8, Y(low) + 4, "end", Figure.Score(low)));
        svg.Append(Drawing.Label(X(0), CurveHeight - Bottom + 18, "middle", "0")).Append(Drawing.Label(X(far), CurveHeight - Bottom + 18, "end", Figure.Score(far)));
        svg.Append(Drawing.Label(Width / 2.0, CurveHeight - 8, "middle", curve.Figure));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Drawing.Points(points.OrderBy(point => point.Unfairness).Select(point => (X(point.Unfairness), Y(point.Score))))}\" style=\"fill:none;stroke:var(--bar);stroke-width:2\"/>");
        for (var i = 0; i < curve.Points.Count; i++)
        {
            var point = curve.Points[i];
            if (!double.IsFinite(point.Unfairness) || !double.IsFinite(point.Score))
            {
                continue;
            }

            var (x, y) = (X(point.Unfairness), Y(point.Score));
            svg.Append(point.UnfairnessInterval is { } across ? Drawing.Line(X(across.Low), y, X(across.High), y, Faint) : "");
            svg.Append(point.ScoreInterval is { } along ? Drawing.Line(x, Y(along.Low), x, Y(along.High), Faint) : "");
            svg.Append(Drawing.Dot(x, y, 4, "fill:var(--bar)")).Append(i == curve.Chosen ? Drawing.Dot(x, y, 8, "fill:none;stroke:var(--warn);stroke-width:2.5") : "");
            svg.Append(Drawing.Label(x + 8, y - 8, x > Width - 140 ? "end" : "start", point.Label));
        }

        return Drawing.Of(Width, CurveHeight, $"{curve.Score} against {curve.Figure}", svg.ToString()) + HtmlPage.Table(
            "Points of the trade-off",
            [("classifier", false), (curve.Score, true), ("95 % interval", true), (curve.Figure, true), ("95 % interval", true)],
            curve.Points.Select((point, i) => new[]
            {
                HtmlPage.Text(i == curve.Chosen ? $"{point.Label} (chosen)" : point.Label), Figure.Score(point.Score), FairnessView.Range(point.ScoreInterval),
                Figure.Score(point.Unfairness), FairnessView.Range(point.UnfairnessInterval),
            }));
    }
}
