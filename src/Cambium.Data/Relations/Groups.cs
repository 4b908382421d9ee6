namespace Cambium.Data;

/// <summary>Rows gathered by key: the groups are numbered from 0 in the order in which they first appear.</summary>
sealed class Groups
{
    /// <summary>Numbers of up to so many bits are looked up in a table: 16 MB.</summary>
    const int DirectBits = 22;

    Groups(int[] ids, int[] firstRows) => (Ids, FirstRows) = (ids, firstRows);

    /// <summary>The group of each row.</summary>
    internal int[] Ids { get; }

    /// <summary>The first row of each group, ascending.</summary>
    internal int[] FirstRows { get; }

    /// <summary>The number of groups.</summary>
    internal int Count => FirstRows.Length;

    /// <summary>Gathers the rows of a table by columns, missing being a value like others; without columns all rows are one group.</summary>
    internal static Groups Of(IReadOnlyList<Column> keys, int rowCount, int maxThreads)
    {
        var sparse = keys.FirstOrDefault(key => key is SparseColumn);
        if (sparse is not null)
        {
            throw new ArgumentException($"Column '{sparse.Name}' holds sparse vectors, by which rows are not gathered. Name a column of single values.", nameof(keys));
        }

        var codes = RowCodes.Of([.. keys.Select(key => new[] { key })], [rowCount], missingIsNoKey: false, maxThreads);
        return codes.Bits <= DirectBits ? Direct(codes, rowCount, maxThreads) : OfCodes(codes.All(maxThreads), maxThreads);
    }

    /// <summary>Gathers rows by a number each.</summary>
    internal static Groups OfCodes(ulong[] codes, int maxThreads)
    {
        var (ids, firsts) = new CodePartitions(codes, maxThreads).Numbered();
        return new Groups(ids, firsts.Rows(codes.Length, maxThreads));
    }

    static Groups Direct(RowCodes codes, int rowCount, int maxThreads)
    {
        var ids = GC.AllocateUninitializedArray<int>(rowCount);
        var firstOf = new int[1 << codes.Bits];
        firstOf.AsSpan().Fill(int.MaxValue);
        RowBlocks.For(rowCount, maxThreads, (start, end) =>
        {
            Span<ulong> run = stackalloc ulong[1024];
            for (var at = start; at < end; at += run.Length)
            {
                var length = Math.Min(run.Length, end - at);
                codes.Fill(0, at, at + length, run);
                for (var i = 0; i < length; i++)
                {
                    var code = (int)run[i];
                    ids[at + i] = code;
                    if (at + i < Volatile.Read(ref firstOf[code]))
                    {
                        SetLess(ref firstOf[code], at + i);
                    }
                }
            }
        });
        var words = new ulong[(rowCount + 63) / 64];
        foreach (var first in firstOf)
        {
            if (first != int.MaxValue)
            {
                words[first >> 6] |= 1UL << (first & 63);
            }
        }

        var firsts = new FirstRows(words);
        for (var code = 0; code < firstOf.Length; code++)
        {
            firstOf[code] = firstOf[code] == int.MaxValue ? -1 : firsts.NumberOf(firstOf[code]);
        }

        RowBlocks.For(rowCount, maxThreads, (start, end) =>
        {
            foreach (ref var id in ids.AsSpan(start, end - start))
            {
                id = firstOf[id];
            }
        });
        return new Groups(ids, firsts.Rows(rowCount, maxThreads));
    }

    /// <summary>The least row wins, whichever thread is first.</summary>
    static void SetLess(ref int place, int row)
    {
        for (var seen = Volatile.Read(ref place); row < seen; seen = Volatile.Read(ref place))
        {
            if (Interlocked.CompareExchange(ref place, row, seen) == seen)
            {
                return;
            }
        }
    }
}
