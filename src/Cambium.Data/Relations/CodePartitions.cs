using System.Numerics;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Rows dealt out by the hash of their numbers into pieces whose table of groups fits into the second cache, each in the order of the rows.</summary>
sealed class CodePartitions
{
    const int RowsOfPiece = 1 << 15;
    const int MostPieceBits = 10;
    const ulong Odd = 0x9E3779B97F4A7C15;

    readonly ulong[] _codes;
    readonly int[] _rows;
    readonly int[] _starts;

    CodePartitions(ulong[] codes, int[] rows, int[] starts) => (_codes, _rows, _starts) = (codes, rows, starts);

    int Pieces => _starts.Length - 1;

    internal static CodePartitions Of(ulong[] codes, int maxThreads)
    {
        var bits = Math.Min(MostPieceBits, BitOperations.Log2((uint)Math.Max(1, codes.Length / RowsOfPiece)));
        var blocks = ParallelBlocks.Count(codes.Length, RowBlocks.Rows);
        var counts = new int[blocks][];
        RowBlocks.For(codes.Length, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var count = new int[1 << bits];
            for (var row = start; row < end; row++)
            {
                count[PieceOf(codes[row], bits)]++;
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

        var dealt = GC.AllocateUninitializedArray<ulong>(codes.Length);
        var rows = GC.AllocateUninitializedArray<int>(codes.Length);
        RowBlocks.For(codes.Length, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var next = counts[block];
            for (var row = start; row < end; row++)
            {
                var place = next[PieceOf(codes[row], bits)]++;
                dealt[place] = codes[row];
                rows[place] = row;
            }
        });
        return new CodePartitions(dealt, rows, starts);
    }

    /// <summary>The first row of the group of each place; the first rows' bits are set.</summary>
    internal int[] Groups(int rowCount, ulong[] firsts, int maxThreads)
    {
        var firstOf = GC.AllocateUninitializedArray<int>(rowCount);
        RowBlocks.For(Pieces, 1, maxThreads, (piece, _, _) =>
        {
            var (start, end) = (_starts[piece], _starts[piece + 1]);
            var slotBits = BitOperations.Log2((uint)Math.Max(8, end - start)) + 1;
            var keys = new ulong[1 << slotBits];
            var values = new int[1 << slotBits]; // the first row + 1; 0 is free
            for (var place = start; place < end; place++)
            {
                var code = _codes[place];
                var slot = (int)(Hash(code) >> (64 - MostPieceBits - slotBits)) & ((1 << slotBits) - 1);
                while (values[slot] != 0 && keys[slot] != code)
                {
                    slot = (slot + 1) & ((1 << slotBits) - 1);
                }

                if (values[slot] == 0)
                {
                    keys[slot] = code;
                    values[slot] = _rows[place] + 1;
                    var row = _rows[place];
                    Interlocked.Or(ref firsts[row >> 6], 1UL << (row & 63));
                }

                firstOf[place] = values[slot] - 1;
            }
        });
        return firstOf;
    }

    /// <summary>Gives each row the number of its group: how many groups begin before it.</summary>
    internal void Number(int[] firstOf, int[] ids, ulong[] firsts, int[] ranks, int maxThreads) =>
        RowBlocks.For(firstOf.Length, maxThreads, (start, end) =>
        {
            for (var place = start; place < end; place++)
            {
                var first = firstOf[place];
                ids[_rows[place]] = ranks[first >> 6] + BitOperations.PopCount(firsts[first >> 6] & ((1UL << (first & 63)) - 1));
            }
        });

    static int PieceOf(ulong code, int bits) => bits == 0 ? 0 : (int)(Hash(code) >> (64 - bits));

    // Two rounds: numbers that differ in high bits only must not meet in one piece.
    static ulong Hash(ulong code)
    {
        var hash = (code ^ (code >> 32)) * Odd;
        return (hash ^ (hash >> 29)) * Odd;
    }
}
