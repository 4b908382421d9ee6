using Cambium.Data;
using Cambium.Numerics;
using static Cambium.Data.Expressions;

namespace Cambium.Monitor.Tests;

/// <summary>checks.yaml: read, written, refused.</summary>
public sealed class ChecksFileTests
{
    [Fact]
    public void Every_kind_of_check_is_written_and_read_back()
    {
        var checks = new TableChecks(
            TableCheck.Rows(100, 5000) with { Severity = CheckSeverity.Warn, Name = "enough" },
            TableCheck.Column("id", ColumnType.Int64),
            TableCheck.Missing("id", 0.05),
            TableCheck.Unique("id"),
            TableCheck.Column("odd: 'name' #1\n"),
            TableCheck.Range("odd: 'name' #1\n", -1.5, 1e300),
            TableCheck.Range("odd: 'name' #1\n", 0) with { Name = "mostly positive", Tolerance = 0.1 },
            TableCheck.OneOf("odd: 'name' #1\n", "a", "true", "1", "", "- x", "ø", "line\nline"),
            TableCheck.Column("when", ColumnType.DateTime),
            TableCheck.Range("when", new DateTime(2026, 1, 1), DateTime.MaxValue),
            TableCheck.Fresh("when", TimeSpan.FromHours(36)),
            TableCheck.Column("x"),
            TableCheck.Pattern("x", @"\d+|""[^']*'"),
            TableCheck.Mean("x", 1, 2),
            TableCheck.Quantile("x", 0.5, double.NegativeInfinity, 4),
            TableCheck.Quantile("x", 0.99, 3, 4) with { Severity = CheckSeverity.Warn },
            TableCheck.Distribution("x", 0.1),
            TableCheck.NoOtherColumns("id", "odd: 'name' #1\n", "when", "x"),
            TableCheck.Unique("id", "x"),
            TableCheck.Key(["id"], "customers", ["key"]),
            TableCheck.Rule(Col("x") > 0 | Col("id").IsMissing()));

        var yaml = checks.ToYaml();

        var read = TableChecks.Parse(yaml, "checks.yaml");
        Assert.Equal(checks.Items.OrderBy(check => check.Name, StringComparer.Ordinal), read.Items.OrderBy(check => check.Name, StringComparer.Ordinal));
        Assert.Equal(yaml, read.ToYaml());
    }

