using static Cambium.Data.Tests.Parsing;

namespace Cambium.Data.Tests;

public sealed class CsvTypeTests
{
    [Theory]
    [InlineData(ColumnType.Int64, "1", "-2", "+3", "0")]
    [InlineData(ColumnType.Int64, "9223372036854775807", "-9223372036854775808")]
    [InlineData(ColumnType.Int64, " 1", "2 ", "\"3\"")]
    [InlineData(ColumnType.Int64, "1", "", "NA", "N/A", "NaN", "null")]
    [InlineData(ColumnType.Int64, "1", "\"\"")]
    [InlineData(ColumnType.Float64, "1", "2.5")]
    [InlineData(ColumnType.Float64, "1", "-0")]
    [InlineData(ColumnType.Float64, "9223372036854775808")]
    [InlineData(ColumnType.Float64, "1e5", "-2E-3", ".5", "5.")]
    [InlineData(ColumnType.Float64, "inf", "-Infinity", "1", "nan")]
    [InlineData(ColumnType.Float64, "1.7976931348623158e308", "-1.7976931348623157e308", "1e-400")]
    [InlineData(ColumnType.Category, "1.7976931348623159e308", "1.7976931348623159e308")]
    [InlineData(ColumnType.Category, "1e400", "1", "1e400")]
    [InlineData(ColumnType.Category, "-1e309", "-inf", "-1e309")]
    [InlineData(ColumnType.Float64, "", "NA")]
    [InlineData(ColumnType.Boolean, "true", "False", "TRUE", "NA")]
    [InlineData(ColumnType.Category, "tRUE", "true")]
    [InlineData(ColumnType.Category, "yes", "no", "yes")]
    [InlineData(ColumnType.Category, "true", "1", "true")]
    [InlineData(ColumnType.DateTime, "2026-01-31", "2026-01-31T12:30", "2026-01-31 12:30:59.5")]
    [InlineData(ColumnType.Category, "2026-02-30", "2026-02-30")]
    [InlineData(ColumnType.Category, "2026-01-31", "1", "1")]
    [InlineData(ColumnType.Category, "007", "008", "007")]
    [InlineData(ColumnType.Category, "00.5", "0.5", "0.5")]
    [InlineData(ColumnType.Category, "0x1F", "0x1F")]
    [InlineData(ColumnType.Category, "1_000", "1_000")]
    [InlineData(ColumnType.Category, "1", "\"NA\"", "1")]
    [InlineData(ColumnType.Category, "\"\"", "\"\"")]
    public void The_type_is_the_narrowest_that_all_values_have(ColumnType type, params string[] values)
    {
        Assert.Equal(type, ParseColumn(values).Type);
    }

    [Fact]
    public void A_number_too_great_for_floating_point_stays_the_text_that_it_is_and_one_too_near_to_0_is_0()
    {
        var great = new string('9', 309);

        var table = Parse($"great,digits,small\n1e400,{great},1e-400\n2,1,2.5\n");

        Assert.Equal(["1e400", "2"], Enumerable.Range(0, 2).Select(table["great"].Format));
        Assert.Equal([great, "1"], Enumerable.Range(0, 2).Select(table["digits"].Format));
        Assert.Equal([0.0, 2.5], table.Column<double>("small").Values);
    }

    [Fact]
    public void Columns_that_are_asked_for_as_text_keep_every_digit()
    {
        var options = new CsvOptions { TextColumns = ["zip", "not there", "n"], Types = [new Field("n", ColumnType.Float64)] };
        var text = "zip,n,m\n007,1,1\n10115,2,2\n"u8.ToArray();

        var read = Table.ParseCsv(text, options, "x");
        var scanned = Blocks.Joined(Blocks.Csv(text, new ScanOptions { Csv = options }));

        Assert.Equal([ColumnType.String, ColumnType.Float64, ColumnType.Int64], read.Columns.Select(column => column.Type));
        Assert.Equal(["007", "10115"], [read["zip"].Format(0), read["zip"].Format(1)]);
        Assert.Equal(read.Fingerprint(), scanned.Fingerprint());
        Assert.Equal(read.Schema, scanned.Schema);
    }

    [Fact]
    public void One_late_value_decides_the_type_of_all_rows()
    {
        var numbers = Enumerable.Range(0, 200_000).Select(i => $"{i}").ToArray();

        var late = Parse($"a,b,c\n{string.Concat(numbers.Select(i => $"{i},{i},0{i}\n"))}1.5,x,1\n");

        Assert.Equal([ColumnType.Float64, ColumnType.String, ColumnType.String], late.Columns.Select(column => column.Type));
        Assert.Equal("123456", late["b"].Format(123456));
        Assert.Equal("123456", late["a"].Format(123456));
    }

