namespace Cambium.Cli.Tests;

/// <summary>cambium profile.</summary>
public sealed class ProfileTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public async Task Every_column_has_one_line_at_any_width(int width)
    {
        workshop.WithSample("mortgages.csv");

        var answer = (await workshop.RunAsync([("COLUMNS", $"{width}")], "profile", "mortgages.csv")).Done();

        var lines = answer.Out.TrimEnd('\n').Split('\n');
        Assert.Equal("mortgages.csv: 2,380 rows, 14 columns", lines[0]);
        Assert.Equal(4 + 14, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.Equal(14, lines.Skip(4).Count(line => line.Contains("category", StringComparison.Ordinal) || line.Contains("number", StringComparison.Ordinal) || line.Contains("integer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Json_holds_every_figure()
    {
        workshop.WithSample("mortgages.csv");

        var json = (await workshop.RunAsync("profile", "mortgages.csv", "--json")).Done().Json;

        var deny = json["columns"]![0]!;
        Assert.Equal(2380, (int)json["rows"]!);
        Assert.Equal(64, ((string)json["fingerprint"]!).Length);
        Assert.Equal("deny", (string)deny["name"]!);
        Assert.Equal("category", (string)deny["type"]!);
        Assert.Equal(2095, (int)deny["top_values"]![0]!["count"]!);
        Assert.Null(deny["mean"]);
    }

    [Fact]
    public async Task The_way_a_file_is_read_can_be_told()
    {
        workshop.WithFile("odd.csv", "7|?|0\n8|x|1\n9|y|0\n");

        var json = (await workshop.RunAsync("profile", "odd.csv", "--no-header", "--delimiter", "pipe", "--missing", "?", "--type", "column_1=category", "--json")).Done().Json;

        Assert.Equal("column_1", (string)json["columns"]![0]!["name"]!);
        Assert.Equal("category", (string)json["columns"]![0]!["type"]!);
        Assert.Equal(1, (int)json["columns"]![1]!["missing"]!);
    }

    [Fact]
    public async Task Columns_that_cannot_help_are_named()
    {
        workshop.WithFile("dull.csv", "key,same,note\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},1,text {i}\n")));

        var answer = (await workshop.RunAsync("profile", "dull.csv")).Done();

        Assert.Contains("The same in every row, so of no use to a learner: same.", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Different in every row, so perhaps a key; drop a key before training: key.", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Free text, which no learner here reads; drop it, or read it with --type COL=category: note.", answer.Out, StringComparison.Ordinal);
    }
}
