using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>Compares two tables.</summary>
sealed class TableDiff
{
    readonly Table _older;
    readonly Table _newer;
    readonly IReadOnlyList<string> _key;
    readonly List<string> _shared;
    readonly List<DatasetRowChange> _examples = [];
    long _added;
    long _removed;
    long _changed;
    long _unchanged;

    TableDiff(Table older, Table newer, IReadOnlyList<string> key)
    {
        _older = older;
        _newer = newer;
        _key = key;
        _shared = [.. newer.Columns.Select(column => column.Name).Where(older.Contains)];
    }

    /// <summary>What is different.</summary>
    /// <param name="older">The one table.</param>
    /// <param name="newer">The other.</param>
    /// <param name="key">Columns by which a row is known in both; none: rows are equal in all that both have, or others.</param>
    /// <exception cref="TrackingException">A key's column is not in both, or two rows of one table have the same key.</exception>
    internal static DatasetDiff Of(Table older, Table newer, IReadOnlyList<string> key)
    {
        foreach (var table in new[] { older, newer })
        {
            if (key.FirstOrDefault(name => !table.Contains(name)) is { } unknown)
            {
                throw new TrackingException(
                    $"The key's column '{unknown}' is not in the {(table == older ? "older" : "newer")} version, which has {string.Join(", ", table.Columns.Select(column => column.Name))}. Name columns that both have.");
            }
        }

        var diff = new TableDiff(older, newer, key);
        if (key.Count > 0)
        {
            diff.CompareByKey();
        }
        else
        {
            diff.CompareWholeRows();
        }

        return new DatasetDiff([.. diff.Columns()], diff._added, diff._removed, diff._changed, diff._unchanged, [.. diff._examples]);
    }

    IEnumerable<DatasetColumnChange> Columns() => _newer.Columns
        .Select(column => new DatasetColumnChange(column.Name, _older.Contains(column.Name) ? _older[column.Name].Type : null, column.Type))
        .Concat(_older.Columns.Where(column => !_newer.Contains(column.Name)).Select(column => new DatasetColumnChange(column.Name, column.Type, null)))
        .Where(change => change.Was != change.Becomes);

    void CompareByKey()
    {
        var (oldRows, newRows) = (RowsByKey(_older, "older"), RowsByKey(_newer, "newer"));
        var (oldValues, newValues) = (RowDigests.Of(_older, _shared), RowDigests.Of(_newer, _shared));
        foreach (var (key, row) in newRows)
        {
            if (!oldRows.TryGetValue(key, out var before))
            {
                Count(ref _added, null, row);
            }
            else if (oldValues[before] != newValues[row])
            {
                Count(ref _changed, before, row);
            }
            else
            {
                _unchanged++;
            }
        }

        foreach (var (_, row) in oldRows.Where(pair => !newRows.ContainsKey(pair.Key)))
        {
            Count(ref _removed, row, null);
        }
    }

    /// <summary>A row that is there twice before and once after was removed once.</summary>
    void CompareWholeRows()
    {
        var left = new Dictionary<UInt128, int>();
        var oldValues = RowDigests.Of(_older, _shared);
        foreach (var digest in oldValues)
        {
            left[digest] = left.GetValueOrDefault(digest) + 1;
        }

        var newValues = RowDigests.Of(_newer, _shared);
        for (var row = 0; row < newValues.Length; row++)
        {
            if (left.GetValueOrDefault(newValues[row]) is var count and > 0)
            {
                left[newValues[row]] = count - 1;
                _unchanged++;
            }
            else
            {
                Count(ref _added, null, row);
            }
        }

        // Of equal rows the last ones are those that went.
        var gone = new List<int>();
        for (var row = oldValues.Length - 1; row >= 0; row--)
        {
            if (left[oldValues[row]] > 0)
            {
                left[oldValues[row]]--;
                gone.Add(row);
            }
        }

        foreach (var row in gone.AsEnumerable().Reverse())
        {
            Count(ref _removed, row, null);
        }
    }

    Dictionary<UInt128, int> RowsByKey(Table table, string which)
    {
        var keys = RowDigests.Of(table, _key);
        var rows = new Dictionary<UInt128, int>(keys.Length);
        for (var row = 0; row < keys.Length; row++)
        {
            if (!rows.TryAdd(keys[row], row))
            {
                var value = string.Join(", ", _key.Select(name => $"{name} = {RowDigests.ValueOf(table[name], row) ?? "missing"}"));
                throw new TrackingException(
                    $"Rows {rows[keys[row]]} and {row} of the {which} version have the same key: {value}. Name columns that tell rows apart, or compare without a key.");
            }
        }

        return rows;
    }

    void Count(ref long count, int? before, int? after)
    {
        if (count++ >= DatasetDiff.MostExamples)
        {
            return;
        }

        var cells = _shared
            .Select(name => new DatasetCell(name, Value(_older, name, before), Value(_newer, name, after)))
            .Where(cell => before is null || after is null || cell.Was != cell.Becomes || _key.Contains(cell.Column));
        _examples.Add(new DatasetRowChange(before, after, [.. cells]));
    }

    static string? Value(Table table, string column, int? row) => row is { } at ? RowDigests.ValueOf(table[column], at) : null;
}
