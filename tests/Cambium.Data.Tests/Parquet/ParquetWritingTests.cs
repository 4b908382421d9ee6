using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class ParquetWritingTests
{
    static readonly ParquetCodec[] Codecs = Enum.GetValues<ParquetCodec>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_table_comes_back_equal_to_the_bit(int seed)
    {
        for (var run = 0; run < 40; run++)
        {
            var random = new RandomStream(seed).Fork(run);
            var table = ParquetTables.Of(random, random.NextInt(4) == 0 ? random.NextInt(4) : random.NextInt(700));
            table = table.Slice(random.NextInt(1 + (table.RowCount / 2)), table.RowCount / 2);
            var options = new ParquetWriteOptions
            {
                Codec = Codecs[random.NextInt(Codecs.Length)],
                RowGroupRows = 1 + random.NextInt(400),
                Dictionary = random.NextInt(2) == 0,
                Delta = random.NextInt(2) == 0,
                ByteStreamSplit = random.NextInt(2) == 0,
                MaxThreads = 1 + random.NextInt(3),
            };

            var back = Table.ParseParquet(Bytes(table, options), new ParquetOptions { MaxThreads = 1 + random.NextInt(3) }, "memory");

            Assert.True(ParquetTables.Difference(table, back) is "", $"run {run}, {options}: {ParquetTables.Difference(table, back)}");
        }
    }

    [Fact]
    public void A_table_of_many_pages_and_row_groups_comes_back_equal()
    {
        var table = ParquetTables.Of(new RandomStream(9), 20_000);
        foreach (var options in (ParquetWriteOptions[])[new() { RowGroupRows = 7000 }, new() { Dictionary = false, Delta = true, ByteStreamSplit = true, Codec = ParquetCodec.Zstd }])
        {
            Assert.Equal("", ParquetTables.Difference(table, Table.ParseParquet(Bytes(table, options), new ParquetOptions(), "memory")));
        }
    }

    [Fact]
    public void The_bytes_are_the_same_at_any_number_of_threads()
    {
        var table = ParquetTables.Of(new RandomStream(10), 3000);

        var one = Bytes(table, new ParquetWriteOptions { RowGroupRows = 400, MaxThreads = 1 });

        Assert.Equal(one, Bytes(table, new ParquetWriteOptions { RowGroupRows = 400, MaxThreads = 3 }));
    }

    internal static byte[] Bytes(Table table, ParquetWriteOptions options)
    {
        using var stream = new MemoryStream();
        table.WriteParquet(stream, options);
        return stream.ToArray();
    }
}
