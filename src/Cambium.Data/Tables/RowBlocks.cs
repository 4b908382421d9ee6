using System.Runtime.ExceptionServices;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Runs work over blocks of rows; of the blocks whose data are at fault, the first is named, whichever thread came to it first.</summary>
static class RowBlocks
{
    /// <summary>Rows of a piece of work that a thread takes: a multiple of 64, so that no two threads write into one word of a bitmap.</summary>
    internal const int Rows = 1 << 16;

    /// <summary>Calls <paramref name="body"/> with the number, the first row and the row after the last of every block.</summary>
    internal static void For(int count, int blockRows, int maxThreads, Action<int, int, int> body)
    {
        var faults = new ExceptionDispatchInfo?[ParallelBlocks.Count(count, blockRows)];
        ParallelBlocks.For(count, blockRows, maxThreads, (block, start, end) =>
        {
            try
            {
                body(block, start, end);
            }
            catch (TableException e)
            {
                faults[block] = ExceptionDispatchInfo.Capture(e);
            }
        });
        Array.Find(faults, fault => fault is not null)?.Throw();
    }

    /// <summary>Calls <paramref name="body"/> with the first row and the row after the last of every block.</summary>
    internal static void For(int count, int maxThreads, Action<int, int> body) =>
        For(count, Rows, maxThreads, (_, start, end) => body(start, end));
}
