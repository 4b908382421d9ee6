using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Model cards in Markdown.</summary>
public sealed class ModelCardTests
{
    static readonly ModelReport Report = Make("prices", "x");

    [Fact]
    public void The_usual_sections_stand_in_their_order()
    {
        var card = ModelCard.Of(Report);

        Assert.Equal(
            ["Model details", "Intended use", "Factors", "Metrics", "Evaluation data", "Training data", "Quantitative analyses", "Ethical considerations", "Caveats and recommendations"],
            Headings(card));
        Assert.StartsWith("# prices\n\nIt predicts the number 'y' from 1 column; judged on 30 rows. ", card, StringComparison.Ordinal);
        Assert.Contains("\n## Intended use\n\n*Not written yet.* Who is meant to use it", card, StringComparison.Ordinal);
        Assert.Contains("\n| rmse | ", card, StringComparison.Ordinal);
        Assert.EndsWith("\n", card, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_wrote_stays_and_the_rest_is_made_anew()
    {
        var first = ModelCard.Of(Report);
        var edited = first
            .Replace("*Not written yet.* Who is meant to use it, for which decisions, and what must it not be used for?", "For agents.\n\n```\n## no heading\n```\n\n- never for taxes", StringComparison.Ordinal)
            .Replace("30 rows that it was judged on.", "Some rows.", StringComparison.Ordinal) + "\n## Contacts\n\nann@example.org\n";

        var again = ModelCard.Of(Report, edited);

        Assert.Contains("\n## Intended use\n\nFor agents.\n\n```\n## no heading\n```\n\n- never for taxes\n\n## Factors\n", again, StringComparison.Ordinal);
        Assert.Contains("30 rows that it was judged on.", again, StringComparison.Ordinal);
        Assert.EndsWith("\n## Contacts\n\nann@example.org\n", again, StringComparison.Ordinal);
        Assert.Equal(again, ModelCard.Of(Report, again));
        Assert.Equal(again, ModelCard.Of(Report, again.ReplaceLineEndings("\r\n")));
        Assert.Equal(first, ModelCard.Of(Report, first));
        Assert.Equal(first, ModelCard.Of(Report, "  \n"));
    }

    [Fact]
    public void Text_without_sections_becomes_the_notes() => Assert.EndsWith("\n## Notes\n\nFit by Ann.\n", ModelCard.Of(Report, "Fit by Ann."), StringComparison.Ordinal);

    [Fact]
    public void A_purpose_stands_where_nobody_wrote_otherwise()
    {
        var told = Report with { Purpose = "To list flats." };

        Assert.Contains("\n## Intended use\n\nTo list flats.\n", ModelCard.Of(told, ModelCard.Of(Report)), StringComparison.Ordinal);
        Assert.Contains("\n## Intended use\n\nFor agents.\n", ModelCard.Of(told, "## Intended use\nFor agents."), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_text_and_never_marks()
    {
        var card = ModelCard.Of(Make("# [a](http://b) <b>", "_x_ | *y*\n## Factors"));

        Assert.StartsWith("# \\# \\[a\\](http://b) \\<b\\>\n", card, StringComparison.Ordinal);
        Assert.Contains("1 column is read: \\_x\\_ \\| \\*y\\* \\#\\# Factors.\n", card, StringComparison.Ordinal);
        Assert.Equal(9, Headings(card).Length);
    }

    static string[] Headings(string card) => [.. card.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..])];

    static ModelReport Make(string name, string column)
    {
        var table = Table.Create(Column.Of(column, [.. Enumerable.Range(0, 30).Select(row => row % 7.0)]), Column.Of("y", [.. Enumerable.Range(0, 30).Select(row => (row % 7.0) + (row % 3))]));
        return ModelReport.Of(new LinearRegression().Fit(table, "y"), table, new ModelReportOptions { Name = name });
    }
}
