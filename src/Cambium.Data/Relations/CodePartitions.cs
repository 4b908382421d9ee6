using System.Buffers;
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
    readonly ulong[] _dealt;
    readonly int[] _rows;
    readonly int[] _starts;
    readonly int[][] _offsets;
    readonly int _bits;
    readonly int _maxThreads;

    internal CodePartitions(ulong[] codes, int maxThreads)
    {
        (_codes, _maxThreads) = (codes, maxThreads);
        _bits = Math.Min(MostPieceBits, BitOperations.Log2((uint)Math.Max(1, codes.Length / RowsOfPiece)));
        _offsets = new int[ParallelBlocks.Count(codes.Length, RowBlocks.Rows)][];
        RowBlocks.For(codes.Length, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var count = new int[1 << _bits];
            for (var row = start; row < end; row++)
            {
                count[PieceOf(codes[row])]++;
            }

            _offsets[block] = count;
        });
        _starts = StartsOf(_offsets, 1 << _bits);
        _dealt = GC.AllocateUninitializedArray<ulong>(codes.Length);
        _rows = GC.AllocateUninitializedArray<int>(codes.Length);
        RowBlocks.For(codes.Length, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var next = (int[])_offsets[block].Clone();
            for (var row = start; row < end; row++)
            {
                var place = next[PieceOf(codes[row])]++;
                _dealt[place] = codes[row];
                _rows[place] = row;
            }
        });
    }

    /// <summary>Turns what each block has for each piece into where the block's first row of the piece goes; where pieces start, and the end.</summary>
    internal static int[] StartsOf(int[][] counts, int pieces)
    {
        var starts = new int[pieces + 1];
        for (var piece = 0; piece < pieces; piece++)
        {
            starts[piece + 1] = starts[piece];
            foreach (var count in counts)
            {
                (count[piece], starts[piece + 1]) = (starts[piece + 1], starts[piece + 1] + count[piece]);
            }
        }

        return starts;
    }

    /// <summary>The group of each row, and the rows at which groups begin.</summary>
    internal (int[] Ids, FirstRows Firsts) Numbered()
    {
        var words = new ulong[(_codes.Length + 63) / 64];
        var firstOf = GC.AllocateUninitializedArray<int>(_codes.Length);
        RowBlocks.For(_starts.Length - 1, 1, _maxThreads, (piece, _, _) => FindFirsts(_starts[piece], _starts[piece + 1], firstOf, words));
        var firsts = new FirstRows(words);
        var ids = GC.AllocateUninitializedArray<int>(_codes.Length);

        // The rows go the same way again, and so read each piece from its start on.
        RowBlocks.For(_codes.Length, RowBlocks.Rows, _maxThreads, (block, start, end) =>
        {
            var next = (int[])_offsets[block].Clone();
            for (var row = start; row < end; row++)
            {
                ids[row] = firsts.NumberOf(firstOf[next[PieceOf(_codes[row])]++]);
            }
        });
        return (ids, firsts);
    }

    /// <summary>Writes the first row of each place's group, and sets its bit.</summary>
    void FindFirsts(int start, int end, int[] firstOf, ulong[] words)
    {
        // A slot holds the first place of a group, counted from 1 at the piece's start; 0 is free.
        var slotBits = BitOperations.Log2((uint)Math.Max(8, end - start)) + 1;
        var mask = (1 << slotBits) - 1;
        var slots = ArrayPool<int>.Shared.Rent(mask + 1);
        slots.AsSpan(0, mask + 1).Clear();
        for (var place = start; place < end; place++)
        {
            var code = _dealt[place];
            var slot = (int)(Hash(code) >> (64 - MostPieceBits - slotBits)) & mask;
            while (slots[slot] != 0 && _dealt[start + slots[slot] - 1] != code)
            {
                slot = (slot + 1) & mask;
            }

            if (slots[slot] == 0)
            {
                slots[slot] = place - start + 1;
                var row = _rows[place];
                Interlocked.Or(ref words[row >> 6], 1UL << (row & 63));
            }

            firstOf[place] = _rows[start + slots[slot] - 1];
        }

        ArrayPool<int>.Shared.Return(slots);
    }

    int PieceOf(ulong code) => _bits == 0 ? 0 : (int)(Hash(code) >> (64 - _bits));

    // Two rounds: numbers that differ in high bits only must not meet in one piece.
    static ulong Hash(ulong code)
    {
        var hash = (code ^ (code >> 32)) * Odd;
        return (hash ^ (hash >> 29)) * Odd;
    }
}
