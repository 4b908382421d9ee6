using System.Globalization;
using System.Text;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>A model report as a page: plain words first, figures and drawings behind them.</summary>
static class ModelReportPage
{
    const int DriversShown = 15;
    const int MovesShown = 8;
    const int ColumnsShown = 40;

    /// <summary>The page.</summary>
    internal static string Of(ModelReport report)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(report.Name)}</h1>\n");
        AddWords(body, report.Summary);
        AddPurpose(body, report);
        AddData(body, report);
        AddQuality(body, report);
        AddFailures(body, report);
        AddDrivers(body, report);
        AddCases(body, report);
        AddGroups(body, report);
        AddSection(body, "Limits", report.Limits);
        AddMaking(body, report);
        return HtmlPage.Of($"Report on {report.Name}", body.ToString());
    }

    static void AddPurpose(StringBuilder body, ModelReport report)
    {
        body.Append("<h2>What it is for</h2>\n");
        body.Append(report.Purpose.Length > 0
            ? $"<p>{HtmlPage.Text(report.Purpose)}</p>\n"
            : "<p class=\"dim\">Nobody has written down what this model is for, and what it must not be used for. Whoever answers for it should.</p>\n");
    }

    static void AddData(StringBuilder body, ModelReport report)
    {
        body.Append("<h2>The data</h2>\n");
        body.Append(CultureInfo.InvariantCulture, $"<p>Judged on {Figure.Count(report.Data.Rows, "row")}. The model reads {Figure.Count(report.Input.Fields.Count, "column")} and predicts '{HtmlPage.Text(report.Target)}'.</p>\n");
        var shown = report.Data.Columns.Take(ColumnsShown).ToArray();
        body.Append(HtmlPage.Table(
            shown.Length < report.Data.Columns.Count ? $"The first {shown.Length} of {report.Data.Columns.Count} columns" : "The columns, the last one predicted",
            [("column", false), ("type", false), ("missing", true), ("shape", false), ("values", false)],
            shown.Select(column => new[]
            {
                HtmlPage.Name(column.Name), ProfileView.TypeName(column.Type), column.Missing == 0 ? "–" : Figure.Share((double)column.Missing / report.Data.Rows), ProfilePage.Shape(column),
                ProfilePage.Values(column, report.Data.Rows),
            })));
    }

    static void AddQuality(StringBuilder body, ModelReport report)
    {
        AddSection(body, "How good it is", report.QualityWords);
        body.Append(HtmlPage.Table(
            "Figures on these rows; an interval holds the figure of all such rows in 95 of 100 cases",
            [("figure", false), ("value", true), ("95 % interval", true)],
            report.Quality.Scores.Select(score => new[]
            {
                HtmlPage.Text(score.Name), Figure.Score(score.Value), score.Interval is { } interval ? $"{Figure.Score(interval.Low)} to {Figure.Score(interval.High)}" : "–",
            })));
        if (report.Quality is ClassificationReport classification)
        {
            AddConfusion(body, classification);
            body.Append("<div class=\"pair\">");
            body.Append(ReportDrawings.Roc(classification)).Append(ReportDrawings.Calibration(classification));
            body.Append("</div>\n");
        }
        else if (report.Quality is RegressionReport regression)
        {
            body.Append("<div class=\"pair\">").Append(ReportDrawings.Answers(regression)).Append("</div>\n");
        }
    }

    static void AddConfusion(StringBuilder body, ClassificationReport report)
    {
        const int mostClasses = 12;
        var k = report.Classes.Count;
        if (k > mostClasses)
        {
            return;
        }

        body.Append(HtmlPage.Table(
            "What the rows of each class were called",
            [("truth", false), .. report.Classes.Select(name => ($"called {name}", true))],
            Enumerable.Range(0, k).Select(truth => (string[])[HtmlPage.Text(report.Classes[truth]), .. Enumerable.Range(0, k).Select(called => Figure.Count(report.Confusion[(truth * k) + called]))])));
    }

    static void AddFailures(StringBuilder body, ModelReport report)
    {
        AddSection(body, "Where it fails", report.FailureWords);
        if (report.WeakSpots is not { Slices.Count: > 0 } spots)
        {
            return;
        }

        var isShare = report.Quality is ClassificationReport;
        body.Append(HtmlPage.Table(
            $"Slices on which it does worse than on the rest, the surest first; {Figure.Count(spots.Tested)} were tested",
            [("slice", false), ("rows", true), (isShare ? "called wrong" : "error", true), ($"mean {spots.Loss}", true), ("of the rest", true)],
            spots.Slices.Select(slice => new[]
            {
                HtmlPage.Name(slice.ToString()), Figure.Count(slice.Rows), isShare ? Figure.Share(slice.Error) : Figure.Of(slice.Error), Figure.Of(slice.Loss), Figure.Of(slice.RestLoss),
            })));
    }

    static void AddDrivers(StringBuilder body, ModelReport report)
    {
        AddSection(body, "What drives it", report.DriverWords);
        if (report.Drivers is not { } drivers)
        {
            return;
        }

        var most = drivers.Importances.Count == 0 ? 0 : drivers.Importances.Max(importance => importance.Drop);
        body.Append(HtmlPage.Table(
            $"How far {drivers.Score} drops from {Figure.Score(drivers.Baseline)} when a column's values are shuffled among the rows",
            [("column", false), ("", false), ("drop", true), ("± sd over shuffles", true)],
            drivers.Importances.Take(DriversShown).Select(importance => new[]
            {
                HtmlPage.Name(importance.Column), ReportDrawings.Bar(importance.Drop, most), Figure.Score(importance.Drop), Figure.Score(importance.StandardDeviation),
            })));
    }

    static void AddCases(StringBuilder body, ModelReport report)
    {
        if (report.Cases.Count == 0)
        {
            return;
        }

        body.Append("<h2>Single cases</h2>\n");
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"dim\">The amounts say how far each value moved the {HtmlPage.Text(report.CaseScale)}; with the base value they add up to the answer.</p>\n");
        foreach (var told in report.Cases)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h3>{HtmlPage.Text(char.ToUpperInvariant(told.Why[0]) + told.Why[1..])}</h3>\n<p>{HtmlPage.Text(told.Sentence)}</p>\n");
            if (told.Contributions.Count > 0)
            {
                var most = told.Contributions.Max(own => Math.Abs(own.Amount));
                body.Append(HtmlPage.Table(
                    $"What moved row {told.Row} most",
                    [("column", false), ("value", true), ("", false), ("moved by", true)],
                    told.Contributions.Take(MovesShown).Select(own => new[]
                    {
                        HtmlPage.Name(own.Column), HtmlPage.Text(Plain.Cut(own.Value, 40)), ReportDrawings.Bar(own.Amount, most), Figure.Signed(own.Amount),
                    })));
            }
        }
    }

    static void AddGroups(StringBuilder body, ModelReport report)
    {
        body.Append("<h2>For whom it is worse</h2>\n");
        if (report.Groups.Count == 0 && report.GroupErrors.Count == 0)
        {
            body.Append("<p class=\"dim\">No groups were compared, so that it is not known whether the model is worse for some people. Name columns such as sex, age or region with --group.</p>\n");
            return;
        }

        foreach (var groups in report.Groups)
        {
            AddFindings(body, groups.By, groups.Findings, groups.Warnings);
            body.Append(HtmlPage.Table(
                $"By {groups.By}: '{groups.Positive}' is the decision. Found: called so, of those that are. False alarms: called so, of the others.",
                [("group", false), ("rows", true), ("called", true), ("in truth", true), ("found", true), ("false alarms", true), ("right", true)],
                groups.Groups.Select(group => new[]
                {
                    HtmlPage.Text(group.Group), Figure.Count(group.Rows), Figure.Share(group.SelectionRate), Figure.Share(group.BaseRate), Figure.Share(group.TruePositiveRate), Figure.Share(group.FalsePositiveRate),
                    Figure.Share(group.Accuracy),
                })));
        }

        foreach (var groups in report.GroupErrors)
        {
            AddFindings(body, groups.By, groups.Findings, groups.Warnings);
            body.Append(HtmlPage.Table(
                $"By {groups.By}: answers less truth",
                [("group", false), ("rows", true), ("mean truth", true), ("mean answer", true), ("mean error", true), ("mean absolute error", true)],
                groups.Groups.Select(group => new[]
                {
                    HtmlPage.Text(group.Group), Figure.Count(group.Rows), Figure.Of(group.MeanTruth), Figure.Of(group.MeanPrediction), Figure.Of(group.MeanError), Figure.Of(group.MeanAbsoluteError),
                })));
        }
    }

    static void AddFindings(StringBuilder body, string by, IEnumerable<FairnessFinding> findings, IEnumerable<string> warnings)
    {
        body.Append(CultureInfo.InvariantCulture, $"<h3>By {HtmlPage.Text(by)}</h3>\n<ul class=\"findings\">\n");
        foreach (var sentence in findings.Select(finding => finding.Sentence).Concat(warnings))
        {
            body.Append(CultureInfo.InvariantCulture, $"<li>{HtmlPage.Text(sentence)}</li>\n");
        }

        body.Append("</ul>\n");
    }

    static void AddMaking(StringBuilder body, ModelReport report)
    {
        body.Append(CultureInfo.InvariantCulture, $"<h2>How it was made</h2>\n<p>{HtmlPage.Text(report.Kind)}</p>\n");
        body.Append(HtmlPage.Table(
            "Where it comes from and every setting that it was made with",
            [("name", false), ("value", false)],
            report.Origin.Concat(report.Settings).Select(pair => new[] { HtmlPage.Text(pair.Key), HtmlPage.Text(pair.Value) })));
    }

    static void AddSection(StringBuilder body, string heading, IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>{heading}</h2>\n");
            AddWords(body, sentences);
        }
    }

    static void AddWords(StringBuilder body, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p>{HtmlPage.Text(sentence)}</p>\n");
        }
    }
}
