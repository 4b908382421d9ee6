using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>A model's weak spots as a page: findings in words, drawings, and every figure as a table.</summary>
static class SlicesPage
{
    /// <summary>The page.</summary>
    internal static string Of(string title, WeakSpotFindings findings)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n<p class=\"dim\">{Figure.Count(findings.Slices.Rows, "row")}</p>\n");
        AppendWords(body, findings.Slices.Sentences);
        if (findings.Slices.Slices.Count > 0)
        {
            AppendSlices(body, findings.Slices);
        }

        if (findings.Gap is { } gap)
        {
            AppendGap(body, gap);
        }

        if (findings.Robustness is { } robustness)
        {
            AppendRobustness(body, robustness);
        }

        if (findings.Labels is { } labels)
        {
            AppendLabels(body, labels);
        }

        return HtmlPage.Of(title, body.ToString());
    }

    static void AppendWords(StringBuilder body, EquatableArray<string> sentences) =>
        body.Append("<ul class=\"findings\">\n").AppendJoin("", sentences.Select(sentence => $"<li>{HtmlPage.Text(sentence)}</li>\n")).Append("</ul>\n");

    static void AppendSlices(StringBuilder body, WeakSpotReport report)
    {
        var error = report.IsOfClasses ? "share of rows called wrong" : "root of the mean squared error";
        body.Append(CultureInfo.InvariantCulture, $"<h2>Error by slice</h2>\n<p>The {error}, with its 95 % interval; the mark is that of all other rows. A slice was chosen for its errors: on new rows it does a little less badly.</p>\n");
        body.Append(SliceDrawings.Errors(report)).Append(HtmlPage.Table(
            "Every slice",
            [("slice", false), ("rows", true), ("error", true), ("95 % interval", true), ("others", true), ("mean loss", true), ("others", true), ("effect", true), ("p", true), ("q", true)],
            report.Slices.Select(slice => new[]
            {
                HtmlPage.Text(slice.ToString()), Figure.Count(slice.Rows), SlicesView.Error(report, slice.Error), SlicesView.Range(report, slice.ErrorInterval), SlicesView.Error(report, slice.RestError),
                Figure.Score(slice.Loss), Figure.Score(slice.RestLoss), Figure.Score(slice.Effect), HtmlPage.Text(FairnessView.Chance(slice.PValue)), HtmlPage.Text(FairnessView.Chance(slice.QValue)),
            })));
        body.Append(CultureInfo.InvariantCulture, $"<h2>Calibration of slices</h2>\n<p>The mean {HtmlPage.Text(report.Said)} of each slice against what was true; on the line both are equal. Numbers are places in the table.</p>\n");
        body.Append(SliceDrawings.Calibration(report)).Append(HtmlPage.Table(
            "Said and true",
            [("slice", false), ("said", true), ("true", true), ("said - true", true), ("95 % interval", true), ("others", true)],
            report.Slices.Select((slice, place) => new[]
            {
                $"{place + 1}. {HtmlPage.Text(slice.ToString())}", Figure.Score(slice.MeanSaid), Figure.Score(slice.MeanTruth), Figure.Signed(slice.Calibration), FairnessView.Range(slice.CalibrationInterval),
                Figure.Signed(slice.RestCalibration),
            })));
    }

    static void AppendGap(StringBuilder body, OverfittingGap gap)
    {
        body.Append("<h2>Seen and unseen rows</h2>\n");
        AppendWords(body, [gap.Sentence]);
        body.Append(HtmlPage.Table(
            $"{Figure.Count(gap.LearnedRows, "row")} learned from, {Figure.Count(gap.HeldOutRows)} held out",
            [("figure", false), ("learned from", true), ("held out", true), ("worse by", true), ("95 % interval", true)],
            gap.Figures.Select(figure => new[]
            {
                HtmlPage.Text(figure.Metric), Figure.Score(figure.Learned), Figure.Score(figure.HeldOut), Figure.Signed(figure.Gap), FairnessView.Range(figure.Interval),
            })));
    }

    static void AppendRobustness(StringBuilder body, RobustnessReport report)
    {
        body.Append("<h2>What it bears</h2>\n");
        AppendWords(body, report.Sentences);
        body.Append(CultureInfo.InvariantCulture, $"<p>{HtmlPage.Text(report.Score)} by the level of damage to all columns: noise in standard deviations of each column, missing and swapped values in shares of rows. Bands are 95 % intervals of the mean of {report.Repeats} repeats.</p>\n<div class=\"pair\">");
        foreach (var curve in report.Curves.Where(curve => curve.Column.Length == 0 && curve.Points.Count > 0))
        {
            body.Append(SliceDrawings.Curve(report, curve));
        }

        body.Append("</div>\n").Append(HtmlPage.Table(
            "Every level",
            [("damage", false), ("column", false), ("level", true), (report.Score, true), ("95 % interval", true), ("worse by", true)],
            report.Curves.SelectMany(curve => curve.Points.Select(point => new[]
            {
                SlicesView.Word(curve.Damage), curve.Column.Length == 0 ? "all" : HtmlPage.Text(curve.Column), SlicesView.Level(curve.Damage, point.Level), Figure.Score(point.Score),
                FairnessView.Range(point.Interval), Figure.Signed(point.Loss),
            }).DefaultIfEmpty([SlicesView.Word(curve.Damage), curve.Column.Length == 0 ? "all" : HtmlPage.Text(curve.Column), "", "refused", "", ""]))));
    }

    static void AppendLabels(StringBuilder body, LabelIssueReport report)
    {
        body.Append("<h2>Doubtful labels</h2>\n");
        AppendWords(body, report.Sentences);
        if (report.IsOfClasses)
        {
            var k = report.Classes.Count;
            body.Append(HtmlPage.Table(
                "Estimated rows of each label (down) that are truly of each class (across)",
                [("label", false), .. report.Classes.Select(own => (own.Class, true)), ("rows", true), ("probably wrong", true), ("labelled otherwise", true)],
                report.Classes.Select((own, place) => (string[])
                [
                    HtmlPage.Text(own.Class), .. report.Joint.Skip(place * k).Take(k).Select(share => Figure.Count((long)Math.Round(share * report.Rows))), Figure.Count(own.Rows), Figure.Share(own.Wrong), Figure.Share(own.Missed),
                ])));
        }

        body.Append(report.Issues.Count == 0 ? "" : HtmlPage.Table(
            $"The surest {Figure.Count(report.Issues.Count)} of {Figure.Count(report.Found, "row")}, counted from 1",
            [("row", false), ("label", false), (report.IsOfClasses ? "suggested" : "answer", false), ("probability of the label", true), (report.IsOfClasses ? "margin" : "modified z-score", true)],
            report.Issues.Select(issue => new[]
            {
                Figure.Count(issue.Row + 1), HtmlPage.Text(issue.Given), HtmlPage.Text(issue.Suggested), issue.Confidence is { } own ? Figure.Score(own) : "", Figure.Score(issue.Doubt),
            })));
    }
}
