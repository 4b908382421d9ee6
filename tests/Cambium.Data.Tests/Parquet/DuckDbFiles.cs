namespace Cambium.Data.Tests;

/// <summary>Files that DuckDB wrote, one for each way of writing, all of the same rows; and those rows as DuckDB tells them.</summary>
public sealed class DuckDbFiles : IDisposable
{
    internal const int RowCount = 3000;

    /// <summary>
    /// The columns: name, how DuckDB makes it from the row i, and how DuckDB tells the value that a table must hold. Every seventh row is missing, in another place each.
    /// </summary>
    internal static readonly (string Name, string Make, string Tell)[] Columns =
    [
        ("bool", "i % 3 = 0", "{0}::INT"),
        ("int8", "(i % 256 - 128)::TINYINT", "{0}"),
        ("int16", "(i * 21 % 65536 - 32768)::SMALLINT", "{0}"),
        ("int32", "((hash(i) % 4294967296)::BIGINT - 2147483648)::INTEGER", "{0}"),
        ("int64", "CASE i % 50 WHEN 1 THEN 9223372036854775807 WHEN 2 THEN -9223372036854775808 ELSE (hash(i) >> 1)::BIGINT - 4611686018427387904 END", "{0}"),
        ("uint8", "(i % 256)::UTINYINT", "{0}"),
        ("uint16", "(i * 21 % 65536)::USMALLINT", "{0}"),
        ("uint32", "(hash(i) % 4294967296)::UINTEGER", "{0}"),
        ("uint64", "(hash(i) >> 1)::UBIGINT", "{0}"),
        ("float", "((i - 1500) / 7)::FLOAT", "{0}::DOUBLE"),
        ("double", "CASE i % 60 WHEN 3 THEN 'nan'::DOUBLE WHEN 4 THEN 'inf'::DOUBLE WHEN 5 THEN '-inf'::DOUBLE WHEN 6 THEN -0.0::DOUBLE ELSE sin(i) * pow(10, i % 300 - 150) END", "{0}"),
        ("few_doubles", "(i % 5)::DOUBLE / 8", "{0}"),
        ("decimal4", "(i - 1500)::DECIMAL(4,0) ", "{0}"),
        ("decimal9", "((i - 1500) * 1.237)::DECIMAL(9,3)", "{0}::VARCHAR"),
        ("decimal18", "((i - 1500) * 123456789.0123)::DECIMAL(18,4)", "{0}::VARCHAR"),
        ("decimal38", "((i - 1500)::DECIMAL(38,0) * 12345678901234567890123456789::DECIMAL(38,0))::DECIMAL(38,0) / 1", "{0}::VARCHAR"),
        ("decimal38_10", "(((i - 1500)::HUGEINT * 1234567890123456789)::VARCHAR || '.0123456789')::DECIMAL(38,10)", "{0}::VARCHAR"),
        ("date", "DATE '1970-01-01' + ((i * 53 - 80000)::INT)", "epoch_us({0}::TIMESTAMP)"),
        ("time", "TIME '00:00:00' + to_microseconds((i * 28799999::BIGINT) % 86400000000)", "(epoch_us(DATE '1970-01-01' + {0}) / 1000000)::DOUBLE"),
        ("timestamp_s", "make_timestamp(i * 1000003000000 - 1500000000000000)::TIMESTAMP_S", "epoch_us({0}::TIMESTAMP)"),
        ("timestamp_ms", "make_timestamp((i * 1000003 - 1500000000) * 1000000 + 123000)::TIMESTAMP_MS", "epoch_us({0}::TIMESTAMP)"),
        ("timestamp", "make_timestamp(i * 1000003000007 - 1500000000000000)", "epoch_us({0})"),
        ("timestamp_ns", "make_timestamp_ns(i * 1000003000007700 - 1500000000000000000)", "epoch_ns({0})"),
        ("timestamptz", "make_timestamp(i * 1000003000007)::TIMESTAMPTZ", "epoch_us({0})"),
        ("text", "'row ' || i || repeat(' …é', (i % 4)::INT)", "{0}"),
        ("level", "['red', 'green', 'blue', '', 'long name of a level, beyond sixteen bytes', 'grün'][1 + (i % 6)::INT]", "{0}"),
        ("uuid", "(lpad(to_hex(i), 8, '0') || '-89ab-cdef-0123-456789abcdef')::UUID", "{0}::VARCHAR"),
        ("json", "('{{\"i\":' || i || '}}')::JSON", "{0}::VARCHAR"),
        ("state", "(['on', 'off'][1 + i % 2])::ENUM('off', 'on', 'never')", "{0}::VARCHAR"),
    ];

