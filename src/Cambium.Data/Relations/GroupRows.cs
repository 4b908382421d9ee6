using System.Numerics;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// How work on grouped rows is cut into pieces. Few groups: pieces of neighbouring rows, each with sums of its own, which are then added in order. Many groups: rows and their values are
/// dealt to pieces of neighbouring groups whose sums fit into the second cache, each piece in the order of the rows.
/// </summary>
sealed class GroupRows
{
    const int FewGroups = 1 << 14;
    const int MostRowPieces = 32;
    const int LeastRowsOfPiece = 1 << 16;
    const int MostGroupPieces = 512;
    const int LeastShift = 12;

    readonly Groups _groups;
    readonly int _maxThreads;
    readonly int _rowsOfPiece;
    readonly int _shift;
    readonly Lazy<(int[][] Offsets, int[] Starts)> _layout;
    readonly Lazy<int[]> _dealtIds;
    readonly Lazy<int[]> _dealtRows;
    readonly Lazy<(int[] Starts, int[] Rows)> _byGroup;
    readonly Dictionary<(string Name, Type Type), Array> _dealt = [];

    internal GroupRows(Groups groups, int maxThreads)
    {
        (_groups, _maxThreads) = (groups, maxThreads);
        var rows = groups.Ids.Length;
        _rowsOfPiece = Math.Max(LeastRowsOfPiece, (((rows + MostRowPieces - 1) / MostRowPieces) + 63) & ~63);
        _shift = Math.Max(LeastShift, BitOperations.Log2((uint)Math.Max(1, groups.Count / MostGroupPieces)) + 1);
        _layout = new Lazy<(int[][] Offsets, int[] Starts)>(Layout);
        _dealtIds = new Lazy<int[]>(() => Dealt<int>(groups.Ids));
        _dealtRows = new Lazy<int[]>(() => Dealt<int>(Enumerable.Range(0, rows).ToArray()));
        _byGroup = new Lazy<(int[] Starts, int[] Rows)>(Sorted);
    }

    /// <summary>Whether there are few groups: each piece of rows has a place for all of them.</summary>
    internal bool IsFew => _groups.Count <= FewGroups;

    /// <summary>How many places a group has: one for each piece of rows where there are few groups, else one.</summary>
    internal int Pieces => IsFew ? Math.Max(1, ParallelBlocks.Count(_groups.Ids.Length, _rowsOfPiece)) : 1;

    /// <summary>The group of each row, in the order of the work.</summary>
    internal int[] Ids => IsFew ? _groups.Ids : _dealtIds.Value;

    /// <summary>The values of a column in the order of the work.</summary>
    internal ReadOnlyMemory<T> Values<T>(string name, ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        if (IsFew)
        {
            return values;
        }

        if (!_dealt.TryGetValue((name, typeof(T)), out var dealt))
        {
            _dealt.Add((name, typeof(T)), dealt = Dealt(values));
        }

        return (T[])dealt;
    }

    /// <summary>Whether the row at a place of the work holds a value.</summary>
    internal Func<int, bool> ValidAt(Validity validity)
    {
        if (validity.AllValid)
        {
            return static _ => true;
        }

        var rows = IsFew ? null : _dealtRows.Value;
        return rows is null ? place => validity[place] : place => validity[rows[place]];
    }

    /// <summary>Calls <paramref name="body"/> with the places' number and a run of the work. No two calls touch the same places.</summary>
    internal void For(Action<int, int, int> body)
    {
        if (IsFew)
        {
            RowBlocks.For(_groups.Ids.Length, _rowsOfPiece, _maxThreads, body);
            return;
        }

        var starts = _layout.Value.Starts;
        RowBlocks.For(starts.Length - 1, 1, _maxThreads, (piece, _, _) => body(0, starts[piece], starts[piece + 1]));
    }

    /// <summary>Calls <paramref name="body"/> with each group and its rows, ascending.</summary>
    internal void ForGroups(Action<int, ReadOnlyMemory<int>> body)
    {
        var (starts, rows) = _byGroup.Value;
        RowBlocks.For(_groups.Count, Math.Max(1, Math.Min(1 << LeastShift, _groups.Count / 64)), _maxThreads, (_, first, end) =>
        {
            for (var group = first; group < end; group++)
            {
                body(group, rows.AsMemory(starts[group], starts[group + 1] - starts[group]));
            }
        });
    }

    (int[][] Offsets, int[] Starts) Layout()
    {
        var ids = _groups.Ids;
        var pieces = Math.Max(1, (_groups.Count + (1 << _shift) - 1) >> _shift);
        var offsets = new int[ParallelBlocks.Count(ids.Length, _rowsOfPiece)][];
        RowBlocks.For(ids.Length, _rowsOfPiece, _maxThreads, (block, start, end) =>
        {
            var count = new int[pieces];
            for (var row = start; row < end; row++)
            {
                count[ids[row] >> _shift]++;
            }

            offsets[block] = count;
        });
        return (offsets, CodePartitions.StartsOf(offsets, pieces));
    }

    T[] Dealt<T>(ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        var ids = _groups.Ids;
        var offsets = _layout.Value.Offsets;
        var dealt = GC.AllocateUninitializedArray<T>(ids.Length);
        RowBlocks.For(ids.Length, _rowsOfPiece, _maxThreads, (block, start, end) =>
        {
            var next = (int[])offsets[block].Clone();
            var source = values.Span;
            for (var row = start; row < end; row++)
            {
                dealt[next[ids[row] >> _shift]++] = source[row];
            }
        });
        return dealt;
    }

    /// <summary>The rows by group, each group's ascending, and where each group starts.</summary>
    (int[] Starts, int[] Rows) Sorted()
    {
        var pieceStarts = _layout.Value.Starts;
        var starts = new int[_groups.Count + 1];
        var rows = GC.AllocateUninitializedArray<int>(_groups.Ids.Length);
        var (dealtRows, dealtIds) = (_dealtRows.Value, _dealtIds.Value);
        RowBlocks.For(pieceStarts.Length - 1, 1, _maxThreads, (piece, _, _) =>
        {
            var (start, length) = (pieceStarts[piece], pieceStarts[piece + 1] - pieceStarts[piece]);
            SortPiece(dealtRows.AsSpan(start, length), dealtIds.AsSpan(start, length), piece << _shift, start, starts, rows);
        });
        return (starts, rows);
    }

    void SortPiece(ReadOnlySpan<int> dealt, ReadOnlySpan<int> ids, int first, int start, int[] starts, int[] rows)
    {
        var next = new int[Math.Max(0, Math.Min(1 << _shift, _groups.Count - first)) + 1];
        foreach (var id in ids)
        {
            next[id - first + 1]++;
        }

        next[0] = start;
        for (var i = 1; i < next.Length; i++)
        {
            next[i] += next[i - 1];
            starts[first + i] = next[i];
        }

        for (var i = 0; i < dealt.Length; i++)
        {
            rows[next[ids[i] - first]++] = dealt[i];
        }
    }
}
