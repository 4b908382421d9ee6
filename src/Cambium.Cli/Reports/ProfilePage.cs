using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Monitor;

namespace Cambium.Cli;

/// <summary>A profile as a page: what to look at first, then every column with its shape, then what lies between columns.</summary>
static class ProfilePage
{
    const int MostPairs = 25;
    const int MostHeatColumns = 24;
    const double WorthShowing = 0.3;

    /// <summary>The page.</summary>
    /// <param name="file">The name of the table.</param>
    /// <param name="profile">Its profile.</param>
    /// <param name="changes">What has changed against another table; null where none was given.</param>
    /// <param name="against">The name of that table.</param>
    internal static string Of(string file, Profile profile, Findings? changes, string? against)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text(file)}</h1>\n");
        AddFigures(body, profile);
        AddFindings(body, profile);
        if (changes is not null)
        {
            AddChanges(body, changes, against ?? "");
        }

        AddColumns(body, profile);
        AddPatterns(body, profile);
        AddPairs(body, profile);
        return HtmlPage.Of($"Profile of {file}", body.ToString());
    }

    static void AddFigures(StringBuilder body, Profile profile)
    {
        var cells = profile.Rows * profile.Columns.Count;
        var missing = profile.Columns.Sum(column => column.Missing);
        body.Append("<ul class=\"figures\">");
        Add("rows", Figure.Count(profile.Rows));
        Add("columns", Figure.Count(profile.Columns.Count));
        Add("cells without a value", Figure.Share(cells == 0 ? 0 : (double)missing / cells));
        Add("rows equal to an earlier one", profile.DuplicateRows is { } duplicates ? Figure.Count(duplicates) : "not counted");
        body.Append("</ul>\n");

        void Add(string name, string figure) => body.Append(CultureInfo.InvariantCulture, $"<li><b>{figure}</b>{name}</li>");
    }

    static void AddFindings(StringBuilder body, Profile profile)
    {
        body.Append("<h2>What to look at</h2>\n");
        var findings = profile.Findings();
        if (findings.Count == 0)
        {
            body.Append("<p>Nothing stands out: no constant, empty or duplicated columns, no likely keys, no text that looks like dates.</p>\n");
            return;
        }

        body.Append("<ul class=\"findings\">\n");
        foreach (var finding in findings)
        {
            body.Append(CultureInfo.InvariantCulture, $"<li>{HtmlPage.Text(finding.Message)}</li>\n");
        }

        body.Append("</ul>\n");
    }

    static void AddChanges(StringBuilder body, Findings changes, string against)
    {
        body.Append(CultureInfo.InvariantCulture, $"<h2>Against {HtmlPage.Text(against)}</h2>\n");
        if (changes.Items.Count == 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p>Nothing has changed beyond chance from {Figure.Count(changes.ReferenceRows)} to {Figure.Count(changes.Rows)} rows.</p>\n");
        }
        else
        {
            body.Append("<ul class=\"findings\">\n");
            foreach (var item in changes.Items)
            {
                body.Append(CultureInfo.InvariantCulture, $"<li>{item.Severity}: {HtmlPage.Text(item.Sentence)}</li>\n");
            }

            body.Append("</ul>\n");
        }

        body.Append(HtmlPage.Table(
            "Population stability index of each column: under 0.1 little, over 0.25 much has changed",
            [("column", false), ("index", true), ("missing before", true), ("missing now", true)],
            changes.Columns.Select(column => new[] { HtmlPage.Text(column.Column), Figure.Score(column.StabilityIndex), Figure.Share(column.ReferenceMissingShare), Figure.Share(column.MissingShare) })));
    }

    static void AddColumns(StringBuilder body, Profile profile)
    {
        body.Append("<h2>Columns</h2>\n");
        body.Append(HtmlPage.Table(
            "One row a column, in the table's order",
            [("column", false), ("type", false), ("missing", true), ("distinct", true), ("shape", false), ("values", false), ("mean", true), ("deviation", true), ("outliers", true)],
            profile.Columns.Select(column => new[]
            {
                HtmlPage.Text(column.Name),
                ProfileView.TypeName(column.Type),
                column.Missing == 0 ? "–" : Figure.Share((double)column.Missing / profile.Rows),
                (column.DistinctIsExact ? "" : "about ") + Figure.Count(column.Distinct),
                Shape(column),
                Values(column, profile.Rows),
                Number(column.Mean),
                Number(column.StandardDeviation),
                column.Outliers == 0 ? "–" : Figure.Share((double)column.Outliers / (profile.Rows - column.Missing)),
            })));
    }

    static string Number(double value) => double.IsNaN(value) ? "–" : Figure.Of(value);

    internal static string Shape(ColumnProfile column)
    {
        var counts = column.HistogramCounts.Count > 0 ? column.HistogramCounts.ToArray() : column.TopValues.Select(value => value.Count).ToArray();
        if (counts.Length == 0 || counts.Max() == 0)
        {
            return "";
        }

        const int width = 140;
        const int height = 34;
        var step = (double)width / counts.Length;
        var most = (double)counts.Max();
        var bars = string.Concat(counts.Select((count, at) =>
        {
            var bar = count == 0 ? 0 : Math.Max(1, count / most * height);
            return string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{at * step:0.##}\" y=\"{height - bar:0.##}\" width=\"{Math.Max(0.5, step - 1):0.##}\" height=\"{bar:0.##}\"/>");
        }));
        return $"<svg width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{HtmlPage.Text($"Shape of {column.Name}")}\">{bars}</svg>";
    }

    internal static string Values(ColumnProfile column, long rows)
    {
        if (column.Quantiles.Count == 5)
        {
            var text = column.Quantiles.Select(value => column.Type == ColumnType.DateTime ? DateTime.UnixEpoch.AddDays(value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Figure.Of(value)).ToArray();
            return $"{text[0]} to {text[4]}<br><span class=\"dim\">quartiles {text[1]}, {text[2]}, {text[3]}</span>";
        }

        return string.Join("<br>", column.TopValues.Where(value => value.Count > 1 || column.Distinct <= 3).Take(3)
            .Select(value => $"{HtmlPage.Text(Plain.Cut(value.Value, 40))} <span class=\"dim\">{Figure.Share((double)value.Count / rows)}</span>"));
    }

    static void AddPatterns(StringBuilder body, Profile profile)
    {
        if (profile.MissingPatterns.Count == 0)
        {
            return;
        }

        body.Append("<h2>What is missing together</h2>\n");
        body.Append(HtmlPage.Table(
            "Rows in which just these columns have no value, the most frequent first",
            [("columns", false), ("rows", true), ("share", true)],
            profile.MissingPatterns.Select(pattern => new[] { HtmlPage.Text(string.Join(", ", pattern.Columns)), Figure.Count(pattern.Count), Figure.Share((double)pattern.Count / profile.Rows) })));
    }

    static void AddPairs(StringBuilder body, Profile profile)
    {
        var strong = profile.Associations.Where(pair => Math.Abs(pair.Value) >= WorthShowing).OrderByDescending(pair => Math.Abs(pair.Value)).Take(MostPairs).ToArray();
        if (profile.Associations.Count == 0)
        {
            return;
        }

        body.Append("<h2>Columns that go together</h2>\n");
        body.Append(strong.Length == 0
            ? "<p>No two columns go together by more than 0.3.</p>\n"
            : HtmlPage.Table(
                "The closest pairs; ranks and Cramér's V are of a sample where there are more than 10,000 rows",
                [("columns", false), ("measure", false), ("value", true)],
                strong.Select(pair => new[] { HtmlPage.Text($"{pair.First}, {pair.Second}"), NameOf(pair.Kind), Figure.Score(pair.Value) })));
        AddHeat(body, profile);
    }

    static string NameOf(AssociationKind kind) => kind switch
    {
        AssociationKind.Pearson => "Pearson's correlation",
        AssociationKind.Spearman => "Spearman's rank correlation",
        _ => "Cramér's V",
    };

    static void AddHeat(StringBuilder body, Profile profile)
    {
        var pearson = profile.Associations.Where(pair => pair.Kind == AssociationKind.Pearson).ToArray();
        var names = pearson.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().ToArray();
        if (names.Length is < 3 or > MostHeatColumns)
        {
            return;
        }

        var value = pearson.ToDictionary(pair => (pair.First, pair.Second), pair => pair.Value);
        body.Append("<h2>Pearson's correlation of all numbers</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Correlations\"><table class=\"heat\"><thead><tr><td></td>");
        foreach (var name in names.Take(names.Length - 1))
        {
            body.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{HtmlPage.Text(Plain.Cut(name, 12))}</th>");
        }

        body.Append("</tr></thead><tbody>\n");
        for (var row = 1; row < names.Length; row++)
        {
            body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{HtmlPage.Text(Plain.Cut(names[row], 24))}</th>");
            for (var column = 0; column < row; column++)
            {
                body.Append(HeatCell(value[(names[column], names[row])]));
            }

            body.Append("</tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    static string HeatCell(double value)
    {
        if (double.IsNaN(value))
        {
            return "<td>–</td>";
        }

        // Pale enough that the figure can be read on it in both themes.
        var shade = string.Create(CultureInfo.InvariantCulture, $"rgba({(value > 0 ? "47,125,91" : "190,80,60")},{Math.Abs(value) * 0.45:0.00})");
        return string.Create(CultureInfo.InvariantCulture, $"<td style=\"background:{shade}\">{value:0.00}</td>");
    }
}
