using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The rows of every node of a growing tree as one array of <see cref="PackedGradient"/> items, those of a node beside each other and in the
/// order of the table. A split moves a node's rows from one of two buffers to the other, those that go left first.
/// </summary>
sealed unsafe class RowItems : IDisposable
{
    const int BlockRows = 8192;

    readonly NativeArray<ulong>[] _buffers;
    readonly NativeArray<ulong> _staged;
    readonly int[] _leftBefore;

    internal RowItems(int rowCount)
    {
        _buffers = [new NativeArray<ulong>(rowCount), new NativeArray<ulong>(rowCount)];
        _staged = new NativeArray<ulong>(rowCount);
        _leftBefore = new int[ParallelBlocks.Count(rowCount, BlockRows) + 1];
    }

    internal ulong* Buffer(int buffer) => _buffers[buffer].Pointer;

    /// <summary>Moves a node's rows into the other buffer at the same place, and returns how many went left.</summary>
    internal int Partition(ForkJoin team, int buffer, int start, int count, byte* column, BinRule rule)
    {
        var source = Buffer(buffer) + start;
        var target = Buffer(1 - buffer) + start;
        var staged = _staged.Pointer + start;
        var leftBefore = _leftBefore;
        var blocks = ParallelBlocks.Count(count, BlockRows);
        team.Run(blocks, (_, block) =>
        {
            var first = block * BlockRows;
            leftBefore[block + 1] = Stage(source + first, Math.Min(BlockRows, count - first), column, rule, staged + first);
        });
        for (var block = 0; block < blocks; block++)
        {
            leftBefore[block + 1] += leftBefore[block];
        }

        var left = leftBefore[blocks];
        team.Run(blocks, (_, block) =>
        {
            var first = block * BlockRows;
            var rows = Math.Min(BlockRows, count - first);
            var leftRows = leftBefore[block + 1] - leftBefore[block];
            new ReadOnlySpan<ulong>(staged + first, leftRows).CopyTo(new Span<ulong>(target + leftBefore[block], leftRows));
            CopyReversed(staged + first + leftRows, rows - leftRows, target + left + first - leftBefore[block]);
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
    }

    /// <summary>Writes the items that go left from the beginning on, the others from the end back, and returns how many went left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static int Stage(ulong* items, int count, byte* column, BinRule rule, ulong* staged)
    {
        // Every item is written to both ends, and one of the two places is written over later: a branch would be mispredicted.
        var left = staged;
        var right = staged + count - 1;
        if (rule.IsRange)
        {
            var (first, width) = (rule.FirstRight, rule.RightWidth);
            for (var i = 0; i < count; i++)
            {
                var item = items[i];
                nint goesRight = column[PackedGradient.Row(item)] - first < width ? 1 : 0;
                *left = item;
                *right = item;
                left += 1 - goesRight;
                right -= goesRight;
            }
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                var item = items[i];
                nint goesRight = rule.GoesRight(column[PackedGradient.Row(item)]) ? 1 : 0;
                *left = item;
                *right = item;
                left += 1 - goesRight;
                right -= goesRight;
            }
        }

        return (int)(left - staged);
    }

    /// <summary>Writes the items that go left to one place, the others to another, and returns how many went left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static int Divide(ulong* items, int count, byte* column, BinRule rule, ulong* left, ulong* right)
    {
        // Every item is written to both places and counted in one, as above.
        nint rights = 0;
        if (rule.IsRange)
        {
            var (first, width) = (rule.FirstRight, rule.RightWidth);
            for (nint i = 0; i < count; i++)
            {
                var item = items[i];
                left[i - rights] = item;
                right[rights] = item;
                rights += column[PackedGradient.Row(item)] - first < width ? 1 : 0;
            }
        }
        else
        {
            for (nint i = 0; i < count; i++)
            {
                var item = items[i];
                left[i - rights] = item;
                right[rights] = item;
                rights += rule.GoesRight(column[PackedGradient.Row(item)]) ? 1 : 0;
            }
        }

        return count - (int)rights;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void CopyReversed(ulong* source, int count, ulong* target)
    {
        var reversed = Vector512.Create(7UL, 6, 5, 4, 3, 2, 1, 0);
        var last = source + count;
        var i = 0;
        for (; i <= count - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
        {
            last -= Vector512<ulong>.Count;
            Vector512.Shuffle(Vector512.Load(last), reversed).Store(target + i);
        }

        for (; i < count; i++)
        {
            target[i] = *--last;
        }
    }
}
