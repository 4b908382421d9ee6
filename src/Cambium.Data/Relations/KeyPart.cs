using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>
/// One key column, of one table or of two that are to be compared, as numbers from 0: 0 where the value is missing, else equal where values are equal, in the order of the values for
/// all types but texts and categories, which have no order here.
/// </summary>
sealed class KeyPart
{
    const long TicksMask = 0x3FFF_FFFF_FFFF_FFFF;

    readonly Column[] _sides;
    readonly long _least;
    readonly int[][] _codes = [];

    KeyPart(Column[] sides, int bits, long least) => (_sides, Bits, _least) = (sides, bits, least);

    /// <summary>The part of numbers from 0 that were made for each side.</summary>
    internal KeyPart(Column[] sides, int[][] codes, int count) => (_sides, _codes, Bits) = (sides, codes, BitsOf((ulong)count));

    /// <summary>How many bits the greatest number may have; 65 where 64 do not hold it.</summary>
    internal int Bits { get; }

    /// <summary>The part of columns of one type, texts apart.</summary>
    internal static KeyPart Of(Column[] sides, int maxThreads)
    {
        switch (sides[0])
        {
            case Column<bool>:
                return new KeyPart(sides, bits: 2, least: 0);
            case CategoryColumn { Levels: var levels } when sides.Length == 1:
                return new KeyPart(sides, BitsOf((ulong)levels.Count), least: 0);
            case CategoryColumn:
                return OfCategories([.. sides.Cast<CategoryColumn>()], maxThreads);
            default:
                var (least, most) = RangeOf(sides, maxThreads);
                var range = most < least ? 0 : (ulong)most - (ulong)least;
                return new KeyPart(sides, range == ulong.MaxValue ? 65 : BitsOf(range + 1), least);
        }
    }

    /// <summary>Whether a side may have missing values.</summary>
    internal bool MayMiss(int side) => !_sides[side].Validity.AllValid || _sides[side] is Column<double> || _codes.Length > 0;

    /// <summary>Writes the numbers of a run of rows; below 65 bits.</summary>
    internal void Fill(int side, int start, int end, Span<ulong> keys)
    {
        keys = keys[..(end - start)];
        if (_codes.Length > 0)
        {
            Codes(_codes[side].AsSpan(start, end - start), keys);
            return;
        }

        var column = _sides[side];
        switch (column)
        {
            case CategoryColumn category:
                Codes(category.Codes[start..end], keys);
                return;
            case Column<bool> truths:
                for (var i = 0; i < keys.Length; i++)
                {
                    keys[i] = truths.Values[start + i] ? 2UL : 1UL;
                }

                break;
            default:
                Ordered(column, start, end, MemoryMarshal.Cast<ulong, long>(keys));
                AddTo(keys, unchecked(1 - (ulong)_least));
                break;
        }

        ClearMissing(column, start, keys);
    }

    /// <summary>A whole number for each row that orders as the value does, and means nothing where the value is missing.</summary>
    internal static void Ordered(Column column, int start, int end, Span<long> result)
    {
        switch (column)
        {
            case Column<long> wholes:
                wholes.Values[start..end].CopyTo(result);
                break;
            case Column<DateTime> moments:
                var raw = MemoryMarshal.Cast<DateTime, long>(moments.Values[start..end]);
                for (var i = 0; i < raw.Length; i++)
                {
                    result[i] = raw[i] & TicksMask;
                }

                break;
            case Column<double> numbers:
                var values = numbers.Values[start..end];
                for (var i = 0; i < values.Length; i++)
                {
                    // 0 is added so that −0 becomes 0.
                    var bits = BitConverter.DoubleToInt64Bits(values[i] + 0.0);
                    result[i] = bits ^ ((bits >> 63) & long.MaxValue);
                }

                break;
            default:
                throw new ArgumentException($"Column '{column.Name}' is of type {column.Type}; only numbers and date-times have an order.", nameof(column));
        }
    }

    /// <summary>The least and the greatest of <see cref="Ordered"/> where there is a value; the least above the greatest where there is none.</summary>
    internal static (long Least, long Most) RangeOf(Column[] sides, int maxThreads)
    {
        var ranges = new List<(long Least, long Most)>();
        foreach (var column in sides)
        {
            var blocks = new (long Least, long Most)[Numerics.ParallelBlocks.Count(column.Length, RowBlocks.Rows)];
            RowBlocks.For(column.Length, RowBlocks.Rows, maxThreads, (block, start, end) => blocks[block] = RangeOf(column, start, end));
            ranges.AddRange(blocks);
        }

        return ranges.Count == 0 ? (1, 0) : (ranges.Min(range => range.Least), ranges.Max(range => range.Most));
    }

