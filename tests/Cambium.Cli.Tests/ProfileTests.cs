using Cambium.Data;

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
        Assert.Equal("", lines[4 + 14]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.Equal(14, lines[4..(4 + 14)].Count(line => line.Contains("category", StringComparison.Ordinal) || line.Contains("number", StringComparison.Ordinal) || line.Contains("integer", StringComparison.Ordinal)));
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
    public async Task A_parquet_file_is_read_by_its_ending()
    {
        workshop.WithSample("mortgages.csv");
        Table.ReadCsv(Path.Combine(workshop.Folder, "mortgages.csv")).WriteParquet(Path.Combine(workshop.Folder, "mortgages.parquet"));

        var json = (await workshop.RunAsync("profile", "mortgages.parquet", "--json")).Done().Json;

        Assert.Equal((string)(await workshop.RunAsync("profile", "mortgages.csv", "--json")).Done().Json["fingerprint"]!, (string)json["fingerprint"]!);
        (await workshop.RunAsync("profile", "mortgages.parquet", "--no-header")).Refused(
            2, "cambium profile: --no-header is for CSV files; 'mortgages.parquet' is a Parquet file, which tells its own columns and types. Leave the option out.");
    }

    [Theory]
    [InlineData("m.tsv", "a\tb,c\n1\t2\n3\t4\n")]
    [InlineData("m.jsonl", "{\"a\":1,\"b,c\":2}\n{\"a\":3,\"b,c\":4}\n")]
    [InlineData("m.NDJSON", "{\"a\":1,\"b,c\":2}\n{\"a\":3,\"b,c\":4}\n")]
    public async Task Tsv_and_json_lines_are_read_by_their_endings(string name, string text)
    {
        workshop.WithFile(name, text);

        var json = (await workshop.RunAsync("profile", name, "--json")).Done().Json;

        Assert.Equal(["a", "b,c"], json["columns"]!.AsArray().Select(column => (string)column!["name"]!));
        Assert.Equal(2, (int)json["rows"]!);
    }

    [Fact]
    public async Task An_option_for_csv_is_refused_for_json_lines()
    {
        workshop.WithFile("m.jsonl", "{\"a\":1}\n");

        (await workshop.RunAsync("profile", "m.jsonl", "--delimiter", "tab")).Refused(
            2, "cambium profile: --delimiter is for CSV files; 'm.jsonl' is a JSON Lines file, which tells its own columns and types. Leave the option out.");
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

        Assert.Contains("'same' has the same value in every row, so it tells nothing; drop it.", answer.Out, StringComparison.Ordinal);
        Assert.Contains("'key' has another value in nearly every row, so it is perhaps a key;", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Free text, which no learner here reads; drop it, or read it with --type COL=category: note.", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_shows_what_was_found_and_runs_nothing()
    {
        workshop.WithFile("hostile.csv", "<script>alert(1)</script>,x\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"<img src=x onerror=alert({i % 2})>,{i % 7}\n")));

        var answer = (await workshop.RunAsync("profile", "hostile.csv", "--html", "page.html")).Done();

        var page = await File.ReadAllTextAsync(Path.Combine(workshop.Folder, "page.html"), TestContext.Current.CancellationToken);
        Assert.EndsWith("Page: page.html\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("<h1>hostile.csv</h1>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_an_error_that_names_its_folder()
    {
        workshop.WithSample("mortgages.csv");

        var answer = await workshop.RunAsync("profile", "mortgages.csv", "--html", "no/such/page.html");

        answer.Refused(1, $"cambium profile: There is no folder '{Path.Combine(workshop.Folder, "no/such")}' to write 'page.html' to. Make it first, or name another file.");
    }

    [Fact]
    public async Task One_row_is_told_as_one()
    {
        workshop.WithFile("one.csv", "a\n1\n");

        Assert.StartsWith("one.csv: 1 row, 1 column\n", (await workshop.RunAsync("profile", "one.csv")).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_changed_from_another_table_is_told()
    {
        workshop.WithFile("may.csv", "x,c\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i % 50},{(i % 2 == 0 ? "a" : "b")}\n")));
        workshop.WithFile("june.csv", "x,c\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{(i % 50) + 40},{(i % 2 == 0 ? "a" : "b")}\n")));

        var answer = (await workshop.RunAsync("profile", "june.csv", "--against", "may.csv", "--html", "june.html")).Done();
        var same = (await workshop.RunAsync("profile", "may.csv", "--against", "may.csv")).Done();
        var json = (await workshop.RunAsync("profile", "june.csv", "--against", "may.csv", "--json")).Done().Json;

        Assert.Contains("Against may.csv (400 rows)\n  Alert: Column 'x'", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Alert: Column &#39;x&#39;", await File.ReadAllTextAsync(Path.Combine(workshop.Folder, "june.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Nothing has changed beyond chance.", same.Out, StringComparison.Ordinal);
        Assert.Equal("x", (string)json["changes"]!["items"]![0]!["column"]!);
    }
}
