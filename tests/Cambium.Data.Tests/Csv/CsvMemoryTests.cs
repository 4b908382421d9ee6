using System.Text;

namespace Cambium.Data.Tests;

public sealed class CsvMemoryTests
{
    /// <summary>Texts of the kinds that take most: short fields, many columns, columns that turn into text late, texts that do not repeat.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "one column of digits", "a\n" + string.Concat(Enumerable.Repeat("1\n", 500_000)) },
        { "one column of blank lines", "a\n" + new string('\n', 1_000_000) },
        { "two columns without values", "a,b\n" + string.Concat(Enumerable.Repeat(",\n", 500_000)) },
        { "digits that turn into text", "a\n" + string.Concat(Enumerable.Repeat("1\n", 500_000)) + "x\n" },
        { "dates that turn into text", "a\n" + string.Concat(Enumerable.Repeat("2026-01-01\n", 100_000)) + "x\n" },
        { "texts that do not repeat", "a\n" + string.Concat(Enumerable.Range(0, 250_000).Select(i => $"{i:x}z\n")) },
        { "columns of one number", Wide(50_000, "1") },
        { "columns of one text", Wide(50_000, "x") },
        { "columns without a value", Wide(50_000, "") },
        { "columns that turn into text", Wide(20_000, "1", "2.5", "x") },
        { "quotes", "a\n\"" + string.Concat(Enumerable.Repeat("\"\"", 500_000)) + "\"\n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reading_takes_no_more_than_is_stated(string what, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var table = Table.ParseCsv(bytes, new CsvOptions { MaxThreads = 1, Delimiter = ',' }, "x");

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotEmpty(table.Columns);
        Assert.True(taken <= Allowed(bytes.Length), $"{what}: {taken} bytes were taken for {bytes.Length}");
    }

    /// <summary>What <see cref="CsvOptions"/> states.</summary>
    internal static long Allowed(long length) => (64L << 20) + (1024 * length);

    static string Wide(int columns, params string[] rows) =>
        string.Join(',', Enumerable.Range(0, columns).Select(i => $"{i:x}_")) + "\n" + string.Concat(rows.Select(value => string.Join(',', Enumerable.Repeat(value, columns)) + "\n"));
}
