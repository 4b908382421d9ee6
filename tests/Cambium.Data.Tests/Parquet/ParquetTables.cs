using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>Tables of every column type, with the values that are easily lost.</summary>
static class ParquetTables
{
    static readonly double[] Numbers =
        [0.0, -0.0, 1, -1, 0.1, double.Epsilon, double.MinValue, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, 1e300, -2.5];

    static readonly long[] Wholes = [0, 1, -1, long.MinValue, long.MaxValue, int.MinValue, int.MaxValue, 255, 256, 1L << 53];

    static readonly string[] Texts = ["", "a", "A", "red", "grün", "漢字", "\U0001F600", "a text that is longer than sixteen bytes", "\0", "\n", "\"", " ", "eightchr", "sixteen letters!"];

    /// <summary>A table whose columns have values as wild as <paramref name="random"/> makes them; as many rows as asked.</summary>
    internal static Table Of(RandomStream random, int rows)
    {
        var missing = random.NextInt(3) == 0 ? 0 : random.NextInt(3) == 0 ? 100 : random.NextInt(60);
        return Table.Create(
            Values("number", rows, missing, random, double.NaN, (i, wild) => wild ? Numbers[random.NextInt(Numbers.Length)] : BitConverter.Int64BitsToDouble((long)random.NextBits() & ~(1L << 62))),
            Values("nan", rows, missing, random, double.NaN, (i, wild) => wild ? double.NaN : -double.NaN),
            Values("few_numbers", rows, missing, random, double.NaN, (i, wild) => Numbers[random.NextInt(3)]),
            Values("whole", rows, missing, random, 0L, (i, wild) => wild ? Wholes[random.NextInt(Wholes.Length)] : (long)random.NextBits()),
            Values("rising", rows, missing, random, 0L, (i, wild) => (1000L * i) + random.NextInt(500)),
            Values("truth", rows, missing, random, false, (i, wild) => random.NextInt(9) < 2),
            Values("date", rows, missing, random, default, (i, wild) => wild ? DateTime.MaxValue.Date : DateTime.MinValue.AddDays(random.NextInt(3_600_000))),
            Values("microseconds", rows, missing, random, default, (i, wild) => new DateTime(random.NextInt(int.MaxValue) * 14_000_000_00L / 10 * 10)),
            Values("utc", rows, missing, random, default, (i, wild) => new DateTime(random.NextInt(int.MaxValue) * 1_400_000_000L / 10 * 10, DateTimeKind.Utc)),
            Values("nanoseconds", rows, missing, random, default, (i, wild) => new DateTime(1970, 1, 1).AddTicks(random.NextInt(int.MaxValue) * 20_000_007L)),
            Values("ticks", rows, missing, random, default, (i, wild) => wild ? DateTime.MaxValue : DateTime.MinValue.AddTicks(random.NextInt(int.MaxValue))),
            Category("category", rows, missing, random),
            TextColumn.FromValues("text", Texted(rows, missing, random, () => $"{random.NextBits():x} {Texts[random.NextInt(Texts.Length)]}")),
            TextColumn.FromValues("few_texts", Texted(rows, missing, random, () => Texts[random.NextInt(Texts.Length)])));
    }

    /// <summary>What is different between two tables; empty where they are the same to the bit.</summary>
    internal static string Difference(Table expected, Table actual)
    {
        if (expected.RowCount != actual.RowCount || !expected.Schema.Equals(actual.Schema))
        {
            return $"{expected.RowCount} rows of {string.Join(", ", expected.Schema.Fields)} became {actual.RowCount} of {string.Join(", ", actual.Schema.Fields)}";
        }

        for (var i = 0; i < expected.Columns.Count; i++)
        {
            for (var row = 0; row < expected.RowCount; row++)
            {
                if (BitsOf(expected.Columns[i], row) is var was && BitsOf(actual.Columns[i], row) is var became && was != became)
                {
                    return $"{expected.Columns[i].Name}, row {row}: {was} became {became}";
                }
            }
        }

        return "";
    }

    static string BitsOf(Column column, int row) => (column.IsMissing(row) ? "missing " : "") + column switch
    {
        Column<double> numbers => $"{BitConverter.DoubleToInt64Bits(numbers.Values[row]):x}",
        Column<DateTime> moments => $"{moments.Values[row].Ticks} {(column.IsMissing(row) ? DateTimeKind.Unspecified : moments.Values[row].Kind)}",
        CategoryColumn categories => $"{categories.Codes[row]}",
        TextColumn texts => Convert.ToHexString(texts.Utf8(row)),
        _ => column.Format(row),
    };

    static Column<T> Values<T>(string name, int rows, int missing, RandomStream random, T gap, Func<int, bool, T> value)
        where T : unmanaged
    {
        var values = new T[rows];
        var isValid = new bool[rows];
        for (var i = 0; i < rows; i++)
        {
            isValid[i] = random.NextInt(100) >= missing;
            values[i] = isValid[i] ? value(i, random.NextInt(4) == 0) : gap;
        }

        return new Column<T>(name, values, Validity.FromRows(rows, row => isValid[row]));
    }

    static CategoryColumn Category(string name, int rows, int missing, RandomStream random)
    {
        var levels = Enumerable.Range(0, random.NextInt(40)).Select(i => i < Texts.Length ? Texts[^(i + 1)] : $"level {i}").ToArray();
        var codes = Enumerable.Range(0, rows).Select(_ => levels.Length == 0 || random.NextInt(100) < missing ? CategoryColumn.MissingCode : random.NextInt(levels.Length)).ToArray();
        return new CategoryColumn(name, codes, levels.ToEquatableArray());
    }

    static string?[] Texted(int rows, int missing, RandomStream random, Func<string> text) =>
        [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(100) < missing ? null : text())];
}
