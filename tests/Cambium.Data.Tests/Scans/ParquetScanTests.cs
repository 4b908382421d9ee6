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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Blocks_of_any_size_are_cut_out_of_pages_of_any_size(int blockRows)
    {
        using var folder = new Folder();
        var random = new RandomStream(9);
        var pages = new List<byte[]> { HandMadeFile.Dictionary(5, 6) };
        var expected = new List<long>();
        while (expected.Count < 700)
        {
            var values = Enumerable.Range(0, random.NextInt(90)).Select(i => (long)random.NextInt(1000)).ToArray();
            var isPlain = random.NextInt(3) > 0;
            pages.Add(isPlain
                ? HandMadeFile.Page(values.Length, PageEncoding.Plain, PageEncoding.Rle, [.. values.SelectMany(BitConverter.GetBytes)])
                : HandMadeFile.Page(values.Length, PageEncoding.RleDictionary, PageEncoding.Rle, HandMadeFile.Zeros(values.Length)));
            expected.AddRange(isPlain ? values : values.Select(_ => 5L));
        }

        File.WriteAllBytes(folder / "a.parquet", HandMadeFile.Of(expected.Count, isOptional: false, PageCodec.None, hasDictionary: true, [.. pages]));

        var blocks = Table.Scan(folder / "a.parquet", new ScanOptions { BlockRows = blockRows }).ToArray();

        Assert.All(blocks[..^1], block => Assert.Equal(blockRows, block.RowCount));
        Assert.Equal(expected, blocks.SelectMany(block => block.Column<long>("x").Values.ToArray()));
    }

    [Fact]
    public void Damage_in_the_pages_of_a_large_row_group_is_named_with_its_place()
    {
        using var folder = new Folder();
        byte[][] pages = [HandMadeFile.Page(3, PageEncoding.Plain, PageEncoding.Rle, new byte[24]), HandMadeFile.Page(4, PageEncoding.Plain, PageEncoding.Rle, new byte[32])];
        File.WriteAllBytes(folder / "rows.parquet", HandMadeFile.Of(6, isOptional: false, PageCodec.None, hasDictionary: false, pages));
        File.WriteAllBytes(folder / "end.parquet", HandMadeFile.Of(9, isOptional: false, PageCodec.None, hasDictionary: false, pages));

        var rows = Assert.Throws<TableException>(() => Table.Scan(folder / "rows.parquet", new ScanOptions { BlockRows = 2 }).Count());
        var end = Assert.Throws<TableException>(() => Table.Scan(folder / "end.parquet", new ScanOptions { BlockRows = 2 }).Count());

        Assert.Equal(
            $"{folder / "rows.parquet"}, row group 0, column 'x', byte {4 + pages[0].Length}: A page has 4 values where 3 rows are left. The file is damaged or was not written whole; fetch or write it again.",
            rows.Message);
        Assert.StartsWith($"{folder / "end.parquet"}, row group 0, column 'x', byte {4 + pages[0].Length + pages[1].Length}: ", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_bytes_that_stand_for_too_many_rows_are_refused_before_any_is_read()
    {
        using var folder = new Folder();
        const int Rows = 1_000_000_000;
        File.WriteAllBytes(
            folder / "a.parquet",
            HandMadeFile.Of(Rows, isOptional: false, PageCodec.None, hasDictionary: true, HandMadeFile.Dictionary(7), HandMadeFile.Page(Rows, PageEncoding.RleDictionary, PageEncoding.Rle, HandMadeFile.Zeros(Rows))));

        var fault = Assert.Throws<TableException>(() => Table.Scan(folder / "a.parquet").Count());

        Assert.StartsWith($"{folder / "a.parquet"}, row group 0, column 'x': the contents claim more memory than the 256 MiB and 1024 bytes", fault.Message, StringComparison.Ordinal);
    }
}
