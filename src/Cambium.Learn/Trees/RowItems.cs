using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The rows of every node of a growing tree as one array of <see cref="PackedGradient"/> items, those of a node beside each other and in the
/// order of the table. A split moves a node's rows from one of two buffers to the other, those that go left first.
/// </summary>
sealed unsafe class RowItems : IDisposable
{
    const int BlockRows = 8192;

    // Rows are asked so many at a time, a bit each.
    const int BitsRows = 16;

    readonly NativeArray<ulong>[] _buffers;
    readonly NativeArray<ulong> _staged;
    readonly NativeArray<ushort> _bits; // whether the rows of the node that is being divided go right
    readonly int[] _leftBefore;

    internal RowItems(int rowCount)
    {
        _buffers = [new NativeArray<ulong>(rowCount), new NativeArray<ulong>(rowCount)];
        _staged = new NativeArray<ulong>(rowCount);
        _bits = new NativeArray<ushort>(ParallelBlocks.Count(rowCount, BitsRows));
        _leftBefore = new int[ParallelBlocks.Count(rowCount, BlockRows) + 1];
    }

    internal ulong* Buffer(int buffer) => _buffers[buffer].Pointer;

    /// <summary>
    /// Moves a node's rows into the other buffer at the same place, and returns how many went left. First every row is asked, then each block knows
    /// where its rows go.
    /// </summary>
    internal int Partition(ForkJoin team, int buffer, int start, int count, byte* column, BinRule rule)
    {
        var source = Buffer(buffer) + start;
        var target = Buffer(1 - buffer) + start;
        var bits = _bits.Pointer;
        var leftBefore = _leftBefore;
        var blocks = ParallelBlocks.Count(count, BlockRows);
        team.Run(blocks, (_, block) =>
        {
            var first = block * BlockRows;
            leftBefore[block + 1] = Ask(source + first, Math.Min(BlockRows, count - first), column, rule, bits + (first / BitsRows));
        });
        for (var block = 0; block < blocks; block++)
        {
            leftBefore[block + 1] += leftBefore[block];
        }

        var left = leftBefore[blocks];
        team.Run(blocks, (_, block) =>
        {
            var first = block * BlockRows;
            var (before, after) = (leftBefore[block], leftBefore[block + 1]);
            var rows = Math.Min(BlockRows, count - first);
            var right = target + left + first - before;
            Send(source + first, rows, bits + (first / BitsRows), target + before, target + after, right, right + rows - (after - before));
        });
        return left;
    }

    /// <summary>The same by the calling thread alone; others may move other nodes' rows meanwhile.</summary>
    internal int Partition(int buffer, int start, int count, byte* column, BinRule rule)
    {
        var target = Buffer(1 - buffer) + start;
        var staged = _staged.Pointer + start;
        var left = Divide(Buffer(buffer) + start, count, column, rule, target, staged);
        new ReadOnlySpan<ulong>(staged, count - left).CopyTo(new Span<ulong>(target + left, count - left));
        return left;
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        _staged.Dispose();
        _bits.Dispose();
    }

    /// <summary>Writes a bit a row, whether it goes right, and returns how many go left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static int Ask(ulong* items, int count, byte* column, in BinRule rule, ushort* bits)
    {
        var rights = 0;
        var i = 0;
        for (; i <= count - BitsRows; i += BitsRows)
        {
            var right = rule.IsRange ? GoRight(items + i, column, rule) : GoRight(items + i, BitsRows, column, rule);
            *bits++ = (ushort)right;
            rights += BitOperations.PopCount(right);
        }

        if (i < count)
        {
            var right = GoRight(items + i, count - i, column, rule);
            *bits = (ushort)right;
            rights += BitOperations.PopCount(right);
        }

        return count - rights;
    }

