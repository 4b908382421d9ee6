using System.Globalization;

namespace Cambium.Data.Tests;

public sealed class ParquetReadingTests(DuckDbFiles files) : IClassFixture<DuckDbFiles>
{
    static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    [Theory]
    [MemberData(nameof(DuckDbFiles.Names), MemberType = typeof(DuckDbFiles))]
    public void Every_type_is_read_as_its_writer_tells_it(string name)
    {
        var expected = name == "whole" ? files.ExpectedWhole : files.Expected;

        // parquet-wasm writes identifiers as bytes without a meaning.
        string[] columns = [.. DuckDbFiles.Columns.Select(column => column.Name).Where(column => column != "uuid" || !name.StartsWith("wasm", StringComparison.Ordinal))];

        var table = Table.ReadParquet(files.Path(name), new ParquetOptions { MaxThreads = 2, Columns = columns.ToEquatableArray() });

        Assert.Equal(columns, table.Columns.Select(column => column.Name));
        Assert.Equal(DuckDbFiles.RowCount, table.RowCount);
        var wrong = table.Columns.Select(column => (column, position: Array.FindIndex(DuckDbFiles.Columns, made => made.Name == column.Name)))
            .SelectMany(pair => Enumerable.Range(0, table.RowCount)
                .Where(row => !Agrees(pair.column, row, expected[row][pair.position], pair.column.Name == "timestamp_ns"))
                .Take(3)
                .Select(row => $"{pair.column.Name}, row {row}: expected {expected[row][pair.position]}, found {pair.column.Format(row)}"));
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("v2_plain")]
    [InlineData("wasm_dictionary")]
    [InlineData("wasm_fallback")]
    [InlineData("wasm_delta")]
    public void Texts_that_repeat_are_categories_with_levels_in_ordinal_order_however_they_were_written(string name)
    {
        var table = Table.ReadParquet(files.Path(name), new ParquetOptions { Columns = ["level", "state", "text"] });

        Assert.Equal(["", "blue", "green", "grün", "long name of a level, beyond sixteen bytes", "red"], Assert.IsType<CategoryColumn>(table["level"]).Levels);
        Assert.Equal(["off", "on"], Assert.IsType<CategoryColumn>(table["state"]).Levels.Except(["never"]));
        Assert.IsType<TextColumn>(table["text"]);
    }

    [Fact]
    public void The_files_use_every_encoding_and_codec()
    {
        var names = DuckDbFiles.Names.Select(row => $"'{files.Path(row.Data)}'");

        var rows = Peers.Rows(Peers.Run(Peers.Sql($"SELECT DISTINCT unnest(string_split(encodings, ', ')), compression FROM parquet_metadata([{string.Join(", ", names)}])"))[0]);

        Assert.Empty(((string[])["PLAIN", "RLE_DICTIONARY", "RLE", "DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "BYTE_STREAM_SPLIT"]).Except(rows.Select(row => row[0])));
        Assert.Empty(((string[])["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4_RAW"]).Except(rows.Select(row => row[1])));
    }

    static bool Agrees(Column column, int row, string? expected, bool isNanoseconds)
    {
        if (expected is null)
        {
            return column.IsMissing(row);
        }

        return !column.IsMissing(row) && column switch
        {
            Column<long> whole => whole.Values[row] == long.Parse(expected, Plain),
            Column<double> number => number.Values[row].Equals(double.Parse(expected, Plain)) && (number.Values[row] != 0 || double.IsNegative(number.Values[row]) == expected.StartsWith('-')),
            Column<bool> truth => truth.Values[row] == (expected == "1"),
            Column<DateTime> moment => (moment.Values[row] - DateTime.UnixEpoch).Ticks == (isNanoseconds ? long.Parse(expected, Plain) / 100 : long.Parse(expected, Plain) * 10),
            _ => column.Format(row) == expected,
        };
    }
}
