using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class JsonLinesDamageTests
{
    const int Mutations = 100_000;

    // What JsonLinesOptions states.
    const long Always = 256L << 20;
    const long EachByte = 200;

    static readonly byte[][] Files =
    [
        "{\"a\":1,\"b\":\"x\"}\n{\"a\":2.5,\"b\":null}\n{\"b\":\"\\u00e9\\n\",\"a\":-3e5}\n"u8.ToArray(),
        "{\"p\":{\"q\":[1,{\"r\":null}],\"s\":true},\"t\":\"2026-01-31\"}\r\n{\"t\":\"2026-02-01T10:00:00Z\",\"p\":{}}\n"u8.ToArray(),
        "\uFEFF{\"\\uD83D\\uDE00\":9223372036854775807}\n\n{\"\\uD83D\\uDE00\":18446744073709551616}"u8.ToArray(),
        "{\"a\":1e400,\"b\":\"Infinity\",\"c\":false}\n{\"c\":[[[[]]]],\"d.e\":0}\n"u8.ToArray(),
    ];

    static readonly byte[] Marks = "{}[]\",:\\\n 0e.-tnu\0"u8.ToArray();

    [Fact]
    public void Any_damage_gives_a_table_or_a_refusal_that_names_the_line_and_a_scan_gives_the_same()
    {
        var tables = 0;
        for (var run = 0; run < Mutations; run++)
        {
            var bytes = Damage.Of(Files, Marks, new RandomStream(1).Fork(run));

            var read = Rows(() => Table.ParseJsonLines(bytes, new JsonLinesOptions(), "x").RowCount, Always + (EachByte * bytes.Length));

            tables += read >= 0 ? 1 : 0;
            if (run % 100 == 0)
            {
                var options = new ScanOptions { BlockBytes = 64 };
                Assert.Equal(read, Rows(() => JsonLinesScan.Of(() => new MemoryStream(bytes), "x", options).Sum(block => block.RowCount), long.MaxValue));
            }
        }

        Assert.InRange(tables, Mutations / 50, Mutations / 2);
    }

    static int Rows(Func<int> read, long most) => Damage.Rows(read, most, "x holds no values.");
}
