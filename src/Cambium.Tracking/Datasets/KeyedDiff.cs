using System.Runtime.InteropServices;
using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>Compares rows that are known by a key.</summary>
sealed class KeyedDiff(TableScan older, TableScan newer, IReadOnlyList<string> key, CancellationToken cancellationToken)
    : TableDiff(older, newer, key, cancellationToken)
{
    const int None = -1;

    readonly Dictionary<RowDigest, Entry> _rows = [];
    readonly PriorityQueue<int, int> _removed = new();

    /// <inheritdoc/>
    protected override void SeeOlder(Table block, int firstRow)
    {
        var (keys, values) = (RowDigests.Of(block, Key), RowDigests.Of(block, Shared));
        for (var row = 0; row < keys.Length; row++)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, keys[row], out var isKnown);
            if (isKnown)
            {
                throw Twice(block, row, entry.OldRow, firstRow, "older");
            }

            entry = new Entry(values[row].First, firstRow + row, None);
        }
    }

    /// <inheritdoc/>
    protected override void SeeNewer(Table block, int firstRow)
    {
        var (keys, values) = (RowDigests.Of(block, Key), RowDigests.Of(block, Shared));
        for (var row = 0; row < keys.Length; row++)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, keys[row], out var isKnown);
            if (!isKnown)
            {
                entry = new Entry(0, None, firstRow + row);
                CountAdded(block, row, firstRow);
                continue;
            }

            if (entry.NewRow != None)
            {
                throw Twice(block, row, entry.NewRow, firstRow, "newer");
            }

            entry = entry with { NewRow = firstRow + row };
            if (entry.Values == values[row].First)
            {
                Unchanged++;
            }
            else
            {
                CountChanged(entry.OldRow, block, row, firstRow);
            }
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (var entry in _rows.Values)
        {
            if (entry.NewRow == None)
            {
                Removed++;
                _removed.Enqueue(entry.OldRow, -entry.OldRow);
                if (_removed.Count > DatasetDiff.MostExamples)
                {
                    _removed.Dequeue();
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<int> Gone(Table block, int firstRow) =>
        _removed.UnorderedItems.Select(item => item.Element - firstRow).Where(row => row >= 0 && row < block.RowCount).Order();

    TrackingException Twice(Table block, int row, int before, int firstRow, string which)
    {
        var value = string.Join(", ", Key.Select(name => $"{name} = {RowDigests.ValueOf(block[name], row) ?? "missing"}"));
        return new TrackingException(
            $"Rows {before} and {firstRow + row} of the {which} version have the same key: {value}. Name columns that tell rows apart, or compare without a key.");
    }

    /// <summary>A key's values, of which 64 bits are enough to tell those of two rows apart, and where it is.</summary>
    readonly record struct Entry(ulong Values, int OldRow, int NewRow);
}
