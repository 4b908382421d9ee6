using System.Text;
using static Cambium.Data.Tests.Parsing;

namespace Cambium.Data.Tests;

public sealed class CsvDialectTests
{
    [Fact]
    public void Quoted_fields_hold_delimiters_line_ends_and_doubled_quotes()
    {
        var table = Parse("name,note\nA,\"x, \"\"y\"\"\nz\"\nB,\"\r\n\"\n", new CsvOptions { Types = [new("note", ColumnType.String)] });

        Assert.Equal(["x, \"y\"\nz", "\r\n"], Texts(table["note"]));
    }

    [Theory]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a,b\n1,2")]
    [InlineData("a,b\r\n1,2\r")]
    [InlineData("\uFEFFa,b\n1,2\n")]
    [InlineData("\n\r\na,b\n\n1,2\n\n")]
    [InlineData("\"a\",\"b\"\r\n\"1\",\"2\"\r\n")]
    public void Line_ends_marks_blank_lines_and_quotes_do_not_change_the_table(string text)
    {
        Assert.Equal(Parse("a,b\n1,2\n").Fingerprint(), Parse(text).Fingerprint());
    }

    [Fact]
    public void A_carriage_return_within_a_line_belongs_to_the_text()
    {
        var table = Declared("a,b\nx\ry,z\n", new Field("a", ColumnType.String));

        Assert.Equal(["x\ry"], Texts(table["a"]));
    }

    [Fact]
    public void A_quote_within_an_unquoted_field_belongs_to_the_text()
    {
        var table = Declared("height,n\n5\"10,1\n6\",2\n", new Field("height", ColumnType.String));

        Assert.Equal(["5\"10", "6\""], Texts(table["height"]));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", 2)]
    [InlineData("a;b\n1,5;2,5\n3,5;4,5\n", 2)]
    [InlineData("a\tb\tc\n1\t2\t3\n", 3)]
    [InlineData("a|b\n1|2\n", 2)]
    [InlineData("a;b;c\n\"x,y,z,w\";1;2\n", 3)]
    [InlineData("a,b;c,d\n1,2;3,4\n", 3)]
    [InlineData("only\n1\n2\n", 1)]
    public void The_delimiter_is_the_one_that_cuts_every_record_alike(string text, int columns)
    {
        Assert.Equal(columns, Parse(text).Columns.Count);
    }

    [Fact]
    public void The_delimiter_that_is_given_is_used()
    {
        var table = Parse("a,b:c\n1,2:3\n", new CsvOptions { Delimiter = ':' });

        Assert.Equal(["a,b", "c"], table.Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('.')]
    [InlineData('→')]
    public void A_delimiter_that_could_be_part_of_a_value_is_refused(char delimiter)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { Delimiter = delimiter });

        Assert.StartsWith(
            "Delimiter must be an ASCII character other than a letter, a digit, a quote, a sign, a point or a line end. (Parameter 'Delimiter')",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_thread_count_is_refused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { MaxThreads = -1 });

        Assert.StartsWith(
            "MaxThreads must be a finite number of at least 0. (Parameter 'MaxThreads')", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_header_columns_are_numbered()
    {
        var table = Parse("1,x\n2,y\n", new CsvOptions { Header = false });

        Assert.Equal(["column_1", "column_2"], table.Columns.Select(column => column.Name));
        Assert.Equal(2, table.RowCount);
    }

    [Fact]
    public void A_header_alone_is_a_table_without_rows()
    {
        var table = Parse("a,b\n");

        Assert.Equal(0, table.RowCount);
        Assert.Equal([ColumnType.Float64, ColumnType.Float64], table.Columns.Select(column => column.Type));
    }

    [Fact]
    public void A_blank_line_in_a_table_of_one_column_is_a_missing_value()
    {
        var table = Parse("\na\n1\n\n2\n");

        Assert.Equal(["1", null, "2"], Texts(table["a"]));
    }

    [Fact]
    public void A_header_longer_than_the_first_sample_is_read_whole()
    {
        var names = Enumerable.Range(0, 300_000).Select(i => $"c{i}").ToArray();

        var table = Parse($"{string.Join(',', names)}\n{string.Join(',', names.Select(_ => "1"))}\n");

        Assert.Equal(names, table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_field_longer_than_many_chunks_is_read_whole()
    {
        var note = string.Concat(Enumerable.Repeat("line one, \"two\"\n", 200_000));

        var table = Parse($"id,note\n1,\"{note.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n2,b\n");

        Assert.Equal([note, "b"], Texts(table["note"]));
    }

    [Fact]
    public void A_file_reads_as_its_text_does()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.csv");
        try
        {
            var text = string.Concat("n,c\n", string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i},v{i % 7}\n")));
            File.WriteAllText(path, text);

            Assert.Equal(Parse(text).Fingerprint(), Table.ReadCsv(path).Fingerprint());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Reading_allocates_little_beyond_its_table()
    {
        const int Rows = 200_000;
        var text = Encoding.UTF8.GetBytes($"n,x,c\n{string.Concat(Enumerable.Range(0, Rows).Select(i => $"{i},{i}.5,v{i % 7}\n"))}");
        var options = new CsvOptions { MaxThreads = 1 };
        Table.ParseCsv(text, options, "t.csv");

        var before = GC.GetAllocatedBytesForCurrentThread();
        Table.ParseCsv(text, options, "t.csv");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Values, and 6 MB for buffers, whose size does not depend on the number of rows.
        Assert.InRange(allocated, Rows * (8 + 8 + 4), (Rows * (8 + 8 + 4)) + 6_000_000);
    }

    [Fact]
    public void A_file_that_became_shorter_gives_an_IO_exception()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "a,b\n1,2\n");
            using var bytes = SourceBytes.OpenFile(path);
            File.WriteAllText(path, "a,b");

            var exception = Assert.Throws<IOException>(() => CsvReader.Read(bytes, new CsvOptions(), new CsvSource(path)));

            Assert.Equal(
                $"{path} became shorter while it was read: it ends at byte 3. Read it again when nothing writes to it.", exception.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_byte_order_mark_counts_only_at_the_start()
    {
        var table = Table.ParseCsv(
            Encoding.UTF8.GetBytes("a,b\n\uFEFFx,1\n"), new CsvOptions { Types = [new("a", ColumnType.String)] }, "t.csv");

        Assert.Equal(["\uFEFFx"], Texts(table["a"]));
    }
}