    [Theory]
    [InlineData("", "checks.yaml, line 1: The file is empty. It begins with 'columns:', 'rows:', 'unique:', 'keys:' or 'rules:'.")]
    [InlineData("- a", "checks.yaml, line 1: The file is a list, where a mapping is expected: lines such as 'name: value'.")]
    [InlineData("colums:\n  x:\n", "checks.yaml, line 1: The file knows no 'colums'. Did you mean 'columns'? The sections are: version, rows, other_columns, columns, unique, keys, rules.")]
    [InlineData("version: 2", "checks.yaml, line 1: '2' stands at 'version'; this Cambium reads version 1.")]
    [InlineData("columns:\n  x:\n    rnge: [0, 1]", "checks.yaml, line 3: Column 'x' knows no 'rnge'. Did you mean 'range'? The words are: type, missing, range, one_of, pattern, unique, fresh, mean, median, quantiles, distribution.")]
    [InlineData("columns:\n  x: number", "checks.yaml, line 2: Column 'x' is 'number', where a mapping is expected: lines such as 'name: value'.")]
    [InlineData("columns:\n  x:\n    type: nmber", "checks.yaml, line 3: 'nmber' is no 'is'. Did you mean 'number'? It is one of: number, integer, bool, date, category, text, sparse.")]
    [InlineData("columns:\n  x:\n    missing: few", "checks.yaml, line 3: 'few' stands at 'at_most', where a share from 0 to 1, such as 0.05 or 5% is expected.")]
    [InlineData("columns:\n  x:\n    missing: 5", "checks.yaml, line 3: '5' stands at 'at_most', where a share from 0 to 1, such as 0.05 or 5% is expected.")]
    [InlineData("columns:\n  x:\n    range: 5", "checks.yaml, line 3: '5' stands at 'range', where a range is expected: [1, 9], or {at_least: 1}, or {at_most: 9}.")]
    [InlineData("columns:\n  x:\n    range: [5, 1]", "checks.yaml, line 3: At 'range': The range from 5 to 1 is none. It takes two ends in order, or one of them.")]
    [InlineData("columns:\n  x:\n    range: [0, many]", "checks.yaml, line 3: 'many' stands at 'at_most', where a number is expected.")]
    [InlineData("columns:\n  x:\n    range: [2026-01-01, 5]", "checks.yaml, line 3: One end of the range is a date and the other is not.")]
    [InlineData("columns:\n  x:\n    range: {at_least: 1, severty: warn}", "checks.yaml, line 3: 'range' knows no 'severty'. Did you mean 'severity'? The words are: at_least, at_most, severity, name, tolerance.")]
    [InlineData("columns:\n  x:\n    range: {at_least: 1, severity: wran}", "checks.yaml, line 3: 'wran' is no 'severity'. Did you mean 'warn'? It is one of: fail, warn.")]
    [InlineData("columns:\n  x:\n    pattern: '(a'", "checks.yaml, line 3: At 'pattern': Invalid pattern '(a' at offset 2. Not enough )'s.")]
    [InlineData("columns:\n  x:\n    fresh: soon", "checks.yaml, line 3: 'soon' is no span. Write it as 30m, 12h, 2d or 1w.")]
    [InlineData("columns:\n  x:\n    one_of: []", "checks.yaml, line 3: a list stands at 'values', where a list of values is expected.")]
    [InlineData("columns:\n  x:\n    unique: maybe", "checks.yaml, line 3: 'maybe' is no 'is'. It is one of: true, false.")]
    [InlineData("columns:\n  x:\n    quantiles: {2: [0, 1]}", "checks.yaml, line 3: At 'quantiles': A quantile lies between 0 and 1.")]
    [InlineData("columns:\n  x:\n  y:\n  x:\n", "checks.yaml, line 4: 'x' is written a second time; the first is in line 2.")]
    [InlineData("rules:\n  - a > 1\n  - {holds: b > 1, name: 'rule: a > 1'}", "checks.yaml, line 3: A check is named 'rule: a > 1' already, in line 2. Give one of them another 'name'.")]
    [InlineData("rules: a > 1", "checks.yaml, line 1: 'a > 1' stands at 'rules', where a list is expected: lines that begin with '- '.")]
    [InlineData("keys:\n  - {in: customers}", "checks.yaml, line 2: 'columns' is needed here.")]
    [InlineData("keys:\n  - {columns: [a, b], matching: [c]}", "checks.yaml, line 2: At 'keys': The key has 2 columns and the reference 1; name one or more, and as many of the reference.")]
    [InlineData("rows: [9, 1]", "checks.yaml, line 1: At 'rows': The number of rows cannot lie from 9 to 1. It takes two whole numbers in order.")]
    [InlineData("a: &x [1]\nb: *x", "checks.yaml, line 1: Anchors (&) and aliases (*) are not read. Write the value out; a text that begins with such a sign stands in quotes.")]
    [InlineData("rows: !!int 5", "checks.yaml, line 1: Tags (!) are not read. Take it out; a text that begins with such a sign stands in quotes.")]
    [InlineData("rows: [1, 2]\n---\nrows: [1, 2]", "checks.yaml, line 2: A second document begins. A file of checks is one.")]
    [InlineData("? [a]\n: b", "checks.yaml, line 1: a list stands where a name is expected.")]
    public void What_is_wrong_is_named_with_its_line(string yaml, string message)
    {
        var refused = Assert.Throws<TableException>(() => TableChecks.Parse(yaml, "checks.yaml"));

        Assert.Equal(message, refused.Message);
        Assert.Equal("checks.yaml", refused.File);
    }

