using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Joins two tables by equal keys.</summary>
static class Joining
{
    internal static Table Of(Table left, Table right, IReadOnlyList<string> leftOn, IReadOnlyList<string> rightOn, JoinKind kind, string suffix, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(right);
        var keys = JoinKeys.Of(left, right, leftOn, rightOn);
        var rightNames = kind is JoinKind.Semi or JoinKind.Anti ? [] : RightNames(left, right, rightOn, suffix);
        var codes = RowCodes.Of(keys, [left.RowCount, right.RowCount], missingIsNoKey: true, maxThreads);
        var rightCodes = new ulong[right.RowCount];
        RowBlocks.For(right.RowCount, maxThreads, (start, end) => codes.Fill(1, start, end, rightCodes.AsSpan(start, end - start)));
        var table = new JoinTable(rightCodes, codes.Bits);
        var first = FirstMatches(codes, table, left.RowCount, maxThreads);
        if (kind is JoinKind.Semi or JoinKind.Anti)
        {
            var kept = RowsWhere(first, kind == JoinKind.Semi, maxThreads);
            return kept.Length == left.RowCount ? left : RowGather.Of(left, kept, maxThreads);
        }

        var (leftRows, rightRows) = table.IsUnique ? OfUnique(first, kind, maxThreads) : OfChains(first, table, kind, maxThreads);
        return Joined(left, right, leftRows, rightRows, rightNames, maxThreads);
    }

    /// <summary>The left columns and the named right ones, by pairs of rows; without left rows every left row comes once.</summary>
    internal static Table Joined(Table left, Table right, int[]? leftRows, int[] rightRows, IReadOnlyList<(string Name, string Source)> rightNames, int maxThreads)
    {
        var hasNoRows = rightRows.AsSpan().Contains(RowGather.NoRow);
        return Table.OfRows(
            [
                .. left.Columns.Select(column => leftRows is null ? column : RowGather.Of(column, leftRows, hasNoRows: false, maxThreads)),
                .. rightNames.Select(pair => RowGather.Of(right[pair.Source], rightRows, hasNoRows, maxThreads).Rename(pair.Name)),
            ],
            rightRows.Length);
    }

    /// <summary>What the right columns but the keys are called in the result, and what they are called now.</summary>
    /// <exception cref="ArgumentException">A name clashes also with its suffix.</exception>
    internal static List<(string Name, string Source)> RightNames(Table left, Table right, IReadOnlyList<string> rightOn, string suffix)
    {
        ArgumentNullException.ThrowIfNull(suffix);
        var taken = left.Columns.Select(column => column.Name).ToHashSet();
        var names = new List<(string Name, string Source)>();
        foreach (var source in right.Columns.Select(column => column.Name).Except(rightOn))
        {
            var name = left.Contains(source) ? source + suffix : source;
            if (!taken.Add(name))
            {
                throw new ArgumentException($"Both tables have a column '{source}', and there is a column '{name}' too. Give another suffix, or rename one of them.", nameof(suffix));
            }

            names.Add((name, source));
        }

        return names;
    }

    static int[] FirstMatches(RowCodes codes, JoinTable table, int count, int maxThreads)
    {
        var first = GC.AllocateUninitializedArray<int>(count);
        RowBlocks.For(count, maxThreads, (start, end) =>
        {
            Span<ulong> run = stackalloc ulong[1024];
            for (var at = start; at < end; at += run.Length)
            {
                var length = Math.Min(run.Length, end - at);
                codes.Fill(0, at, at + length, run);
                for (var i = 0; i < length; i++)
                {
                    first[at + i] = table.FirstOf(run[i]);
                }
            }
        });
        return first;
    }

    static (int[]? LeftRows, int[] RightRows) OfUnique(int[] first, JoinKind kind, int maxThreads)
    {
        if (kind == JoinKind.Left || !first.AsSpan().Contains(RowGather.NoRow))
        {
            return (null, first);
        }

        var leftRows = RowsWhere(first, matches: true, maxThreads);
        var rightRows = new int[leftRows.Length];
        RowBlocks.For(rightRows.Length, maxThreads, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                rightRows[i] = first[leftRows[i]];
            }
        });
        return (leftRows, rightRows);
    }

    static (int[] LeftRows, int[] RightRows) OfChains(int[] first, JoinTable table, JoinKind kind, int maxThreads)
    {
        var places = new long[ParallelBlocks.Count(first.Length, RowBlocks.Rows) + 1];
        RowBlocks.For(first.Length, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var pairs = 0L;
            for (var row = start; row < end; row++)
            {
                pairs += kind == JoinKind.Left && first[row] == RowGather.NoRow ? 1 : 0;
                for (var match = first[row]; match != RowGather.NoRow; match = table.After(match))
                {
                    pairs++;
                }
            }

            places[block + 1] = pairs;
        });
        for (var block = 1; block < places.Length; block++)
        {
            places[block] += places[block - 1];
        }

        if (places[^1] > Array.MaxLength)
        {
            throw new TableException($"The join would have {places[^1]} rows; a table has at most {Array.MaxLength}. Join by more columns, or make the keys of one table distinct first.");
        }

        var (leftRows, rightRows) = (new int[places[^1]], new int[places[^1]]);
        RowBlocks.For(first.Length, RowBlocks.Rows, maxThreads, (block, start, end) =>
        {
            var place = places[block];
            for (var row = start; row < end; row++)
            {
                var match = first[row];
                if (match == RowGather.NoRow && kind == JoinKind.Left)
                {
                    (leftRows[place], rightRows[place++]) = (row, match);
                }

                for (; match != RowGather.NoRow; match = table.After(match))
                {
                    (leftRows[place], rightRows[place++]) = (row, match);
                }
            }
        });
        return (leftRows, rightRows);
    }

    static int[] RowsWhere(int[] first, bool matches, int maxThreads)
    {
        var words = new ulong[(first.Length + 63) / 64];
        RowBlocks.For(first.Length, maxThreads, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                words[row >> 6] |= first[row] != RowGather.NoRow == matches ? 1UL << (row & 63) : 0;
            }
        });
        return RowSelection.RowsOf(words, first.Length, maxThreads);
    }
}
