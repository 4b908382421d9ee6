using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>
/// Compares two tables that need not fit in memory: the older is gone through once, then the newer, then the older again as far as examples ask for it.
/// What is held is about 50 bytes for each distinct key or row; where it is not known how many there will be, three times that while it grows.
/// </summary>
abstract class TableDiff
{
    /// <summary>The text of a block that is compared: reading takes about 16 times as much, and the blocks before it stay in memory for a while.</summary>
    internal const int BlockBytes = 1 << 22;

    const double HalfWay = 0.5;

    readonly TableScan _older;
    readonly TableScan _newer;
    readonly List<DatasetRowChange> _added = [];
    readonly SortedDictionary<int, DatasetRowChange> _gone = [];
    readonly List<(int Before, int After, string?[] Values)> _changes = [];
    readonly Dictionary<int, DatasetRowChange> _found = [];
    readonly CancellationToken _cancellationToken;

    protected TableDiff(TableScan older, TableScan newer, IReadOnlyList<string> key, CancellationToken cancellationToken)
    {
        (_older, _newer, _cancellationToken) = (older, newer, cancellationToken);
        Key = key;
        Shared = [.. newer.Schema.Fields.Select(field => field.Name).Where(name => Has(older, name))];
    }

    protected IReadOnlyList<string> Key { get; }

    /// <summary>The columns that both have, in the order of the newer.</summary>
    protected IReadOnlyList<string> Shared { get; }

    protected long Added { get; private set; }

    protected long Removed { get; set; }

    protected long Changed { get; private set; }

    protected long Unchanged { get; set; }

    /// <summary>What is different.</summary>
    /// <param name="older">The one table.</param>
    /// <param name="newer">The other.</param>
    /// <param name="key">Columns by which a row is known in both; none: rows are equal in all that both have, or others.</param>
    /// <param name="progress">Told how much is done, from 0 to 1, by the numbers of rows where they are known.</param>
    /// <param name="rows">About how many rows each has; 0 where not known.</param>
    /// <param name="cancellationToken">Breaks it off, between blocks.</param>
    /// <exception cref="TrackingException">A key's column is not in both, or two rows of one table have the same key.</exception>
    internal static DatasetDiff Of(
        TableScan older, TableScan newer, IReadOnlyList<string> key, IProgress<double>? progress = null, (long Older, long Newer) rows = default, CancellationToken cancellationToken = default)
    {
        foreach (var table in new[] { older, newer })
        {
            if (key.FirstOrDefault(name => !Has(table, name)) is { } unknown)
            {
                throw new TrackingException(
                    $"The key's column '{unknown}' is not in the {(table == older ? "older" : "newer")} version, which has {string.Join(", ", table.Schema.Fields.Select(field => field.Name))}. Name columns that both have.");
            }
        }

        TableDiff diff = key.Count > 0 ? new KeyedDiff(older, newer, key, cancellationToken) : new WholeRowDiff(older, newer, cancellationToken);
        diff.Expect((int)Math.Min(Math.Max(rows.Older, rows.Newer), Array.MaxLength / 2));
        diff.Compare(progress, rows is { Older: > 0, Newer: > 0 } ? rows.Older + rows.Newer : 0);
        return new DatasetDiff([.. diff.Columns()], diff.Added, diff.Removed, diff.Changed, diff.Unchanged, [.. diff.Examples()]);
    }

    /// <summary>Makes room for so many rows at once: growing takes three times as much for a while.</summary>
    protected abstract void Expect(int rows);

    /// <summary>Takes note of a block of the older.</summary>
    protected abstract void SeeOlder(Table block, int firstRow);

    /// <summary>Takes note of a block of the newer.</summary>
    protected abstract void SeeNewer(Table block, int firstRow);

    /// <summary>Counts what the newer has not.</summary>
    protected abstract void End();

    /// <summary>The rows of a block of the older that the newer has not, as far as they may be examples.</summary>
    protected abstract IEnumerable<int> Gone(Table block, int firstRow);

