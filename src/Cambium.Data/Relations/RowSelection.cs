using System.Numerics;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Turns bits of rows into their numbers.</summary>
static class RowSelection
{
    /// <summary>The rows whose bit is set, ascending; bits after the last row must be 0.</summary>
    internal static int[] RowsOf(ulong[] words, int count, int maxThreads)
    {
        var places = new int[ParallelBlocks.Count(count, RowBlocks.Rows) + 1];
        RowBlocks.For(count, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var ones = 0;
            for (var word = start / 64; word << 6 < end; word++)
            {
                ones += BitOperations.PopCount(words[word]);
            }

            places[block + 1] = ones;
        });
        for (var block = 1; block < places.Length; block++)
        {
            places[block] += places[block - 1];
        }

        var rows = new int[places[^1]];
        RowBlocks.For(count, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var at = places[block];
            for (var word = start / 64; word << 6 < end; word++)
            {
                for (var bits = words[word]; bits != 0; bits &= bits - 1)
                {
                    rows[at++] = (word << 6) + BitOperations.TrailingZeroCount(bits);
                }
            }
        });
        return rows;
    }
}
