using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class JsonLinesTests
{
    [Fact]
    public void Types_are_found_from_every_line()
    {
        var table = Read(
            """
            {"whole": 1, "number": 1, "truth": true, "day": "2026-01-31", "city": "Oslo", "note": "one", "mixed": 1, "list": [1, 2], "none": null, "huge": 1}
            {"whole": -9223372036854775808, "number": 2.5, "truth": false, "day": "2026-01-31T12:30:00", "city": "Oslo", "note": "two", "mixed": "x", "list": [], "none": null, "huge": 9223372036854775808}

            {"whole": null, "number": 1e3, "truth": null, "day": null, "city": "Rome", "note": "three", "mixed": true, "list": ["a, b" , {"c":1}], "huge": null}
            """);

        Assert.Equal(
            "whole Int64, number Float64, truth Boolean, day DateTime, city Category, note String, mixed String, list String, none Float64, huge Float64",
            string.Join(", ", table.Columns.Select(column => $"{column.Name} {column.Type}")));
        Assert.Equal(["1", "-9223372036854775808", ""], Texts(table["whole"]));
        Assert.Equal(["1", "2.5", "1000"], Texts(table["number"]));
        Assert.Equal(["2026-01-31", "2026-01-31T12:30:00", ""], Texts(table["day"]));
        Assert.Equal(["1", "x", "true"], Texts(table["mixed"]));
        Assert.Equal(["[1, 2]", "[]", "[\"a, b\" , {\"c\":1}]"], Texts(table["list"]));
        Assert.Equal(["1", "9.223372036854776E+18", ""], Texts(table["huge"]));
        Assert.Equal(["Oslo", "Rome"], ((CategoryColumn)table["city"]).Levels);
    }

    [Fact]
    public void A_number_too_great_for_floating_point_stays_as_it_is_written()
    {
        var digits = new string('9', 309);

        var table = Read($"{{\"a\":1,\"b\":{digits},\"c\":1E-400}}\n{{\"a\":-1E+400,\"b\":2,\"c\":1.7976931348623157e308}}");

        Assert.Equal(["1", "-1E+400"], Texts(table["a"]));
        Assert.Equal([digits, "2"], Texts(table["b"]));
        Assert.Equal([0.0, double.MaxValue], table.Column<double>("c").Values);
    }

    [Fact]
    public void Objects_within_objects_are_columns_with_points()
    {
        var table = Read(
            """
            {"a": null, "b": {"x": 1, "y": {"z": "t"}}, "c": {}}
            {"b": {"y": {"z": null, "w": 2}}, "a": {"x": 3}}
            """);

        Assert.Equal(["a", "b.x", "b.y.z", "b.y.w", "a.x"], table.Columns.Select(column => column.Name));
        Assert.Equal(["", "2"], Texts(table["b.y.w"]));
        Assert.Equal(["t", ""], Texts(table["b.y.z"]));
        Assert.Equal(["", "3"], Texts(table["a.x"]));
    }

    [Fact]
    public void A_key_that_a_line_lacks_is_missing()
    {
        var table = Read("{\"a\":1}\n{}\n{\"b\":\"x\",\"a\":3}\n{\"b\":\"x\"}");

        Assert.Equal(["1", "", "3", ""], Texts(table["a"]));
        Assert.Equal(["", "", "x", "x"], Texts(table["b"]));
    }

    [Fact]
    public void Texts_are_texts_without_their_escapes()
    {
        var table = Read(@"{""\u0061"":""\uD83D\uDE00 \n \u0000 \/"",""007"":""007""}" + "\n" + "{\"a\":\"漢\",\"007\":\"\"}");

        Assert.Equal(["\U0001F600 \n \0 /", "漢"], Texts(table["a"]));
        Assert.Equal([ColumnType.Category, ColumnType.Category], table.Columns.Select(column => column.Type));
        Assert.False(table["007"].IsMissing(1));
    }

    [Fact]
    public void A_byte_order_mark_line_ends_of_windows_and_blank_lines_do_not_matter()
    {
        var table = Read("\uFEFF{\"a\":1}\r\n\r\n \t\n{\"a\":2}\r\n");

        Assert.Equal(["1", "2"], Texts(table["a"]));
    }

    [Theory]
    [InlineData("{\"a\":1}\n[1]", "x.jsonl, line 2: found an array, but every line must hold one object, such as {\"a\": 1}.")]
    [InlineData("1", "x.jsonl, line 1: found a number, but every line must hold one object, such as {\"a\": 1}.")]
    [InlineData("null", "x.jsonl, line 1: found null, but every line must hold one object, such as {\"a\": 1}.")]
    [InlineData("{\"a\":1}\n\n{\"a\":}", "x.jsonl, line 3: byte 6 of the line is where it stops being JSON of at most 64 levels. Every line must hold one whole object, such as {\"a\": 1}.")]
    [InlineData("{\"a\":1} {\"a\":2}", "x.jsonl, line 1: byte 9 of the line is where it stops being JSON of at most 64 levels. Every line must hold one whole object, such as {\"a\": 1}.")]
    [InlineData("{\"a\":1", "x.jsonl, line 1: byte 7 of the line is where it stops being JSON of at most 64 levels. Every line must hold one whole object, such as {\"a\": 1}.")]
    [InlineData("{\"a\":1,\"b\":{\"c\":1,\"c\":2}}", "x.jsonl, line 1: the key 'b.c' comes twice. Give every value a key of its own.")]
    [InlineData("{\"a.b\":1,\"a\":{\"b\":2}}", "x.jsonl, line 1: two keys are both the column 'a.b': one with a point in its name, and one within another. Rename one.")]
    [InlineData("{\"\":1}", "x.jsonl, line 1: a key is empty, but it names a column. Give every value a name.")]
    [InlineData("{\"a\":\"\\ud800\"}", "x.jsonl, line 1: an escape \\uD800 to \\uDFFF that is half of a character. Write both halves, or the character itself.")]
    [InlineData("{\"\\udc00\":1}", "x.jsonl, line 1: an escape \\uD800 to \\uDFFF that is half of a character. Write both halves, or the character itself.")]
    [InlineData("{\"a\":1}\n{\"\\udc00\":1}", "x.jsonl, line 2: an escape \\uD800 to \\uDFFF that is half of a character. Write both halves, or the character itself.")]
    [InlineData("", "x.jsonl holds no values. A table needs lines with objects that have keys, such as {\"a\": 1}.")]
    [InlineData("{}\n", "x.jsonl holds no values. A table needs lines with objects that have keys, such as {\"a\": 1}.")]
    public void What_is_no_table_is_refused(string text, string message)
    {
        var fault = Assert.Throws<TableException>(() => Read(text));

        Assert.Equal(message, fault.Message);
        Assert.Equal("x.jsonl", fault.File);
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_are_refused()
    {
        var fault = Assert.Throws<TableException>(() => Table.ParseJsonLines((byte[])[.. "{\"a\":\"x\"}\n{\"a\":\""u8, 0xFF, .. "\"}"u8], new JsonLinesOptions(), "x.jsonl"));

        Assert.Equal("x.jsonl, line 2: a byte that is not valid UTF-8. Save the file as UTF-8 and read it again.", fault.Message);
    }

    [Fact]
    public void Many_keys_are_refused_before_they_take_memory()
    {
        var many = string.Join('\n', Enumerable.Range(0, 9000).Select(i => $"{{\"k{i}\":1}}"));

        var columns = Assert.Throws<TableException>(() => Table.ParseJsonLines(Encoding.UTF8.GetBytes(many), new JsonLinesOptions { MaxColumns = 3 }, "x.jsonl"));
        var cells = Assert.Throws<TableException>(() => Table.ParseJsonLines(Encoding.UTF8.GetBytes(many), new JsonLinesOptions { MaxExpansion = 1 }, "x.jsonl"));

        Assert.Equal("x.jsonl, line 4: the key 'k3' would be column 4, and at most 3 are read. Raise JsonLinesOptions.MaxColumns if the keys are columns indeed.", columns.Message);
        Assert.Equal(
            $"x.jsonl: 9000 lines with 9000 different keys make a table of more than {(256L << 20) + many.Length} bytes, 256 MiB and 1 for each of the file. "
            + "Read it with Table.Scan, or raise JsonLinesOptions.MaxExpansion.",
            cells.Message);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        using var folder = new Folder();
        for (var run = 0; run < 20; run++)
        {
            var table = ParquetTables.Of(new RandomStream(31).Fork(run), 60 + run).Select("number", "few_numbers", "whole", "rising", "truth", "date", "text", "ticks");
            table.WriteJsonLines(folder / "a.jsonl");

            var read = Table.ReadJsonLines(folder / "a.jsonl");

            Assert.Equal(Lines(table), Lines(read));
            Assert.All(File.ReadLines(folder / "a.jsonl"), line => JsonDocument.Parse(line).Dispose());
        }
    }

    [Fact]
    public void Scanning_gives_what_reading_gives_in_bounded_blocks_also_packed()
    {
        using var folder = new Folder();
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{{\"i\":{i},\"x\":{(i == 400 ? 0.5 : i)},\"city\":\"c{i % 9}\",\"note\":\"n{i}\"{(i > 300 ? ",\"late\":{\"day\":\"2026-01-01\"}" : "")}}}\n")));
        File.WriteAllText(folder / "a.ndjson", text);
        using (var packed = new GZipStream(File.Create(folder / "a.jsonl.gz"), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(text));
        }

        var expected = Read(text);
        var scan = Table.Scan(folder / "a.ndjson", new ScanOptions { BlockBytes = 200, BlockRows = 3 });

        Assert.All(scan, block => Assert.InRange(block.RowCount, 1, 3));
        Assert.Equal("", ParquetTables.Difference(expected, Blocks.Joined(scan)));
        Assert.Equal("", ParquetTables.Difference(expected, Table.ReadJsonLines(folder / "a.jsonl.gz")));
        Assert.Equal("", ParquetTables.Difference(expected, Table.Read(folder / "a.ndjson", new CsvOptions())));
        Assert.Equal("", ParquetTables.Difference(expected, Blocks.Joined(Table.Scan(folder / "a.jsonl.gz"))));
    }

    [Fact]
    public void Sparse_vectors_are_refused()
    {
        var table = Table.Create(new SparseColumn("v", new CsrMatrix(1, 2, new int[2], Array.Empty<int>(), Array.Empty<double>())));

        var fault = Assert.Throws<TableException>(() => table.WriteJsonLines(Stream.Null));

        Assert.Equal("Column 'v' holds sparse vectors, which JSON Lines cannot hold. Drop it before writing, or write the column that it was made from.", fault.Message);
    }

    static Table Read(string text) => Table.ParseJsonLines(Encoding.UTF8.GetBytes(text), new JsonLinesOptions(), "x.jsonl");

    static string[] Texts(Column column) => [.. Enumerable.Range(0, column.Length).Select(column.Format)];

    /// <summary>Values by row; all that is missing is one, and of moments the zone is not told.</summary>
    static string[] Lines(Table table) =>
        [.. Enumerable.Range(0, table.RowCount).Select(row => string.Join('|', table.Columns.Select(column => $"{column.Name}:{column.IsMissing(row)}:{column.Format(row)}")))];
}
