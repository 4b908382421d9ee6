using System.Numerics;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Sorts numbers and their rows, stably: dealt by their first bits, within the range that there is, to pieces that fit into the second cache; these again to a few rows each, which are
/// put in order one by one. Time O(n) for numbers that spread, O(64 n) at worst.
/// </summary>
static class RadixSort
{
    const int MostBits = 11;
    const int FewRows = 24;

    /// <summary>Sorts on several threads.</summary>
    /// <returns>Where pieces start that equal numbers never lie across, and the end.</returns>
    internal static int[] Sort(ulong[] keys, int[] rows, int maxThreads)
    {
        var n = keys.Length;
        if (n < RowBlocks.Rows)
        {
            SortPiece(keys, rows);
            return [0, n];
        }

        var (least, shift, bits) = Range(keys, maxThreads);
        if (bits == 0)
        {
            return [0, n];
        }

        var blocks = ParallelBlocks.Count(n, RowBlocks.Rows);
        var counts = new int[blocks][];
        RowBlocks.For(n, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var count = new int[1 << bits];
            for (var i = start; i < end; i++)
            {
                count[(int)((keys[i] - least) >> shift)]++;
            }

            counts[block] = count;
        });
        var starts = new int[(1 << bits) + 1];
        for (var piece = 0; piece < 1 << bits; piece++)
        {
            starts[piece + 1] = starts[piece];
            foreach (var count in counts)
            {
                (count[piece], starts[piece + 1]) = (starts[piece + 1], starts[piece + 1] + count[piece]);
            }
        }

        var (dealtKeys, dealtRows) = (GC.AllocateUninitializedArray<ulong>(n), GC.AllocateUninitializedArray<int>(n));
        RowBlocks.For(n, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var next = counts[block];
            for (var i = start; i < end; i++)
            {
                var place = next[(int)((keys[i] - least) >> shift)]++;
                dealtKeys[place] = keys[i];
                dealtRows[place] = rows[i];
            }
        });
        RowBlocks.For(1 << bits, 1, maxThreads, (piece, _, _) =>
        {
            var range = starts[piece]..starts[piece + 1];
            SortPiece(dealtKeys.AsSpan(range), dealtRows.AsSpan(range), keys.AsSpan(range), rows.AsSpan(range), isInPlace: false);
        });
        return starts;
    }

    /// <summary>Sorts on this thread.</summary>
    internal static void SortPiece(Span<ulong> keys, Span<int> rows)
    {
        if (keys.Length <= FewRows)
        {
            InsertionSort(keys, rows);
            return;
        }

        SortPiece(keys, rows, new ulong[keys.Length], new int[keys.Length], isInPlace: true);
    }

    /// <summary>Sorts into the place itself or into the other one; both are changed.</summary>
    static void SortPiece(Span<ulong> keys, Span<int> rows, Span<ulong> otherKeys, Span<int> otherRows, bool isInPlace)
    {
        if (keys.Length <= FewRows)
        {
            InsertionSort(keys, rows);
            CopyUnless(isInPlace, keys, rows, otherKeys, otherRows);
            return;
        }

        var (least, most) = (ulong.MaxValue, 0UL);
        foreach (var key in keys)
        {
            least = Math.Min(least, key);
            most = Math.Max(most, key);
        }

        if (least == most)
        {
            CopyUnless(isInPlace, keys, rows, otherKeys, otherRows);
            return;
        }

        var wanted = Math.Min(MostBits, BitOperations.Log2((uint)keys.Length));
        var shift = Math.Max(0, KeyPart.BitsOf(most - least) - wanted);
        var starts = new int[(int)((most - least) >> shift) + 2];
        foreach (var key in keys)
        {
            starts[(int)((key - least) >> shift) + 1]++;
        }

        for (var digit = 1; digit < starts.Length; digit++)
        {
            starts[digit] += starts[digit - 1];
        }

        for (var i = 0; i < keys.Length; i++)
        {
            var place = starts[(int)((keys[i] - least) >> shift)]++;
            otherKeys[place] = keys[i];
            otherRows[place] = rows[i];
        }

        // Each start has moved on to the next one.
        var start = 0;
        foreach (var end in starts.AsSpan(0, starts.Length - 1))
        {
            if (shift == 0 && isInPlace)
            {
                otherKeys[start..end].CopyTo(keys[start..end]);
                otherRows[start..end].CopyTo(rows[start..end]);
            }
            else if (end > start && shift > 0)
            {
                SortPiece(otherKeys[start..end], otherRows[start..end], keys[start..end], rows[start..end], !isInPlace);
            }

            start = end;
        }
    }

    static void CopyUnless(bool isInPlace, Span<ulong> keys, Span<int> rows, Span<ulong> otherKeys, Span<int> otherRows)
    {
        if (!isInPlace)
        {
            keys.CopyTo(otherKeys);
            rows.CopyTo(otherRows);
        }
    }

    static void InsertionSort(Span<ulong> keys, Span<int> rows)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var (key, row) = (keys[i], rows[i]);
            var j = i - 1;
            for (; j >= 0 && keys[j] > key; j--)
            {
                keys[j + 1] = keys[j];
                rows[j + 1] = rows[j];
            }

            keys[j + 1] = key;
            rows[j + 1] = row;
        }
    }

    static (ulong Least, int Shift, int Bits) Range(ulong[] keys, int maxThreads)
    {
        var ranges = new (ulong Least, ulong Most)[ParallelBlocks.Count(keys.Length, RowBlocks.Rows)];
        RowBlocks.For(keys.Length, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var (least, most) = (ulong.MaxValue, 0UL);
            foreach (var key in keys.AsSpan(start, end - start))
            {
                least = Math.Min(least, key);
                most = Math.Max(most, key);
            }

            ranges[block] = (least, most);
        });
        var lowest = ranges.Min(range => range.Least);
        var width = KeyPart.BitsOf(ranges.Max(range => range.Most) - lowest);
        return (lowest, Math.Max(0, width - MostBits), Math.Min(width, MostBits));
    }
}
