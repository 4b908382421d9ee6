using System.IO.Compression;
using System.Text;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class GzipDamageTests
{
    const int Mutations = 100_000;

    static readonly byte[] Marks = [0x1F, 0x8B, 0x08, 0x00, 0x01, 0x02, 0x04, 0xFF];

    [Fact]
    public void Any_damage_gives_a_table_or_a_refusal_that_names_the_file_and_the_place()
    {
        var text = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i * 0.37:F1},city {i % 3}\n"));
        byte[][] files =
        [
            Packed("city,price\nOslo,1.5\nRome,2\n", CompressionLevel.Fastest),
            Packed($"id,price,city\n{text}", CompressionLevel.SmallestSize),
            Packed("a,b\n1,x\n2,\"y, z\"\n", CompressionLevel.NoCompression),
            [.. Packed("a;b\n1;", CompressionLevel.Fastest), .. Packed("2\n", CompressionLevel.NoCompression), .. Packed("", CompressionLevel.Fastest), .. Packed("3;4\n", CompressionLevel.Optimal)],
        ];
        var tables = 0;
        for (var run = 0; run < Mutations; run++)
        {
            var bytes = Damage.Of(files, Marks, new RandomStream(1).Fork(run));
            if (bytes is not [0x1F, 0x8B, ..])
            {
                // Not taken for gzip, and so a matter of CSV alone.
                continue;
            }

            var most = CsvMemoryTests.Allowed((64L << 20) + (200 * bytes.Length));
            tables += Damage.Rows(() => Read(bytes), most, "x is empty.", "x looks like UTF-16") >= 0 ? 1 : 0;
        }

        Assert.InRange(tables, Mutations / 50, Mutations / 2);
    }

    static int Read(byte[] packed)
    {
        using var text = new GzipText(new MemoryStream(packed), "x", new CsvOptions().MaxExpansion);
        using var bytes = new PieceBytes(text);
        return CsvReader.Read(bytes, new CsvOptions { MaxThreads = 1 }, new CsvSource("x")).RowCount;
    }

    static byte[] Packed(string text, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, level))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
