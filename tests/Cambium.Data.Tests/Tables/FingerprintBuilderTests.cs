using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class FingerprintBuilderTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(300, 3)]
    [InlineData(5000, 4)]
    public void Blocks_have_the_fingerprint_of_the_whole_table_however_they_are_cut(int rows, int seed)
    {
        var random = new RandomStream(seed);
        var table = TableOf(rows, random);
        using var builder = new FingerprintBuilder(table.Schema);

        for (var start = 0; start < rows;)
        {
            var length = Math.Min(rows - start, 1 + random.NextInt(150));
            builder.Add(table.Slice(start, length));
            start += length;
        }

        Assert.Equal(table.Fingerprint(), builder.Build());
    }

    [Fact]
    public void What_is_longer_than_the_room_in_memory_lies_in_a_file_meanwhile()
    {
        var table = Table.Create(
            Column.Of("x", [.. Enumerable.Range(0, 3_000_000).Select(row => row / 7.0)]), Column.Of("n", [.. Enumerable.Range(0, 3_000_000).Select(row => (long)row)]));
        using var builder = new FingerprintBuilder(table.Schema);

        builder.Add(table.Slice(0, 1_000_001));
        builder.Add(table.Slice(1_000_001, 1_999_999));

        Assert.Equal(table.Fingerprint(), builder.Build());
    }

    [Fact]
    public void A_block_of_other_columns_is_refused()
    {
        using var builder = new FingerprintBuilder(Table.Create(Column.Of("a", [1L])).Schema);

        var refused = Assert.Throws<ArgumentException>(() => builder.Add(Table.Create(Column.Of("a", [1.5]))));

        Assert.Equal("The block has the columns a (Float64), expected a (Int64), with the same levels. Give blocks of one scan. (Parameter 'rows')", refused.Message);
    }

    [Fact]
    public void A_scan_has_the_fingerprint_of_the_file_read_whole()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        try
        {
            File.WriteAllText(path, "n,text,sure\n1,a,true\n,b,\n3,a,false\n4.5,b,true\n");
            var scan = Table.Scan(path, new ScanOptions { BlockRows = 1 });
            using var builder = new FingerprintBuilder(scan.Schema);

            foreach (var block in scan)
            {
                builder.Add(block);
            }

            Assert.Equal(Table.ReadCsv(path).Fingerprint(), builder.Build());
        }
        finally
        {
            File.Delete(path);
        }
    }

    static Table TableOf(int rows, RandomStream random)
    {
        T[] Values<T>(Func<int, T> value) => [.. Enumerable.Range(0, rows).Select(_ => value(random.NextInt(9)))];
        return Table.Create(
            Column.Of("x", Values(draw => draw == 0 ? double.NaN : draw == 1 ? -0.0 : draw / 3.0)),
            Column.Of("n", Values(draw => (long)draw - 4)),
            new Column<long>("m", Values(draw => (long)draw), Validity.FromRows(rows, _ => random.NextInt(5) != 0)),
            Column.Of("t", Values(draw => draw > 4)),
            Column.Of("d", Values(draw => new DateTime(2026, 1, 1).AddDays(draw))),
            CategoryColumn.FromValues("c", Values(draw => draw == 0 ? null : $"level {draw}")),
            TextColumn.FromValues("s", Values(draw => draw == 0 ? null : new string('s', draw * (draw == 8 ? 3000 : 1)))));
    }
}
