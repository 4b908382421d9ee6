using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>Sets of up to 64 rows a word.</summary>
static class RowBits
{
    internal const int RowsPerWord = 64;

    /// <summary>Words that are worked on at once.</summary>
    internal const int WordsTogether = 8;

    /// <summary>The words of a set of so many rows, filled up.</summary>
    internal static int Words(int rows) => (rows + (RowsPerWord * WordsTogether) - 1) / (RowsPerWord * WordsTogether) * WordsTogether;

    /// <summary>All of so many rows.</summary>
    internal static void SetAll(Span<ulong> bits, int rows)
    {
        bits.Clear();
        bits[..(rows / RowsPerWord)].Fill(ulong.MaxValue);
        if (rows % RowsPerWord > 0)
        {
            bits[rows / RowsPerWord] = (1UL << (rows % RowsPerWord)) - 1;
        }
    }

    /// <summary>Those of the values that go left at a node.</summary>
    internal static void GoLeft(AnsweringTree tree, in TreeNode node, ReadOnlySpan<double> values, Span<ulong> bits)
    {
        var row = 0;
        bits.Clear();
        if (node.Levels < 0)
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            var threshold = Vector512.Create(node.Threshold);
            var missing = node.MissingLeft ? 0xFFu : 0u;
            for (; row <= values.Length - Vector512<double>.Count; row += Vector512<double>.Count)
            {
                var eight = Vector512.LoadUnsafe(ref first, (nuint)row);

                // A missing value is neither above the threshold nor up to it.
                var left = missing != 0
                    ? ~Vector512.GreaterThan(eight, threshold).ExtractMostSignificantBits() & missing
                    : Vector512.LessThanOrEqual(eight, threshold).ExtractMostSignificantBits();
                bits[row / RowsPerWord] |= left << (row % RowsPerWord);
            }
        }

        for (; row < values.Length; row++)
        {
            if (tree.GoesLeft(node, values[row]))
            {
                bits[row / RowsPerWord] |= 1UL << (row % RowsPerWord);
            }
        }
    }

    /// <summary>Those of a set that are in another one too; lengths are multiples of <see cref="WordsTogether"/>.</summary>
    /// <returns>Whether there is any.</returns>
    internal static bool And(ReadOnlySpan<ulong> set, ReadOnlySpan<ulong> other, Span<ulong> both)
    {
        var any = Vector512<ulong>.Zero;
        for (var i = 0; i < set.Length; i += WordsTogether)
        {
            var kept = Vector512.Create(set[i..]) & Vector512.Create(other[i..]);
            kept.CopyTo(both[i..]);
            any |= kept;
        }

        return any != Vector512<ulong>.Zero;
    }

    /// <summary>Those of a set that are not in another one; lengths are multiples of <see cref="WordsTogether"/>.</summary>
    /// <returns>Whether there is any.</returns>
    internal static bool AndNot(ReadOnlySpan<ulong> set, ReadOnlySpan<ulong> other, Span<ulong> rest)
    {
        var any = Vector512<ulong>.Zero;
        for (var i = 0; i < set.Length; i += WordsTogether)
        {
            var kept = Vector512.AndNot(Vector512.Create(set[i..]), Vector512.Create(other[i..]));
            kept.CopyTo(rest[i..]);
            any |= kept;
        }

        return any != Vector512<ulong>.Zero;
    }

    internal static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }
}
