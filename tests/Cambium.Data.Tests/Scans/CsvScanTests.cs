using System.Text;
using Cambium.Numerics;
using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

public sealed class CsvScanTests
{
    static readonly ScanOptions Small = new() { BlockBytes = 64, BlockRows = 7, Csv = new CsvOptions { MaxThreads = 1 } };

    [Theory]
    [InlineData(64, 3)]
    [InlineData(1000, 50)]
    public void A_scan_gives_the_types_levels_and_values_that_reading_gives(int blockBytes, int blockRows)
    {
        var tables = 0;
        for (var run = 0; run < 400; run++)
        {
            var random = new RandomStream(12).Fork(run);
            var text = Encoding.UTF8.GetBytes(run % 4 == 0 ? CsvFuzzTests.RegularText(random, "\n") : run % 4 == 1 ? CsvFuzzTests.HostileText(random) : CsvFuzzTests.TableLikeText(random));
            var options = new ScanOptions { BlockBytes = blockBytes, BlockRows = blockRows, Csv = new CsvOptions { MaxThreads = 1 + (run % 2) } };

            var expected = Outcome(() => Table.ParseCsv(text, options.Csv, "x.csv"));
            var actual = Outcome(() => Blocks.Joined(Blocks.Csv(text, options)));

            tables += expected.Table is null ? 0 : 1;
            Assert.True(expected.Text == actual.Text, $"run {run}: {Encoding.UTF8.GetString(text)}\nexpected {expected.Text}\nfound {actual.Text}");
        }

        Assert.InRange(tables, 200, 399);
    }

