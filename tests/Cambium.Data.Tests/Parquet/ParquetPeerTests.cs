using System.Globalization;
using System.Text.Json;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>What Cambium writes means the same to DuckDB, hyparquet and parquet-wasm.</summary>
public sealed class ParquetPeerTests : IDisposable
{
    static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    static readonly ParquetWriteOptions[] Ways =
    [
        .. Enum.GetValues<ParquetCodec>().Select(codec => new ParquetWriteOptions { Codec = codec }),
        new() { RowGroupRows = 150, Dictionary = false },
        new() { Dictionary = false, Delta = true, Codec = ParquetCodec.Zstd },
        new() { Dictionary = false, ByteStreamSplit = true, Codec = ParquetCodec.None },
        new() { Delta = true, ByteStreamSplit = true },
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("cambium-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void DuckDB_reads_every_type_codec_and_encoding_as_it_was_written()
    {
        var tables = Written();
        var steps = tables.Select((table, i) => Peers.Sql($"SELECT {string.Join(", ", table.Columns.Select(Tell))} FROM '{PathOf(i)}'"));

        var answers = Peers.Run([Peers.Sql("SET TimeZone = 'UTC'"), .. steps]);

        for (var i = 0; i < tables.Length; i++)
        {
            var rows = Peers.Rows(answers[i + 1]);
            Same(tables[i], (row, column) => rows[row][column], rows.Length, $"DuckDB, {Ways[i % Ways.Length]}", DuckDbValue);
        }
    }

    [Fact]
    public void Hyparquet_reads_every_type_codec_and_encoding_as_it_was_written()
    {
        var tables = Written();

        var answers = Peers.Run([.. tables.Select((_, i) => Peers.Hyparquet(PathOf(i)))]);

        for (var i = 0; i < tables.Length; i++)
        {
            var (rows, names) = (answers[i].Deserialize<Dictionary<string, string?>[]>()!, tables[i].Columns.Select(column => column.Name).ToArray());
            Same(tables[i], (row, column) => rows[row][names[column]], rows.Length, $"hyparquet, {Ways[i % Ways.Length]}", HyparquetValue);
        }
    }

    [Fact]
    public void Parquet_wasm_reads_every_type_codec_and_encoding_as_it_was_written()
    {
        // Its timestamps of 12 bytes reach as far as 64 bits of nanoseconds do.
        var tables = Written().Select((table, i) => table.Drop("ticks")).ToArray();
        for (var i = 0; i < tables.Length; i++)
        {
            tables[i].WriteParquet(PathOf(i), Ways[i % Ways.Length]);
        }

        Peers.Run([.. tables.Select((_, i) => Peers.Rewrite(PathOf(i), PathOf(i) + ".wasm", new() { ["setCompression"] = "Compression.SNAPPY" }))]);

        for (var i = 0; i < tables.Length; i++)
        {
            var back = Table.ReadParquet(PathOf(i) + ".wasm");
            Same(tables[i], (row, column) => back.Columns[column].IsMissing(row) ? null : Value(back.Columns[column], row), back.RowCount, $"parquet-wasm, {Ways[i % Ways.Length]}", Value);
        }
    }

    /// <summary>Two tables for each way of writing: with many rows, and with none or few.</summary>
    Table[] Written()
    {
        var tables = Enumerable.Range(0, 2 * Ways.Length).Select(i => ParquetTables.Of(new RandomStream(77).Fork(i), i < Ways.Length ? 500 : i % 3)).ToArray();
        for (var i = 0; i < tables.Length; i++)
        {
            tables[i].WriteParquet(PathOf(i), Ways[i % Ways.Length]);
        }

        return tables;
    }

    string PathOf(int number) => Path.Combine(_folder, $"{number}.parquet");

    static void Same(Table table, Func<int, int, string?> found, int rowCount, string reader, Func<Column, int, string> expected)
    {
        Assert.Equal(table.RowCount, rowCount);
        var wrong =
            from column in Enumerable.Range(0, table.Columns.Count)
            from row in Enumerable.Range(0, rowCount)
            let value = table.Columns[column].IsMissing(row) ? null : expected(table.Columns[column], row)
            where !Agrees(table.Columns[column], value, found(row, column))
            select $"{reader}, {table.Columns[column].Name}, row {row}: wrote {value}, found {found(row, column)}";
        var first = string.Join("\n", wrong.Take(5));
        Assert.True(first.Length == 0, first);
    }

    static bool Agrees(Column column, string? written, string? found) =>
        written == found || (column is Column<double> && written is not null && found is not null && Number(written) is var was && Number(found) is var became
            && was.Equals(became) && double.IsNegative(was) == double.IsNegative(became));

    // NaN has a sign that no text tells.
    static double Number(string text) => text is "nan" or "NaN" ? double.NaN : double.Parse(text.Replace("inf", "Infinity", StringComparison.Ordinal), Plain);

    static string Tell(Column column) => column switch
    {
        Column<double> => $"{column.Name}::VARCHAR",
        Column<DateTime> when column.Name == "nanoseconds" => $"epoch_ns({column.Name})",
        Column<DateTime> => $"epoch_us({column.Name}::TIMESTAMP)",
        _ => column.Name,
    };

    static string DuckDbValue(Column column, int row) => column switch
    {
        Column<DateTime> moments when column.Name == "nanoseconds" => $"{(moments.Values[row].Ticks - DateTime.UnixEpoch.Ticks) * 100}",
        Column<DateTime> moments => $"{(long)Math.Floor((moments.Values[row].Ticks - DateTime.UnixEpoch.Ticks) / 10m)}",
        _ => column.Format(row),
    };

    // It gives moments with milliseconds, cut off towards 1970, and days as moments.
    static string HyparquetValue(Column column, int row) => column is Column<DateTime> moments
        ? DateTime.UnixEpoch.AddTicks((moments.Values[row].Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Plain)
        : column.Format(row);

    static string Value(Column column, int row) => column.Format(row);
}