    internal static int BitsOf(ulong greatest) => 64 - BitOperations.LeadingZeroCount(greatest);

    static (long Least, long Most) RangeOf(Column column, int start, int end)
    {
        if (column is Column<double> numbers)
        {
            var (low, high) = Extremes(numbers.Values[start..end], double.PositiveInfinity, double.NegativeInfinity);
            Span<long> ends = stackalloc long[2];
            Ordered(Column.Of(column.Name, new[] { low, high }), 0, 2, ends);
            return low > high ? (long.MaxValue, long.MinValue) : (ends[0], ends[1]);
        }

        if (column is Column<long> wholes && column.Validity.AllValid)
        {
            return Extremes(wholes.Values[start..end], long.MaxValue, long.MinValue);
        }

        Span<long> values = stackalloc long[1024];
        var (least, most) = (long.MaxValue, long.MinValue);
        for (var at = start; at < end; at += values.Length)
        {
            var length = Math.Min(values.Length, end - at);
            Ordered(column, at, at + length, values);
            for (var i = 0; i < length; i++)
            {
                var isThere = column.Validity[at + i];
                least = isThere ? Math.Min(least, values[i]) : least;
                most = isThere ? Math.Max(most, values[i]) : most;
            }
        }

        return (least, most);
    }

    /// <summary>The least and the greatest; NaN is neither.</summary>
    static (T Least, T Most) Extremes<T>(ReadOnlySpan<T> values, T least, T most)
        where T : struct, INumber<T>
    {
        var (low, high) = (Vector512.Create(least), Vector512.Create(most));
        var i = 0;
        for (; i + Vector512<T>.Count <= values.Length; i += Vector512<T>.Count)
        {
            // Comparisons with NaN are false, which keeps what there is.
            var some = Vector512.Create(values[i..]);
            low = Vector512.ConditionalSelect(Vector512.LessThan(some, low), some, low);
            high = Vector512.ConditionalSelect(Vector512.GreaterThan(some, high), some, high);
        }

        for (var lane = 0; lane < Vector512<T>.Count; lane++)
        {
            least = low[lane] < least ? low[lane] : least;
            most = high[lane] > most ? high[lane] : most;
        }

        for (; i < values.Length; i++)
        {
            least = values[i] < least ? values[i] : least;
            most = values[i] > most ? values[i] : most;
        }

        return (least, most);
    }

    static void ClearMissing(Column column, int start, Span<ulong> keys)
    {
        if (column is Column<double> numbers)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = double.IsNaN(numbers.Values[start + i]) ? 0 : keys[i];
            }
        }
        else if (!column.Validity.AllValid)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = column.Validity[start + i] ? keys[i] : 0;
            }
        }
    }

    static void AddTo(Span<ulong> keys, ulong value)
    {
        var i = 0;
        for (; i + Vector512<ulong>.Count <= keys.Length; i += Vector512<ulong>.Count)
        {
            (Vector512.Create<ulong>(keys[i..]) + Vector512.Create(value)).CopyTo(keys[i..]);
        }

        for (; i < keys.Length; i++)
        {
            keys[i] = unchecked(keys[i] + value);
        }
    }

    static void Codes(ReadOnlySpan<int> codes, Span<ulong> keys)
    {
        var i = 0;
        for (; i + Vector512<int>.Count <= codes.Length; i += Vector512<int>.Count)
        {
            var (low, high) = Vector512.Widen((Vector512.Create(codes[i..]) + Vector512<int>.One).AsUInt32());
            low.CopyTo(keys[i..]);
            high.CopyTo(keys[(i + Vector512<ulong>.Count)..]);
        }

        for (; i < codes.Length; i++)
        {
            keys[i] = (ulong)(codes[i] + 1L);
        }
    }

    static KeyPart OfCategories(CategoryColumn[] sides, int maxThreads)
    {
        var places = new Dictionary<string, int>();
        var codes = new int[sides.Length][];
        for (var side = 0; side < sides.Length; side++)
        {
            var column = sides[side];
            var map = new int[column.Levels.Count];
            for (var level = 0; level < map.Length; level++)
            {
                places.TryAdd(column.Levels[level], places.Count);
                map[level] = places[column.Levels[level]];
            }

            var mapped = new int[column.Length];
            RowBlocks.For(mapped.Length, maxThreads, (start, end) =>
            {
                var old = column.Codes;
                for (var i = start; i < end; i++)
                {
                    mapped[i] = old[i] < 0 ? CategoryColumn.MissingCode : map[old[i]];
                }
            });
            codes[side] = mapped;
        }

        return new KeyPart(sides, codes, places.Count);
    }
}