    [Fact]
    public void Text_is_a_category_where_it_repeats()
    {
        Assert.Equal(ColumnType.Category, Text(10_000, 1000).Type);
        Assert.Equal(ColumnType.Category, Text(100_000, 5000).Type);
        Assert.Equal(ColumnType.Category, Text(96, 48).Type);
        Assert.Equal(ColumnType.String, Text(100_000, 5001).Type);
        Assert.Equal(ColumnType.String, Text(1000, 502).Type);
        Assert.Equal(ColumnType.String, Text(20, 19).Type);

        static Column Text(int rows, int distinct) => ParseColumn([.. Enumerable.Range(0, rows).Select(row => $"name {row % distinct}")]);
    }

    [Fact]
    public void Levels_come_in_ordinal_order_and_missing_values_have_none()
    {
        var column = Assert.IsType<CategoryColumn>(ParseColumn("b", "B", "", "a", "b", "a", "\"\"", "é", "é"));

        Assert.Equal(["", "B", "a", "b", "é"], column.Levels);
        Assert.Equal([3, 1, -1, 2, 3, 2, 0, 4, 4], column.Codes.ToArray());
    }

    [Fact]
    public void A_missing_number_reads_as_NaN()
    {
        var column = Assert.IsType<Column<double>>(ParseColumn("1.5", "", "nan", "-inf"));

        Assert.Equal([1.5, double.NaN, double.NaN, double.NegativeInfinity], column.Values.ToArray());
        Assert.Equal(2, column.MissingCount);
    }

    [Fact]
    public void Own_missing_tokens_replace_the_usual_ones()
    {
        var table = Parse("a,b\n-999,NA\n1,\n", new CsvOptions { MissingTokens = ["-999"] });

        Assert.Equal([null, "1"], Texts(table["a"]));
        Assert.Equal(["NA", ""], Texts(table["b"]));
    }

    [Theory]
    [InlineData("2026-01-31T12:30:59Z", "2026-01-31T12:30:59")]
    [InlineData("2026-01-31 12:30:59.1234567", "2026-01-31T12:30:59.1234567")]
    [InlineData("2026-01-31T12:30:59.123456789Z", "2026-01-31T12:30:59.1234567")]
    [InlineData("2026-01-31T00:30+02:00", "2026-01-30T22:30:00")]
    [InlineData("2026-01-31T00:30-0130", "2026-01-31T02:00:00")]
    [InlineData("2026-01-31T00:30+05", "2026-01-30T19:30:00")]
    [InlineData("2024-02-29", "2024-02-29")]
    public void Date_times_are_read_and_offsets_turned_to_UTC(string text, string expected)
    {
        Assert.Equal([expected], Texts(ParseColumn(text)));
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-1")]
    [InlineData("0000-01-01")]
    [InlineData("2026-01-31T24:00")]
    [InlineData("2026-01-31T12:60")]
    [InlineData("2026-01-31T12:30:60")]
    [InlineData("2026-01-31T12:30:59.")]
    [InlineData("2026-01-31T12:30:59+")]
    [InlineData("2026-01-31T12:30:59+1:00")]
    [InlineData("2026-01-31T12")]
    [InlineData("0001-01-01T00:00+01:00")]
    [InlineData("2026-01-31x12:30")]
    public void What_is_no_date_time_is_text(string text)
    {
        Assert.Equal(ColumnType.Category, ParseColumn(text, text).Type);
    }

    [Fact]
    public void Declared_types_are_used()
    {
        var table = Declared(
            "a,b,c,d,e\n1,007,1,x,2026-01-31\n2,08,2,y,\n",
            new Field("a", ColumnType.Float64),
            new Field("b", ColumnType.Int64),
            new Field("c", ColumnType.String),
            new Field("d", ColumnType.Category) { Levels = ["z", "y"] },
            new Field("e", ColumnType.DateTime));

        Assert.Equal(
            [ColumnType.Float64, ColumnType.Int64, ColumnType.String, ColumnType.Category, ColumnType.DateTime],
            table.Columns.Select(column => column.Type));
        Assert.Equal(["7", "8"], Texts(table["b"]));
        Assert.Equal(["z", "y", "x"], Assert.IsType<CategoryColumn>(table["d"]).Levels);
        Assert.Equal(["x", "y"], Texts(table["d"]));
    }
}