    [Fact]
    public void A_condition_that_is_none_is_named_with_its_line()
    {
        var refused = Assert.Throws<TableException>(() => TableChecks.Parse("rules:\n  - a >", "c"));

        Assert.StartsWith("c, line 2: At 'rules': ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, refused.Line);
    }

    [Fact]
    public void Depth_values_and_length_are_bounded()
    {
        var deep = "rows: " + new string('[', 100_000);
        var wide = "columns:\n  x:\n    one_of: [" + string.Join(',', Enumerable.Range(0, 60_000)) + "]";
        var laughs = "a: &a [x,x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"b{i}: &b{i} [*a,*a]\n"));

        Assert.Equal("c, line 1: There are more than 12 levels within one another.", Message(deep));
        Assert.Equal("c, line 3: There are more than 50,000 values.", Message(wide));
        Assert.StartsWith("c, line 1: Anchors (&)", Message(laughs), StringComparison.Ordinal);
        Assert.Equal("c has 1,048,577 characters; a file of checks has at most 1,048,576.", Message(new string(' ', (1 << 20) + 1)));

        static string Message(string yaml) => Assert.Throws<TableException>(() => TableChecks.Parse(yaml, "c")).Message;
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var seed = new TableChecks(TableCheck.Column("x", ColumnType.Int64), TableCheck.Range("x", 0, 9), TableCheck.OneOf("y", "a", "b"), TableCheck.Rule(Col("x") > 0)).ToYaml();
        const string letterBox = "{}[]:,&*!|>'\"%@`-? \n\t\0#a1\u0085\ud800";
        var random = new RandomStream(20261122);
        var read = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var letters = seed.ToCharArray();
            for (var change = random.NextInt(4); change >= 0; change--)
            {
                letters[random.NextInt(letters.Length)] = letterBox[random.NextInt(letterBox.Length)];
            }

            try
            {
                _ = TableChecks.Parse(new string(letters, 0, 1 + random.NextInt(letters.Length)), "c");
                read++;
            }
            catch (TableException)
            {
                // Refused as it should be; any other exception fails the test.
            }
        }

        Assert.InRange(read, 100, 9_900);
    }

    [Fact]
    public void A_table_passes_what_is_suggested_of_it_after_writing_and_reading()
    {
        var random = new RandomStream(7);
        for (var table = 0; table < 30; table++)
        {
            var n = 1 + random.NextInt(200);
            var rows = Table.Create(
                Column.Of("x", [.. Enumerable.Range(0, n).Select(_ => random.NextInt(9) == 0 ? double.NaN : Math.Pow(10, random.NextInt(40) - 20) * random.NextGaussian())]),
                Column.Of("n", [.. Enumerable.Range(0, n).Select(_ => (long)random.NextInt(1000) - 500)]),
                Column.Of("key", [.. Enumerable.Range(0, n).Select(i => (long)i)]),
                Column.Of("level", [.. Enumerable.Range(0, n).Select(_ => random.NextInt(5) == 0 ? null : "abc"[random.NextInt(3)].ToString())]),
                Column.Of("day", [.. Enumerable.Range(0, n).Select(_ => new DateTime(2026, 1, 1).AddHours(random.NextInt(10_000)))]),
                Column.Of("none", [.. Enumerable.Repeat(double.NaN, n)]));

            var checks = TableChecks.Parse(TableChecks.Suggest(rows).ToYaml(), "suggested");

            var report = checks.Run(rows);
            Assert.All(report.Results, result => Assert.Equal(CheckOutcome.Passed, result.Outcome));
            Assert.True(report.Results.Count >= 13, $"{report.Results.Count} checks");
        }
    }

    [Fact]
    public void A_file_in_blocks_suggests_what_its_table_suggests()
    {
        var rows = Table.Create(
            Column.Of("key", [.. Enumerable.Range(0, 100).Select(i => (long)i)]),
            Column.Of("level", [.. Enumerable.Range(0, 100).Select(i => i % 9 == 0 ? null : "abc"[i % 3].ToString())]),
            TextColumn.FromValues("note", [.. Enumerable.Range(0, 100).Select(i => i < 60 ? "seldom" : "often")]),
            Column.Of("day", [.. Enumerable.Range(0, 100).Select(i => new DateTime(2026, 5, 1).AddHours((i - 50) * (i - 50)))]));
        var folder = Directory.CreateTempSubdirectory("cambium-checks-");
        try
        {
            var path = Path.Combine(folder.FullName, "rows.parquet");
            rows.WriteParquet(path, new ParquetWriteOptions { RowGroupRows = 13 });

            var suggested = TableChecks.Suggest(Table.Scan(path)).ToYaml();

            Assert.Equal(TableChecks.Suggest(rows).ToYaml(), suggested);
            Assert.Contains("one_of: [often, seldom]\n", suggested, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(18, 90, 10, 100)]
    [InlineData(0.1, 0.9, 0, 1)]
    [InlineData(-3, 4, -4, 5)]
    [InlineData(7, 7, 6, 8)]
    public void A_suggested_range_has_room_and_round_ends(double least, double most, double low, double high) =>
        Assert.Equal((low, high), CheckSuggestions.Roomy(least, most));
}
