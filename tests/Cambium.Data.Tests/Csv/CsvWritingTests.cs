using System.Globalization;
using System.Text;
using Cambium.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Data.Tests;

public sealed class CsvWritingTests
{
    [Fact]
    public void Values_are_written_in_plain_text_with_quotes_where_needed()
    {
        var table = Table.Create(
            Column.Of("x, y", [1.0, double.NaN, -0.0, 1e300]),
            Column.Of("n", [1L, -2, 3, 4]),
            Column.Of("t", [true, false, true, false]),
            Column.Of(
                "d", [new DateTime(2026, 1, 31), new DateTime(2026, 1, 31, 12, 30, 0), new DateTime(2026, 1, 31).AddTicks(1), default]),
            TextColumn.FromValues("s", ["a\"b", "NA", null, " "]));

        Assert.Equal(
            "\"x, y\",n,t,d,s\n1.0,1,true,2026-01-31,\"a\"\"b\"\n,-2,false,2026-01-31T12:30:00,\"NA\"\n"
            + "-0.0,3,true,2026-01-31T00:00:00.0000001,\n1E+300,4,false,0001-01-01,\" \"\n",
            Written(table));
    }

    [Fact]
    public void What_was_written_reads_back_equal()
    {
        for (var run = 0; run < 200; run++)
        {
            var table = RandomTable(new RandomStream(11).Fork(run));

            var back = Table.ParseCsv(Encoding.UTF8.GetBytes(Written(table)), new CsvOptions { Types = table.Schema.Fields }, "t.csv");

            Assert.Equal(table.Fingerprint(), back.Fingerprint());
        }
    }

    [Fact]
    public void Types_are_found_again_from_what_was_written()
    {
        var table = Table.Create(
            Column.Of("whole doubles", [1.0, 2.0, double.NaN, double.PositiveInfinity]),
            Column.Of("whole", [1L, 2, 3, long.MinValue]),
            Column.Of("truth", [true, false, true, true]),
            Column.Of("category", ["", "NaN", null, ""]),
            TextColumn.FromValues("text", ["a", "b,\n", "c", "\"d\""]));

        Assert.Equal(table.Fingerprint(), Parsing.Parse(Written(table)).Fingerprint());
    }

    [Fact]
    public void Any_text_survives_writing_and_reading()
    {
        Prop.ForAll<string[]>(texts =>
        {
            var values = texts.Select(text => text?.Replace("\0", "", StringComparison.Ordinal))
                .Select(WithoutLoneSurrogates)
                .Append("x")
                .ToArray();
            var table = Table.Create(TextColumn.FromValues("only", values));

            var back = Table.ParseCsv(Encoding.UTF8.GetBytes(Written(table)), new CsvOptions { Types = table.Schema.Fields }, "t.csv");

            return back.Fingerprint() == table.Fingerprint();
        }).Check(Config.QuickThrowOnFailure.WithReplay(2, 3).WithMaxTest(500));
    }

    [Fact]
    public void A_column_of_doubles_survives_to_the_bit()
    {
        var random = new RandomStream(12);
        var values = Enumerable.Range(0, 20_000)
            .Select(_ => BitConverter.UInt64BitsToDouble(random.NextBits()))
            .Select(value => double.IsNaN(value) ? 0 : value)
            .ToArray();

        var back = Parsing.Parse(Written(Table.Create(Column.Of("x", values)))).Column<double>("x");

        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), back.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void A_file_appears_whole_and_replaces_the_one_before()
    {
        var folder = Directory.CreateTempSubdirectory("cambium");
        try
        {
            var path = Path.Combine(folder.FullName, "t.csv");
            Table.Create(Column.Of("a", [1L])).WriteCsv(path);
            Table.Create(Column.Of("a", [2L])).WriteCsv(path);

            Assert.Equal("a\n2\n", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_write_that_fails_leaves_the_file_before()
    {
        var folder = Directory.CreateTempSubdirectory("cambium");
        try
        {
            var path = Path.Combine(folder.FullName, "t.csv");
            Table.Create(Column.Of("a", [1L])).WriteCsv(path);

            var exception = Assert.Throws<TableException>(() => Table.Create(TextColumn.FromValues("a", ["x", "y\0"])).WriteCsv(path));

            Assert.Equal(
                "Column 'a', row 1: the text holds a NUL character, which CSV cannot hold. Remove it before writing the table.",
                exception.Message);
            Assert.Equal("a\n1\n", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_table_without_columns_is_refused()
    {
        var exception = Assert.Throws<TableException>(() => Written(Table.Create()));

        Assert.Equal("The table has no columns, which CSV cannot hold. Add a column before writing it.", exception.Message);
    }

    [Fact]
    public void A_folder_that_is_not_there_gives_an_IO_exception()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "t.csv");

        Assert.Throws<DirectoryNotFoundException>(() => Table.Create(Column.Of("a", [1L])).WriteCsv(path));
    }

    static string Written(Table table)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        table.WriteCsv(writer);
        return writer.ToString();
    }

    static string? WithoutLoneSurrogates(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    static Table RandomTable(RandomStream random)
    {
        var rows = random.NextInt(100);
        var texts = Enumerable.Range(0, rows).Select(_ => random.NextInt(8) switch
        {
            0 => null,
            1 => "",
            2 => "NA",
            3 => "a,b",
            4 => "\"q\"",
            5 => "line\r\nend",
            6 => "007",
            _ => $"word {random.NextInt(4)}",
        }).ToArray();
        var isValid = Enumerable.Range(0, rows).Select(_ => random.NextInt(5) > 0).ToArray();
        var validity = Validity.FromRows(rows, row => isValid[row]);
        return Table.Create(
            Column.Of(
                "float", [.. Enumerable.Range(0, rows).Select(row => isValid[row] ? random.NextGaussian() * Math.Pow(10, random.NextInt(40) - 20) : double.NaN)]),
            new Column<long>(
                "whole", Enumerable.Range(0, rows).Select(row => isValid[row] ? (long)random.NextBits() >> random.NextInt(64) : 0).ToArray(), validity),
            new Column<bool>("truth", Enumerable.Range(0, rows).Select(row => isValid[row] && random.NextInt(2) == 0).ToArray(), validity),
            new Column<DateTime>(
                "day", Enumerable.Range(0, rows).Select(row => isValid[row] ? new DateTime((long)(random.NextDouble() * DateTime.MaxValue.Ticks)) : default).ToArray(), validity),
            CategoryColumn.FromValues("category", texts),
            TextColumn.FromValues("text", texts)).Slice(0, rows);
    }
}
