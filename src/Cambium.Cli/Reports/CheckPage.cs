using System.Globalization;
using System.Text;
using Cambium.Monitor;

namespace Cambium.Cli;

/// <summary>What became of checks as a page: those that do not hold with the rows that break them, then all.</summary>
static class CheckPage
{
    /// <summary>The page.</summary>
    /// <param name="file">The name of the table.</param>
    /// <param name="against">The name of the file of checks.</param>
    /// <param name="report">What became of them.</param>
    internal static string Of(string file, string against, CheckReport report)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(file)} against {HtmlPage.Text(against)}</h1>\n");
        body.Append(CultureInfo.InvariantCulture, $"<p>{(report.Passed ? "The data pass." : "<b>The data do not pass.</b>")} {HtmlPage.Text(CheckView.Sentence(report))}</p>\n");
        foreach (var result in report.Results.Where(result => result.Outcome != CheckOutcome.Passed).OrderByDescending(result => result.Severity))
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(result.Name)}: {CheckView.Word(result)}</h2>\n");
            body.Append(CultureInfo.InvariantCulture, $"<p>Expected {HtmlPage.Text(result.Expected)}; {HtmlPage.Text(result.Found)}</p>\n");
            if (result.Evidence.Count > 0)
            {
                body.Append(HtmlPage.Table(
                    $"{Figure.Count(result.Evidence.Count)} of {Figure.Count(result.Failing)} rows that break it",
                    [("row", true), .. result.Columns.Select(column => (column, false))],
                    result.Evidence.Select(row => (string[])[Figure.Count(row.Row), .. row.Values.Select(value => value is null ? "<span class=\"dim\">missing</span>" : HtmlPage.Text(value))])));
            }
        }

        body.Append("<h2>All checks</h2>\n");
        body.Append(HtmlPage.Table(
            "In the order of the file",
            [("check", false), ("outcome", false), ("expected", false), ("found", false), ("rows", true), ("break it", true)],
            report.Results.Select(result => new[]
            {
                HtmlPage.Text(result.Name),
                CheckView.Word(result),
                HtmlPage.Text(result.Expected),
                HtmlPage.Text(result.Found),
                Figure.Count(result.Checked),
                result.Failing == 0 ? "–" : $"{Figure.Count(result.Failing)} ({Figure.Share(result.Share)})",
            })));
        return HtmlPage.Of($"Checks of {file}", body.ToString());
    }
}
