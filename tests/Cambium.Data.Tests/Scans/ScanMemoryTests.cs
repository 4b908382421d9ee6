using System.Text;
using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

/// <summary>How much a scan holds; what the process holds can be told only while no other test runs.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ScanMemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_the_text()
    {
        var part = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},{i * 0.37:F2},city {i % 40},\"a note, {i}\"\n")));
        var times = (48 << 20) / part.Length;
        var options = new ScanOptions { BlockBytes = 1 << 20, Csv = new CsvOptions { MaxThreads = 2 } };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = long.MinValue;
        var rows = 0L;

        var scan = CsvScan.Of(() => new RepeatedText("id,price,city,note\n"u8.ToArray(), part, times), "x.csv", options);
        foreach (var block in scan.Filter(Col("price") > 1))
        {
            rows += block.RowCount;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(times * 4997L, rows);

        // Other tests leave garbage behind that may be let go of meanwhile, so that there is no least.
        Assert.InRange(most, long.MinValue + 1, 16 * options.BlockBytes);
    }

    [Fact]
    public void Looking_for_personal_data_holds_no_rows()
    {
        var part = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},p{i}@example.org\n")));
        var times = (8 << 20) / part.Length;
        var options = new ScanOptions { BlockBytes = 1 << 18, Csv = new CsvOptions { MaxThreads = 2 } };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, blocks) = (long.MinValue, 0);

        var scan = CsvScan.Of(() => new RepeatedText("id,mail\n"u8.ToArray(), part, times), "x.csv", options);
        var found = PersonalData.Scan(scan.Apply(block =>
        {
            most = blocks++ % 8 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most;
            return block;
        }));

        Assert.Equal(times * 5000L, Assert.Single(found).Rows);
        Assert.InRange(most, long.MinValue + 1, 16 * options.BlockBytes);
    }

    [Fact]
    public void Memory_does_not_grow_with_lines_of_JSON()
    {
        var part = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"{{\"id\":{i},\"city\":\"c{i % 40}\",\"note\":\"a note, {i}\"}}\n")));
        var times = (12 << 20) / part.Length;
        var options = new ScanOptions { BlockBytes = 1 << 18 };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, rows) = (long.MinValue, 0L);

        foreach (var block in JsonLinesScan.Of(() => new RepeatedText([], part, times), "x.jsonl", options))
        {
            rows += block.RowCount;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(times * 3000L, rows);

        // Other tests leave garbage behind that may be let go of meanwhile, so that there is no least.
        Assert.InRange(most, long.MinValue + 1, 16 * options.BlockBytes);
    }

    [Fact]
    public void Memory_does_not_grow_with_a_row_group_of_Parquet()
    {
        const int Rows = 1_500_000;
        using var folder = new Folder();
        WriteOneGroup(folder / "a.parquet", Rows);
        var options = new ScanOptions { BlockRows = 1 << 16 };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, rows, sum) = (long.MinValue, 0L, 0L);

        foreach (var block in Table.Scan(folder / "a.parquet", options))
        {
            rows += block.RowCount;
            sum += block.Column<long>("id").Values[^1];
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal((Rows, 1), (rows, new FileInfo(folder / "a.parquet").Length > 40 << 20 ? 1 : 0));
        Assert.Equal(Enumerable.Range(0, Rows).Chunk(1 << 16).Sum(block => (long)block[^1]), sum);

        // A block, and what is left of a page of 1 MiB in each column; the row group has some 70 MB.
        Assert.InRange(most, long.MinValue + 1, 20 << 20);
    }

    static void WriteOneGroup(string path, int rows)
    {
        var texts = Enumerable.Range(0, rows).Select(i => $"note {i * 7919L % rows:x}").ToArray();
        var table = Table.Create(
            Column.Of("id", Enumerable.Range(0, rows).Select(i => (long)i).ToArray()), Column.Of("price", Enumerable.Range(0, rows).Select(i => i * 0.37).ToArray()), TextColumn.FromValues("note", texts));
        table.WriteParquet(path, new ParquetWriteOptions { RowGroupRows = rows, Codec = ParquetCodec.None, Dictionary = false });
    }
}
