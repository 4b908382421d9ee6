using System.Text;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class CsvDamageTests
{
    static readonly string[] Texts =
    [
        "a,b\n1,x\n2.5,\n3,\"y, \"\"z\"\"\"\n",
        "day;truth;n\r\n2026-01-31;true;1e5\r\n2026-02-01T10:00:00Z;false;-0\r\n",
        "\uFEFFcity\tprice\nOslo\t1\n\nRome\tNA\nÜ漢\t9223372036854775808\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_damage_gives_a_table_or_a_table_exception_and_a_scan_gives_the_same(int seed)
    {
        var tables = 0;
        for (var run = 0; run < 15_000; run++)
        {
            var bytes = Damaged(new RandomStream(seed).Fork(run), Texts[run % Texts.Length]);

            var read = RowsOf(() => Table.ParseCsv(bytes, new CsvOptions { MaxThreads = 1 }, "x.csv").RowCount);

            tables += read > 0 ? 1 : 0;
            if (run % 60 == 0)
            {
                var options = new ScanOptions { BlockBytes = 64, Csv = new CsvOptions { MaxThreads = 1 } };
                Assert.Equal(read, RowsOf(() => Blocks.Csv(bytes, options).Sum(block => block.RowCount)));
            }
        }

        Assert.InRange(tables, 1500, 14_500);
    }

    static byte[] Damaged(RandomStream random, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var change = random.NextInt(4); change >= 0; change--)
        {
            bytes[random.NextInt(bytes.Length)] = random.NextInt(2) == 0 ? (byte)random.NextInt(256) : ",;\t\"\n\r 0e.-"u8[random.NextInt(11)];
        }

        return random.NextInt(5) == 0 ? bytes[..random.NextInt(bytes.Length)] : bytes;
    }

    static int RowsOf(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (TableException fault)
        {
            Assert.StartsWith("x.csv", fault.Message, StringComparison.Ordinal);
            return -1;
        }
    }
}
