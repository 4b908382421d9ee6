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
}