    /// <summary>Counts a row of the newer that the older has not.</summary>
    protected void CountAdded(Table block, int row, int firstRow)
    {
        if (Added++ < DatasetDiff.MostExamples)
        {
            _added.Add(new DatasetRowChange(null, firstRow + row, [.. Shared.Select(name => new DatasetCell(name, null, RowDigests.ValueOf(block[name], row)))]));
        }
    }

    /// <summary>Counts a row that has other values in the newer.</summary>
    protected void CountChanged(int before, Table block, int row, int firstRow)
    {
        if (Changed++ < DatasetDiff.MostExamples)
        {
            _changes.Add((before, firstRow + row, [.. Shared.Select(name => RowDigests.ValueOf(block[name], row))]));
        }
    }

    static bool Has(TableScan table, string name) => table.Schema.Fields.Any(field => field.Name == name);

    void Compare(IProgress<double>? progress, long rows)
    {
        var done = 0L;
        Walk(_older, SeeOlder);
        progress?.Report(rows > 0 ? Math.Min(1, (double)done / rows) : HalfWay);
        Walk(_newer, SeeNewer);
        End();
        CollectOlder();
        progress?.Report(1);

        void Walk(TableScan table, Action<Table, int> see)
        {
            foreach (var (block, firstRow) in Blocks(table))
            {
                see(block, firstRow);
                done += block.RowCount;
                if (rows > 0)
                {
                    progress?.Report(Math.Min(1, (double)done / rows));
                }
            }
        }
    }

    /// <summary>Reads the older again, up to the last row that is an example.</summary>
    void CollectOlder()
    {
        var changed = _changes.ToDictionary(change => change.Before);
        var missing = (int)Math.Min(Removed, DatasetDiff.MostExamples);
        foreach (var (block, firstRow) in missing + changed.Count > 0 ? Blocks(_older) : [])
        {
            foreach (var row in _gone.Count < missing ? Gone(block, firstRow).Take(missing - _gone.Count) : [])
            {
                _gone.Add(firstRow + row, new DatasetRowChange(firstRow + row, null, [.. Shared.Select(name => new DatasetCell(name, RowDigests.ValueOf(block[name], row), null))]));
            }

            foreach (var (before, after, values) in changed.Values.Where(change => change.Before >= firstRow && change.Before < firstRow + block.RowCount))
            {
                var cells = Shared
                    .Select((name, place) => new DatasetCell(name, RowDigests.ValueOf(block[name], before - firstRow), values[place]))
                    .Where(cell => cell.Was != cell.Becomes || Key.Contains(cell.Column));
                _found.Add(before, new DatasetRowChange(before, after, [.. cells]));
            }

            if (_gone.Count == missing && _found.Count == changed.Count)
            {
                break;
            }
        }
    }

    /// <summary>In the order of the newer, then what the older had.</summary>
    IEnumerable<DatasetRowChange> Examples() =>
        _added.Concat(_changes.Select(change => _found[change.Before])).OrderBy(change => change.NewRow).Concat(_gone.Values);

    IEnumerable<DatasetColumnChange> Columns()
    {
        var (older, newer) = (_older.Schema.Fields, _newer.Schema.Fields);
        return newer.Select(field => new DatasetColumnChange(field.Name, older.FirstOrDefault(other => other.Name == field.Name)?.Type, field.Type))
            .Concat(older.Where(field => !Has(_newer, field.Name)).Select(field => new DatasetColumnChange(field.Name, field.Type, null)))
            .Where(change => change.Was != change.Becomes);
    }

    IEnumerable<(Table Block, int FirstRow)> Blocks(TableScan table)
    {
        var firstRow = 0;
        foreach (var block in table)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            yield return (block, firstRow);
            firstRow = firstRow <= int.MaxValue - block.RowCount
                ? firstRow + block.RowCount
                : throw new TrackingException($"There are more than {int.MaxValue} rows, which are too many to compare. Compare parts of the files.");
        }
    }
}
