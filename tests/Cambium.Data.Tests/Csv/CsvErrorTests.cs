using System.Text;
using static Cambium.Data.Tests.Parsing;

namespace Cambium.Data.Tests;

public sealed class CsvErrorTests
{
    [Theory]
    [InlineData(
        "a,b,c\n1,2,3\n1,2\n",
        3,
        "t.csv, line 3: 2 fields, but the header has 3, with a comma between fields. Add the fields that are missing, or set Delimiter if another byte separates them.")]
    [InlineData(
        "a;b\n1;2\n1\n",
        3,
        "t.csv, line 3: 1 field, but the header has 2, with a semicolon between fields. Add the fields that are missing, or set Delimiter if another byte separates them.")]
    [InlineData(
        "a,b\n\"x\ny\",2\n1,2,3\n",
        4,
        "t.csv, line 4: 3 fields, but the header has 2, with a comma between fields. Put a field that holds the delimiter in quotes, or set Delimiter if another byte separates them.")]
    [InlineData(
        "a,b\n1,2\n3,\"x\n4,y\n",
        3,
        "t.csv, line 3: the quote that opens here is never closed. Close the field with a quote; write a quote inside the field twice.")]
    [InlineData(
        "a,b\n1,\"x\"y\n",
        2,
        "t.csv, line 2, column 'b': text after the closing quote, where a delimiter or the line's end was expected. Write a quote inside the field twice.")]
    [InlineData(
        "a,\"b\n",
        1,
        "t.csv, line 1: the quote that opens here is never closed. Close the field with a quote; write a quote inside the field twice.")]
    [InlineData(
        "a,\"b\"x\n1,2\n",
        1,
        "t.csv, line 1, column 'column_2': text after the closing quote, where a delimiter or the line's end was expected. Write a quote inside the field twice.")]
    [InlineData(
        "\n\na,,c, \n",
        3,
        "t.csv, line 3: columns 2 and 4 have no name. Name every column, or set Header to false if the first line holds values.")]
    [InlineData(
        "a,\n",
        1,
        "t.csv, line 1: column 2 has no name. Name every column, or set Header to false if the first line holds values.")]
    [InlineData(
        "a,b,a,a\n",
        1,
        "t.csv, line 1: columns 1, 3 and 4 are all named 'a'. Give every column a name of its own, or set Header to false if the first line holds values.")]
    [InlineData(
        "a,b\n1,\0\n",
        2,
        "t.csv, line 2: a NUL byte at byte 6, but a text file holds none. The file is damaged or is no CSV; export it again.")]
    [InlineData("", null, "t.csv is empty. A table needs a line of column names, or one record where the file has no header line.")]
    [InlineData("\uFEFF\n\r\n", null, "t.csv is empty. A table needs a line of column names, or one record where the file has no header line.")]
    public void A_broken_file_is_refused_with_what_was_found_and_what_to_do(string text, int? line, string message)
    {
        var exception = Refused(text);

        Assert.Equal(message, exception.Message);
        Assert.Equal("t.csv", exception.File);
        Assert.Equal(line, exception.Line);
    }

    [Fact]
    public void Without_a_header_the_first_record_says_how_many_fields_there_are()
    {
        var exception = Refused("1,2\n3\n", new CsvOptions { Header = false });

        Assert.Equal(
            "t.csv, line 2: 1 field, but the first record has 2, with a comma between fields. Add the fields that are missing, or set Delimiter if another byte separates them.",
            exception.Message);
    }

    [Theory]
    [InlineData(ColumnType.Int64, "1.5", "Int64, which is a whole number from -9223372036854775808 to 9223372036854775807")]
    [InlineData(ColumnType.Int64, "9223372036854775808", "Int64, which is a whole number from -9223372036854775808 to 9223372036854775807")]
    [InlineData(ColumnType.Float64, "1,5", "Float64, which is a number such as -1.5 or 2e3, at most 1.8e308")]
    [InlineData(ColumnType.Float64, "-1e400", "Float64, which is a number such as -1.5 or 2e3, at most 1.8e308")]
    [InlineData(ColumnType.Boolean, "yes", "Boolean, which is true or false")]
    [InlineData(ColumnType.DateTime, "31.1.2026", "DateTime, which is a date such as 2026-01-31 or 2026-01-31T12:30:00Z")]
    public void A_value_that_breaks_its_declared_type_is_refused(ColumnType type, string value, string what)
    {
        var exception = Refused($"id,c\n1,\n2,\"{value}\"\n", new CsvOptions { Types = [new("c", type)] });

        Assert.Equal(
            $"t.csv, line 3, column 'c': found '{value}', but Types says {what}. Correct the value, add it to MissingTokens, or declare the column as Category or String.",
            exception.Message);
        Assert.Equal("c", exception.Column);
        Assert.Equal(3, exception.Line);
    }

    [Fact]
    public void The_first_of_several_bad_values_is_named()
    {
        var exception = Refused(
            "a,b\n1,2\n1,x\nx,1\n", new CsvOptions { Types = [new("a", ColumnType.Int64), new("b", ColumnType.Int64)] });

        Assert.Equal((3, "b"), (exception.Line, exception.Column));
    }

    [Fact]
    public void A_long_value_is_shortened_in_the_message()
    {
        var exception = Refused($"a,b\n{new string('x', 1000)},1\n", new CsvOptions { Types = [new("a", ColumnType.Int64)] });

        Assert.Contains($"found '{new string('x', 57)}...'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_for_an_unknown_column_is_refused_with_the_nearest_name()
    {
        var exception = Refused("age,income\n1,2\n", new CsvOptions { Types = [new("incme", ColumnType.Int64)] });

        Assert.Equal(
            "t.csv has no column 'incme', which Types names. Did you mean 'income'? The columns are: age, income.", exception.Message);
    }

    [Fact]
    public void Two_types_for_one_column_are_refused()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => Declared("a,b\n1,2\n", new Field("a", ColumnType.Int64), new Field("a", ColumnType.String)));

        Assert.Equal("Types names column 'a' twice; a column has one type. (Parameter 'options')", exception.Message);
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_named_with_its_place()
    {
        byte[] text = [.. "a,b\nx,y\n"u8, 0xE9, .. "t,z\n"u8];

        var exception = Assert.Throws<TableException>(() => Table.ParseCsv(text, new CsvOptions(), "t.csv"));

        Assert.Equal("t.csv, line 3: byte 8 (0xE9) is not valid UTF-8. Save the file as UTF-8 and read it again.", exception.Message);
        Assert.Equal(3, exception.Line);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void UTF16_is_refused_by_name(bool bigEndian, bool mark)
    {
        var encoding = new UnicodeEncoding(bigEndian, mark);
        byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes("a,b\n1,2\n")];

        var exception = Assert.Throws<TableException>(() => Table.ParseCsv(text, new CsvOptions(), "t.csv"));

        Assert.Equal("t.csv looks like UTF-16, but CSV is read as UTF-8. Save it as UTF-8 and read it again.", exception.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), "no-such-table.csv");

        var exception = Assert.Throws<FileNotFoundException>(() => Table.ReadCsv(path));

        Assert.Equal($"There is no file {path}.", exception.Message);
        Assert.Equal(path, exception.FileName);
    }

    [Fact]
    public void A_directory_is_refused()
    {
        var exception = Assert.Throws<IOException>(() => Table.ReadCsv(Path.GetTempPath()));

        Assert.Equal($"{Path.GetTempPath()} is a directory. Name the CSV file in it.", exception.Message);
    }
}
