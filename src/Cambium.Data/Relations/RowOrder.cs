namespace Cambium.Data;

/// <summary>The stable order of rows by keys.</summary>
static class RowOrder
{
    /// <summary>The rows in order; rows with equal keys in the order they come in.</summary>
    internal static int[] Of(SortPart[] parts, int rowCount, int maxThreads)
    {
        var rows = new int[rowCount];
        if (parts.Length == 0)
        {
            for (var row = 0; row < rowCount; row++)
            {
                rows[row] = row;
            }

            return rows;
        }

        var words = SortWord.Packed(parts);
        var isRough = Array.Exists(parts, part => part.IsRough);
        var keys = GC.AllocateUninitializedArray<ulong>(rowCount);
        RowBlocks.For(rowCount, maxThreads, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                rows[row] = row;
            }

            words[0].Fill(rows.AsSpan(start, end - start), keys.AsSpan(start, end - start), isRun: true);
        });
        var pieces = RadixSort.Sort(keys, rows, maxThreads);
        if (words.Length > 1 || isRough)
        {
            RowBlocks.For(pieces.Length - 1, 1, maxThreads, (piece, _, _) =>
                Refine(words, 1, parts, isRough, keys.AsSpan(pieces[piece]..pieces[piece + 1]), rows.AsSpan(pieces[piece]..pieces[piece + 1])));
        }

        return rows;
    }

    /// <summary>Orders rows whose numbers so far are equal by the next word, and at last by the values themselves where numbers are rough.</summary>
    static void Refine(SortWord[] words, int word, SortPart[] parts, bool isRough, Span<ulong> keys, Span<int> rows)
    {
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                var run = rows[start..end];
                var runKeys = keys[start..end];
                if (word < words.Length)
                {
                    words[word].Fill(run, runKeys);
                    RadixSort.SortPiece(runKeys, run);
                    Refine(words, word + 1, parts, isRough, runKeys, run);
                }
                else if (isRough)
                {
                    run.Sort((x, y) => Compare(parts, x, y));
                }
            }

            start = end;
        }
    }

    static int Compare(SortPart[] parts, int x, int y)
    {
        foreach (var part in parts)
        {
            var order = part.Compare(x, y);
            if (order != 0)
            {
                return order;
            }
        }

        return x.CompareTo(y);
    }
}