    /// <summary>The ways of writing: name, and the options of COPY.</summary>
    static readonly (string Name, string Options)[] Ways =
    [
        ("uncompressed", "COMPRESSION uncompressed"),
        ("snappy", "COMPRESSION snappy"),
        ("gzip", "COMPRESSION gzip"),
        ("brotli", "COMPRESSION brotli"),
        ("zstd", "COMPRESSION zstd"),
        ("lz4", "COMPRESSION lz4_raw"),
        ("v2", "COMPRESSION snappy, PARQUET_VERSION v2"),
        ("v2_plain", "COMPRESSION zstd, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1"),
        ("groups", "COMPRESSION snappy, ROW_GROUP_SIZE 2048"),
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("cambium-parquet-").FullName;

    public DuckDbFiles()
    {
        var makes = Columns.Select((column, number) => $"CASE WHEN (i + {number}) % 7 = 0 THEN NULL ELSE {Make(column)} END AS {column.Name}");
        var whole = Columns.Select(column => $"{Make(column)} AS {column.Name}");
        var tells = Columns.Select(column => string.Format(System.Globalization.CultureInfo.InvariantCulture, column.Tell, column.Name));
        List<object> steps =
        [
            Peers.Sql("SET TimeZone = 'UTC'"),
            Peers.Sql($"CREATE TABLE t AS SELECT {string.Join(", ", makes)} FROM range({RowCount}) r(i)"),
            Peers.Sql($"CREATE TABLE w AS SELECT {string.Join(", ", whole)} FROM range({RowCount}) r(i)"),
            .. Ways.Select(way => Peers.Sql($"COPY t TO '{Path(way.Name)}' (FORMAT parquet, {way.Options})")),
            Peers.Sql($"COPY w TO '{Path("whole")}' (FORMAT parquet)"),
            Peers.Rewrite(Path("snappy"), Path("wasm_plain"), new() { ["setDictionaryEnabled"] = false, ["setCompression"] = "Compression.ZSTD", ["setDataPageSizeLimit"] = 2000 }),
            Peers.Rewrite(Path("uncompressed"), Path("wasm_v2"), new() { ["setWriterVersion"] = "WriterVersion.V2", ["setDictionaryEnabled"] = false, ["setCompression"] = "Compression.SNAPPY" }),
            Peers.Rewrite(Path("uncompressed"), Path("wasm_dictionary"), new() { ["setWriterVersion"] = "WriterVersion.V2", ["setCompression"] = "Compression.GZIP", ["setMaxRowGroupSize"] = 700 }),
            Peers.Rewrite(Path("uncompressed"), Path("wasm_delta"), new() { ["setDictionaryEnabled"] = false, ["setCompression"] = "Compression.BROTLI", ["setColumnEncoding"] = (object[])["text", "Encoding.DELTA_BYTE_ARRAY"] }),
            Peers.Rewrite(Path("uncompressed"), Path("wasm_fallback"), new() { ["setDictionaryPageSizeLimit"] = 300, ["setDataPageSizeLimit"] = 500, ["setWriteBatchSize"] = 64 }),
            Peers.Sql($"SELECT {string.Join(", ", tells)} FROM t"),
            Peers.Sql($"SELECT {string.Join(", ", tells)} FROM w"),
        ];
        var answers = Peers.Run([.. steps]);
        Expected = Peers.Rows(answers[^2]);
        ExpectedWhole = Peers.Rows(answers[^1]);
    }

    /// <summary>The names of the files.</summary>
    public static TheoryData<string> Names =>
        [.. Ways.Select(way => way.Name), "whole", "wasm_plain", "wasm_v2", "wasm_dictionary", "wasm_delta", "wasm_fallback"];

    /// <summary>What DuckDB tells of each row and column; null where it is missing.</summary>
    internal string?[][] Expected { get; }

    /// <summary>The same of the file in which no value is missing.</summary>
    internal string?[][] ExpectedWhole { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal string Path(string name) => System.IO.Path.Combine(_folder, name + ".parquet");

    static string Make((string Name, string Make, string Tell) column) => column.Make.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
}