    [Theory]
    [InlineData("a\n1\n2\n\"\"\nx\nx\nx\nx\n", ColumnType.Category)]
    [InlineData("a\n\"\"\n\"\"\n\"\"\n\"\"\n", ColumnType.Category)]
    [InlineData("a,b\n\"\",1\n\"\",2\n3,3\n", ColumnType.Int64)]
    [InlineData("a,b\n\"\",1\n\"\",2\nred,3\nred,3\n", ColumnType.Category)]
    [InlineData("a,b\n1,1\n2.5,1\n,1\n", ColumnType.Float64)]
    [InlineData("a,b\n,1\n,2\n", ColumnType.Float64)]
    [InlineData("a,b\n1,1\n2,1\n3,1\n4,1\n5,1\n6,1\n7,1\n8,1\nx,1\n", ColumnType.String)]
    public void What_a_late_row_settles_holds_for_every_block(string text, ColumnType type)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Replace("\n", "                                \n", StringComparison.Ordinal).Replace("\"                                ", "\"", StringComparison.Ordinal));
        var padded = Encoding.UTF8.GetString(bytes);

        var scan = Blocks.Csv(padded, Small);

        Assert.Equal(Table.ParseCsv(bytes, new CsvOptions(), "x.csv").Schema, scan.Schema);
        Assert.Equal(type, Blocks.Csv(text, Small).Schema.Fields[0].Type);
    }

    [Fact]
    public void Errors_name_the_line_of_the_whole_text()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("1,\"two\nlines\"\n", 100)) + "1,2,3\n";

        var fault = Assert.Throws<TableException>(() => Blocks.Csv(text, Small));

        Assert.Equal(
            "x.csv, line 202: 3 fields, but the header has 2, with a comma between fields. Put a field that holds the delimiter in quotes, or set Delimiter if another byte separates them.",
            fault.Message);
        Assert.Equal(202, fault.Line);
    }

    [Fact]
    public void A_byte_that_is_not_utf_8_is_named_by_its_place_in_the_whole_text()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,two\n", 100))), 0xFF, (byte)',', (byte)'1'];

        var fault = Assert.Throws<TableException>(() => Blocks.Csv(text, Small));

        Assert.Equal("x.csv, line 102: byte 604 (0xFF) is not valid UTF-8. Save the file as UTF-8 and read it again.", fault.Message);
    }

    [Fact]
    public void Where_all_types_are_declared_the_text_is_read_once()
    {
        var opened = 0;
        var text = "a,b\n1,x\n2,y\n"u8.ToArray();
        var options = Small with { Csv = new CsvOptions { Types = [new Field("a", ColumnType.Int64), new Field("b", ColumnType.String)] } };

        var scan = CsvScan.Of(() => (opened++ == -1 ? null : new MemoryStream(text))!, "x.csv", options);

        Assert.Equal(1, opened);
        Assert.Equal(2, scan.Sum(block => block.RowCount));
        Assert.Equal(2, opened);
    }

    [Fact]
    public void A_value_that_is_not_of_the_declared_type_is_reported_when_its_block_is_read()
    {
        var options = Small with { Csv = new CsvOptions { Types = [new Field("a", ColumnType.Int64)] } };
        var scan = Blocks.Csv("a\n1\ntwo\n", options);

        var fault = Assert.Throws<TableException>(() => scan.Count());

        Assert.Equal(
            "x.csv, line 3, column 'a': found 'two', but Types says Int64, which is a whole number from -9223372036854775808 to 9223372036854775807. "
            + "Correct the value, add it to MissingTokens, or declare the column as Category or String.",
            fault.Message);
    }

    [Fact]
    public void A_column_with_more_texts_than_allowed_is_free_text()
    {
        var text = "a\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"city {i % 20}\n"));

        Assert.Equal(ColumnType.Category, Blocks.Csv(text, Small with { MaxLevels = 20 }).Schema.Fields[0].Type);
        Assert.Equal(ColumnType.String, Blocks.Csv(text, Small with { MaxLevels = 19 }).Schema.Fields[0].Type);
    }

    [Fact]
    public void A_file_that_changes_while_it_is_scanned_is_refused()
    {
        var text = "a\n" + string.Concat(Enumerable.Repeat("red\n", 50));
        var scan = CsvScan.Of(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.csv", Small);
        text = text.Replace("red\n", "new\n", StringComparison.Ordinal);

        var fault = Assert.Throws<TableException>(() => scan.Count());

        Assert.Equal("x.csv, column 'a': a value that was not there when the file was looked through. Scan it again when nothing writes to it.", fault.Message);
    }

    [Fact]
    public void Work_on_a_scan_is_the_work_on_the_table()
    {
        var text = Encoding.UTF8.GetBytes(CsvFuzzTests.RegularText(new RandomStream(3), "\n").Replace("x1", "1", StringComparison.Ordinal));
        var table = Table.ParseCsv(text, new CsvOptions(), "x.csv");
        var scan = Blocks.Csv(text, Small);

        var expected = table.Filter(Col("flag") == true).With("half", Col("part") / 2).With("place", Col("city").Lower()).Select("half", "place", "note");
        var actual = scan.Filter(Col("flag") == true).With("half", Col("part") / 2).With("place", Col("city").Lower()).Select("half", "place", "note");

        Assert.Equal(expected.Schema.Fields.Select(field => field.Type), actual.Schema.Fields.Select(field => field.Type));
        Assert.Equal(expected.Fingerprint(), Blocks.Joined(actual).Fingerprint());
        Assert.Equal(Profile.Of(table).Columns.Count, scan.Profile().Columns.Count);
        Assert.Equal(table.RowCount, scan.Profile().Rows);
        Assert.Equal(Profile.Of(table).Columns.Select(column => column.Missing), scan.Profile().Columns.Select(column => column.Missing));
        Assert.Throws<ArgumentException>(() => scan.Select("nothing"));
    }

    static (string Text, Table? Table) Outcome(Func<Table> read)
    {
        try
        {
            var table = read();
            return (
                $"{table.Fingerprint()} {table.RowCount} {string.Join(",", table.Schema.Fields.Select(field => $"{field.Name}:{field.Type}:{string.Join("|", field.Levels)}"))}",
                table);
        }
        catch (TableException exception)
        {
            return ($"{exception.Message} {exception.Line} {exception.Column}", null);
        }
    }
}