    /// <summary>Writes the items that go left to one place, the others to another, and nothing beyond the ends of these, where other threads write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Send(ulong* items, int count, ushort* bits, ulong* left, ulong* leftEnd, ulong* right, ulong* rightEnd)
    {
        var i = 0;
        if (Avx512F.IsSupported)
        {
            // Whole vectors are written, and what is too much of one is written over by the next. Near either end the rows go one by one.
            leftEnd -= Vector512<ulong>.Count;
            rightEnd -= Vector512<ulong>.Count;
            for (; i <= count - Vector512<ulong>.Count && left <= leftEnd && right <= rightEnd; i += Vector512<ulong>.Count)
            {
                SendEight(items + i, ((byte*)bits)[i / Vector512<ulong>.Count], ref left, ref right);
            }
        }

        for (; i < count; i++)
        {
            // One place is chosen without a branch, which would be mispredicted.
            var item = items[i];
            nint goesRight = (bits[i / BitsRows] >> (i % BitsRows)) & 1;
            *(goesRight != 0 ? right : left) = item;
            left += 1 - goesRight;
            right += goesRight;
        }
    }

    /// <summary>Writes the items that go left to one place, the others to another, and returns how many went left. Both places have room for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static int Divide(ulong* items, int count, byte* column, in BinRule rule, ulong* left, ulong* right)
    {
        var first = left;
        var i = 0;
        if (Avx512F.IsSupported && rule.IsRange)
        {
            for (; i <= count - BitsRows; i += BitsRows)
            {
                var bits = GoRight(items + i, column, rule);
                SendEight(items + i, bits & 0xFF, ref left, ref right);
                SendEight(items + i + Vector512<ulong>.Count, bits >> Vector512<ulong>.Count, ref left, ref right);
            }
        }

        for (; i < count; i++)
        {
            // Every item is written to both places and counted in one.
            var item = items[i];
            nint goesRight = rule.GoesRight(column[PackedGradient.Row(item)]) ? 1 : 0;
            *left = item;
            *right = item;
            left += 1 - goesRight;
            right += goesRight;
        }

        return (int)(left - first);
    }

    /// <summary>Writes a vector to each place, of which those items count that go there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SendEight(ulong* items, uint bits, ref ulong* left, ref ulong* right)
    {
        var item = Vector512.Load(items);
        var goLeft = Vector512.Equals(Vector512.Create((ulong)bits) & Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128), Vector512<ulong>.Zero);
        Avx512F.Compress(Vector512<ulong>.Zero, goLeft, item).Store(left);
        Avx512F.Compress(Vector512<ulong>.Zero, ~goLeft, item).Store(right);
        var rights = BitOperations.PopCount(bits);
        left += Vector512<ulong>.Count - rights;
        right += rights;
    }

    /// <summary>Whether each of sixteen rows goes right by a range of bins: the first row's answer is the lowest bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint GoRight(ulong* items, byte* column, in BinRule rule)
    {
        // Rows rise, so that those of the root, and many of the nodes below, are sixteen in a row.
        var row = column + PackedGradient.Row(items[0]);
        var bins = PackedGradient.Row(items[BitsRows - 1]) - PackedGradient.Row(items[0]) == BitsRows - 1
            ? Vector128.Load(row)
            : Vector128.Create(EightBins(items, column), EightBins(items + (BitsRows / 2), column)).AsByte();
        return Vector128.LessThan(bins - Vector128.Create((byte)rule.FirstRight), Vector128.Create((byte)rule.RightWidth)).ExtractMostSignificantBits();
    }

    /// <summary>The same of up to sixteen rows, by any rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint GoRight(ulong* items, int count, byte* column, in BinRule rule)
    {
        var bits = 0U;
        for (var i = 0; i < count; i++)
        {
            bits |= (rule.GoesRight(column[PackedGradient.Row(items[i])]) ? 1U : 0) << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong EightBins(ulong* items, byte* column) =>
        column[PackedGradient.Row(items[0])]
        | ((ulong)column[PackedGradient.Row(items[1])] << 8)
        | ((ulong)column[PackedGradient.Row(items[2])] << 16)
        | ((ulong)column[PackedGradient.Row(items[3])] << 24)
        | ((ulong)column[PackedGradient.Row(items[4])] << 32)
        | ((ulong)column[PackedGradient.Row(items[5])] << 40)
        | ((ulong)column[PackedGradient.Row(items[6])] << 48)
        | ((ulong)column[PackedGradient.Row(items[7])] << 56);
}
