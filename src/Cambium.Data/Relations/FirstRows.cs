using System.Numerics;

namespace Cambium.Data;

/// <summary>The rows at which groups begin, as bits; a group's number is how many groups begin before it.</summary>
sealed class FirstRows
{
    readonly ulong[] _words;
    readonly int[] _ranks;

    /// <summary>Takes the bits, which are not to change afterwards.</summary>
    internal FirstRows(ulong[] words)
    {
        _words = words;
        _ranks = new int[words.Length];
        for (var word = 1; word < words.Length; word++)
        {
            _ranks[word] = _ranks[word - 1] + BitOperations.PopCount(words[word - 1]);
        }
    }

    /// <summary>The number of the group that begins at a row.</summary>
    internal int NumberOf(int first) => _ranks[first >> 6] + BitOperations.PopCount(_words[first >> 6] & ((1UL << (first & 63)) - 1));

    /// <summary>The rows, ascending.</summary>
    internal int[] Rows(int rowCount, int maxThreads) => RowSelection.RowsOf(_words, rowCount, maxThreads);
}
