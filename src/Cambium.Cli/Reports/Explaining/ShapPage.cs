using System.Globalization;
using System.Text;

namespace Cambium.Cli;

/// <summary>SHAP values as a page: the row that was asked for, the swarm of all rows, and how single columns go.</summary>
static class ShapPage
{
    const int MostBars = 20;
    const int MostPlots = 6;
    const int MostDots = 500;

    /// <summary>The page.</summary>
    /// <param name="title">What is explained.</param>
    /// <param name="notes">What is to be said of the method and the rows.</param>
    /// <param name="row">The row that was asked for; null where none was.</param>
    /// <param name="sentence">What is said of the row, and how it adds up.</param>
    /// <param name="rows">The rows that the model is explained by.</param>
    /// <param name="named">The columns to show; none: those that count most.</param>
    internal static string Of(string title, IEnumerable<string> notes, ExplainedRows? row, (string Says, string Sum)? sentence, ExplainedRows rows, IReadOnlyList<string> named)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(title)}</h1>\n");
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"dim\">{HtmlPage.Text(string.Join(" ", notes))}</p>\n");
        if (row is not null && sentence is var (says, sum))
        {
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"sentence\">{HtmlPage.Text(says)}</p>\n");
            body.Append(Waterfall(row, sum));
            foreach (var words in MovingWord.Sentences(row))
            {
                body.Append(CultureInfo.InvariantCulture, $"<p>{HtmlPage.Text(words)}</p>\n");
            }
        }

        var order = rows.Order(named);
        if (rows.Output is not null)
        {
            AddOutput(body, rows, order, "What counts");
        }
        else
        {
            body.Append("<h2>What counts</h2>\n").Append(Magnitudes(rows, order));
            for (var output = 0; output < rows.Values.Outputs.Count; output++)
            {
                var own = rows with { Output = output };
                AddOutput(body, own, own.Order(named), own.Name, plots: 0);
            }
        }

        return HtmlPage.Of(title, body.ToString(), Picture.Style);
    }

    /// <summary>From the base value to the answer, a column at a time.</summary>
    internal static string Waterfall(ExplainedRows row, string sum)
    {
        var lines = WaterfallLine.Of(row, MostBars);
        var output = row.Output ?? 0;
        var (start, end) = (row.Values.BaseValues[output], row.Values.Answers[output]);
        return "<h2>From no column known to the answer</h2>\n" + BarTable.Of(
            sum,
            [
                ("<span class=\"dim\">no column known</span>", start, start, Figure.Score(start)),
                .. lines.Select(line => ($"{HtmlPage.Name(line.Column)}<small>{HtmlPage.Text(Plain.Cut(line.Value, 60))}</small>", line.From, line.From + line.Change, Figure.Signed(line.Change))),
                ("<span class=\"dim\">this row</span>", end, end, Figure.Score(end)),
            ],
            mark: start);
    }

    static void AddOutput(StringBuilder body, ExplainedRows rows, int[] order, string heading, int plots = MostPlots)
    {
        var dots = rows.Values.RowCount <= MostDots ? rows : rows.Thinned(MostDots);
        body.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(heading)}</h2>\n");
        body.Append(SwarmPicture.Of(dots, [.. order.Take(MostBars)], rows.Magnitudes()));
        if (order.Length > MostBars)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"dim\">{Figure.Count(order.Length - MostBars, "column")} that count less are left out.</p>\n");
        }

        if (plots > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>How single columns go</h2>\n<p class=\"dim\">What the column added to {HtmlPage.Text(rows.Name)} (upwards), by its value (to the right).</p>\n<div class=\"plots\">\n");
            foreach (var column in order.Take(plots))
            {
                body.Append(DependencePlot.Of(dots, column));
            }

            body.Append("</div>\n");
        }
    }

    static string Magnitudes(ExplainedRows rows, int[] order)
    {
        var magnitudes = rows.Magnitudes();
        return BarTable.Of(
            $"Mean magnitude of the SHAP values over {Figure.Count(rows.Values.RowCount, "row")} and {rows.Name}",
            [.. order.Take(MostBars).Select(column => (HtmlPage.Name(rows.Values.Columns[column]), 0.0, magnitudes[column], Figure.Score(magnitudes[column])))]);
    }
}
