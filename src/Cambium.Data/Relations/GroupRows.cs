using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// How work on grouped rows is cut into pieces: few groups make pieces of neighbouring rows, each with sums of its own, which are then added in order; many groups make
/// pieces of neighbouring groups, each with the rows of its groups.
/// </summary>
sealed class GroupRows
{
    const int FewGroups = 1 << 14;
    const int MostRowPieces = 32;
    const int LeastRowsOfPiece = 1 << 16;
    const int GroupsOfPiece = 1 << 12;

    readonly Groups _groups;
    readonly int _maxThreads;
    readonly int _rowsOfPiece;
    readonly Lazy<(int[] Starts, int[] Rows)> _byGroup;

    internal GroupRows(Groups groups, int maxThreads)
    {
        (_groups, _maxThreads) = (groups, maxThreads);
        var rows = groups.Ids.Length;
        _rowsOfPiece = Math.Max(LeastRowsOfPiece, (((rows + MostRowPieces - 1) / MostRowPieces) + 63) & ~63);
        _byGroup = new Lazy<(int[] Starts, int[] Rows)>(Sorted);
    }

    /// <summary>Whether there are few groups: each piece of rows has a place for all of them.</summary>
    internal bool IsFew => _groups.Count <= FewGroups;

    /// <summary>The pieces of rows where there are few groups; else 1, for the places are shared.</summary>
    internal int Pieces => IsFew ? Math.Max(1, ParallelBlocks.Count(_groups.Ids.Length, _rowsOfPiece)) : 1;

    /// <summary>
    /// Calls <paramref name="run"/> with the number of a piece's places and its run of rows, or <paramref name="list"/> with a list of the rows of some groups. No two calls touch the same places.
    /// </summary>
    internal void For(Action<int, int, int> run, Action<ReadOnlyMemory<int>> list)
    {
        if (IsFew)
        {
            RowBlocks.For(_groups.Ids.Length, _rowsOfPiece, _maxThreads, run);
            return;
        }

        var (starts, rows) = _byGroup.Value;
        RowBlocks.For(_groups.Count, GroupsOfPiece, _maxThreads, (_, first, end) => list(rows.AsMemory(starts[first], starts[end] - starts[first])));
    }

    /// <summary>Calls <paramref name="body"/> with each group and its rows, ascending.</summary>
    internal void ForGroups(Action<int, ReadOnlyMemory<int>> body)
    {
        var (starts, rows) = _byGroup.Value;
        RowBlocks.For(_groups.Count, Math.Max(1, Math.Min(GroupsOfPiece, _groups.Count / 64)), _maxThreads, (_, first, end) =>
        {
            for (var group = first; group < end; group++)
            {
                body(group, rows.AsMemory(starts[group], starts[group + 1] - starts[group]));
            }
        });
    }

    /// <summary>The rows by group, each group's ascending, and where each group starts: dealt to pieces of groups first, then within the piece.</summary>
    (int[] Starts, int[] Rows) Sorted()
    {
        var ids = _groups.Ids;
        var pieces = Math.Max(1, ParallelBlocks.Count(_groups.Count, GroupsOfPiece));
        var counts = new int[ParallelBlocks.Count(ids.Length, _rowsOfPiece)][];
        RowBlocks.For(ids.Length, _rowsOfPiece, _maxThreads, (block, start, end) =>
        {
            var count = new int[pieces];
            for (var row = start; row < end; row++)
            {
                count[ids[row] / GroupsOfPiece]++;
            }

            counts[block] = count;
        });
        var pieceStarts = new int[pieces + 1];
        for (var piece = 0; piece < pieces; piece++)
        {
            pieceStarts[piece + 1] = pieceStarts[piece];
            foreach (var count in counts)
            {
                (count[piece], pieceStarts[piece + 1]) = (pieceStarts[piece + 1], pieceStarts[piece + 1] + count[piece]);
            }
        }

        var dealt = GC.AllocateUninitializedArray<int>(ids.Length);
        RowBlocks.For(ids.Length, _rowsOfPiece, _maxThreads, (block, start, end) =>
        {
            var next = counts[block];
            for (var row = start; row < end; row++)
            {
                dealt[next[ids[row] / GroupsOfPiece]++] = row;
            }
        });
        var starts = new int[_groups.Count + 1];
        var rows = GC.AllocateUninitializedArray<int>(ids.Length);
        RowBlocks.For(pieces, 1, _maxThreads, (piece, _, _) => SortPiece(dealt.AsSpan(pieceStarts[piece]..pieceStarts[piece + 1]), piece, pieceStarts[piece], starts, rows));
        return (starts, rows);
    }

    void SortPiece(ReadOnlySpan<int> dealt, int piece, int start, int[] starts, int[] rows)
    {
        var first = piece * GroupsOfPiece;
        var next = new int[Math.Min(GroupsOfPiece, _groups.Count - first) + 1];
        foreach (var row in dealt)
        {
            next[_groups.Ids[row] - first + 1]++;
        }

        next[0] = start;
        for (var i = 1; i < next.Length; i++)
        {
            next[i] += next[i - 1];
            starts[first + i] = next[i];
        }

        foreach (var row in dealt)
        {
            rows[next[_groups.Ids[row] - first]++] = row;
        }
    }
}
