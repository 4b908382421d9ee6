using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class CsvDamageTests
{
    const int Mutations = 100_000;

    static readonly byte[][] Files =
    [
        "a,b\n1,x\n2.5,\n3,\"y, \"\"z\"\"\"\n"u8.ToArray(),
        "day;truth;n\r\n2026-01-31;true;1e5\r\n2026-02-01T10:00:00Z;false;-0\r\n"u8.ToArray(),
        "\uFEFFcity\tprice\nOslo\t1\n\nRome\tNA\nÜ漢\t9223372036854775807\n"u8.ToArray(),
        "x|y|z\n\"one\ntwo\"|inf|007\n|nan|1e400\n"u8.ToArray(),
    ];

    static readonly byte[] Marks = ",;\t|\"\"\"\n\r\0 0e.-\uFEFF"u8.ToArray();

    [Fact]
    public void Any_damage_gives_a_table_or_a_refusal_that_names_the_line_and_a_scan_gives_the_same()
    {
        var tables = 0;
        for (var run = 0; run < Mutations; run++)
        {
            var bytes = Damage.Of(Files, Marks, new RandomStream(1).Fork(run));

            var read = Rows(() => Table.ParseCsv(bytes, new CsvOptions { MaxThreads = 1 }, "x").RowCount, CsvMemoryTests.Allowed(bytes.Length));

            tables += read >= 0 ? 1 : 0;
            if (run % 100 == 0)
            {
                var options = new ScanOptions { BlockBytes = 64, Csv = new CsvOptions { MaxThreads = 1 } };
                Assert.Equal(read, Rows(() => CsvScan.Of(() => new MemoryStream(bytes), "x", options).Sum(block => block.RowCount), long.MaxValue));
            }
        }

        Assert.InRange(tables, Mutations / 10, Mutations * 9 / 10);
    }

    static int Rows(Func<int> read, long most) => Damage.Rows(read, most, "x is empty.", "x looks like UTF-16");
}
