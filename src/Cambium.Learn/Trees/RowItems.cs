using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The rows of every node of a growing tree as one array of <see cref="PackedGradient"/> items, those of a node beside each other and in the
/// order of the table. A split moves a node's rows from one of two buffers to the other, those that go left first.
/// </summary>
sealed unsafe class RowItems : IDisposable
{
    const int BlockRows = 16_384;

    readonly NativeArray<ulong>[] _buffers;
    readonly NativeArray<byte> _goesRight;
    readonly int[] _leftBefore;

    internal RowItems(int rowCount)
    {
        _buffers = [new NativeArray<ulong>(rowCount), new NativeArray<ulong>(rowCount)];
        _goesRight = new NativeArray<byte>(rowCount);
        _leftBefore = new int[ParallelBlocks.Count(rowCount, BlockRows) + 1];
    }

    internal ulong* Buffer(int buffer) => _buffers[buffer].Pointer;

    /// <summary>Moves a node's rows into the other buffer at the same place, and returns how many went left.</summary>
    internal int Partition(ForkJoin team, int buffer, int start, int count, byte* column, in BinRule rule)
    {
        var source = Buffer(buffer) + start;
        var target = Buffer(1 - buffer) + start;
        var marks = _goesRight.Pointer + start;
        var blocks = ParallelBlocks.Count(count, BlockRows);
        var goesRight = rule;
        var leftBefore = _leftBefore;
        team.Run(blocks, (_, block) =>
        {
            var first = block * BlockRows;
            var rows = Math.Min(BlockRows, count - first);
            leftBefore[block + 1] = rows - Mark(source + first, rows, column, goesRight, marks + first);
        });
        for (var block = 0; block < blocks; block++)
        {
            leftBefore[block + 1] += leftBefore[block];
        }

        var left = leftBefore[blocks];
        team.Run(blocks, (_, block) =>
        {
            var first = block * BlockRows;
            var before = leftBefore[block];
            Move(source + first, Math.Min(BlockRows, count - first), marks + first, target + before, target + left + first - before);
        });
        return left;
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        _goesRight.Dispose();
    }

    /// <summary>Marks the rows that go right with 1, the others with 0, and returns how many were marked.</summary>
    static int Mark(ulong* items, int count, byte* column, in BinRule rule, byte* marks)
    {
        var right = 0;
        if (rule.IsRange)
        {
            var (first, width) = (rule.FirstRight, rule.RightWidth);
            for (var i = 0; i < count; i++)
            {
                var mark = column[PackedGradient.Row(items[i])] - first < width ? 1 : 0;
                marks[i] = (byte)mark;
                right += mark;
            }

            return right;
        }

        for (var i = 0; i < count; i++)
        {
            var mark = rule.GoesRight(column[PackedGradient.Row(items[i])]) ? 1 : 0;
            marks[i] = (byte)mark;
            right += mark;
        }

        return right;
    }

    /// <summary>Copies each item to the one or the other end, without a branch that the processor would mispredict.</summary>
    static void Move(ulong* items, int count, byte* marks, ulong* left, ulong* right)
    {
        for (var i = 0; i < count; i++)
        {
            var item = items[i];
            nint mark = marks[i];
            *(mark == 0 ? left : right) = item;
            left += 1 - mark;
            right += mark;
        }
    }
}
