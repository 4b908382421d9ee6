using Cambium.Numerics;
using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

public sealed class ParquetScanTests(DuckDbFiles files) : IClassFixture<DuckDbFiles>
{
    [Theory]
    [MemberData(nameof(DuckDbFiles.Names), MemberType = typeof(DuckDbFiles))]
    public void A_scan_gives_what_reading_gives(string name)
    {
        // parquet-wasm writes identifiers as bytes without a meaning.
        string[] columns = [.. DuckDbFiles.Columns.Select(column => column.Name).Where(column => column != "uuid" || !name.StartsWith("wasm", StringComparison.Ordinal))];
        var options = new ParquetOptions { Columns = columns.ToEquatableArray() };
        var expected = Table.ReadParquet(files.Path(name), options);

        var scan = Table.Scan(files.Path(name), new ScanOptions { BlockRows = 100, Parquet = options });

        Assert.All(scan, block => Assert.InRange(block.RowCount, 1, 100));
        Assert.Equal("", ParquetTables.Difference(expected, Blocks.Joined(scan)));
    }

    [Fact]
    public void Every_value_of_every_type_goes_through_a_scan_into_a_file_and_back()
    {
        using var folder = new Folder();
        for (var run = 0; run < 12; run++)
        {
            var table = ParquetTables.Of(new RandomStream(77).Fork(run), run * 40).Drop("nan");
            table.WriteParquet(folder / "first.parquet", new ParquetWriteOptions { RowGroupRows = 64 });

            var scan = Table.Scan(folder / "first.parquet", new ScanOptions { BlockRows = 23 });
            var rows = scan.WriteParquet(folder / "second.parquet");

            Assert.Equal(table.RowCount, rows);
            Assert.Equal("", ParquetTables.Difference(table, Blocks.Joined(scan)));
            Assert.Equal("", ParquetTables.Difference(table, Table.ReadParquet(folder / "second.parquet")));
            Assert.Equal("", ParquetTables.Difference(table, Blocks.Joined(Table.Scan(folder / "second.parquet"))));
        }
    }

    [Fact]
    public void Csv_becomes_parquet_becomes_csv_without_being_held()
    {
        using var folder = new Folder();
        File.WriteAllText(folder / "a.csv", CsvFuzzTests.RegularText(new RandomStream(5), "\n"));
        var options = new ScanOptions { BlockBytes = 500 };

        var rows = Table.Scan(folder / "a.csv", options).Filter(Col("flag") == true).WriteParquet(folder / "a.parquet");
        Table.Scan(folder / "a.parquet").WriteCsv(folder / "b.csv");
        Table.Scan(folder / "b.csv", options).WriteJsonLines(folder / "b.jsonl");

        var expected = Table.ReadCsv(folder / "a.csv").Filter(Col("flag") == true);
        Assert.Equal(expected.RowCount, rows);
        Assert.Equal(expected.Fingerprint(), Table.ReadParquet(folder / "a.parquet").Fingerprint());
        Assert.Equal(expected.Fingerprint(), Table.ReadCsv(folder / "b.csv").Fingerprint());
        Assert.Equal(expected.Fingerprint(), Table.ReadJsonLines(folder / "b.jsonl").Fingerprint());
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);
    }
}
