using System.Text;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>128 bits for the key of a row: equal for equal keys, also where one table has whole numbers and the other has them as decimals, or texts as categories.</summary>
static class KeyHashes
{
    const ulong OtherSeed = 0xA0761D6478BD642F;

    /// <summary>Tells the key of a row; null where a part of it is missing.</summary>
    /// <exception cref="TableException">A column is not there, or holds sparse vectors.</exception>
    internal static Func<int, UInt128?> Of(Table table, EquatableArray<string> names)
    {
        var columns = names.Select(name => CheckedColumn.Of(table, name)).ToArray();
        var parts = Array.ConvertAll(columns, PartOf);
        return row =>
        {
            var (upper, lower) = (OtherSeed, 0UL);
            for (var i = 0; i < parts.Length; i++)
            {
                if (!columns[i].Validity[row])
                {
                    return null;
                }

                var part = parts[i](row);
                upper = ValueHash.Join(upper, part.Upper);
                lower = ValueHash.Join(lower, part.Lower);
            }

            return new UInt128(upper, lower);
        };
    }

    static Func<int, (ulong Upper, ulong Lower)> PartOf(Column column)
    {
        switch (column)
        {
            case Column<long> wholes:
                return row => Twice((ulong)wholes.Values[row]);
            case Column<double> numbers:
                return row => Twice(Bits(numbers.Values[row]));
            case Column<bool> truths:
                return row => Twice(truths.Values[row] ? 1UL : 0);
            case Column<DateTime> moments:
                return row => Twice((ulong)moments.Values[row].Ticks);
            case CategoryColumn category:
                var levels = category.Levels.Select(level => OfText(Encoding.UTF8.GetBytes(level))).ToArray();
                return row => levels[category.Codes[row]];
            case TextColumn text:
                return row => OfText(text.Utf8(row));
            default:
                throw CheckedColumn.Unfit(column, "single values");
        }
    }

    // 2^53: beyond it a double stands for several whole numbers.
    static ulong Bits(double value) => Math.Floor(value) == value && Math.Abs(value) <= 1L << 53 ? (ulong)(long)value : ValueHash.Bits(value);

    static (ulong Upper, ulong Lower) Twice(ulong bits) => (ValueHash.Of(bits ^ OtherSeed), ValueHash.Of(bits));

    static (ulong Upper, ulong Lower) OfText(ReadOnlySpan<byte> text)
    {
        // The second hash goes over the text from behind, so that texts which share the first do not share it too.
        var backwards = text.ToArray();
        backwards.AsSpan().Reverse();
        return (ValueHash.Of(backwards), ValueHash.Of(text));
    }
}
