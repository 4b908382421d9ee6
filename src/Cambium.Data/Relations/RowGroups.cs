namespace Cambium.Data;

/// <summary>The rows of a table gathered by the values of columns; <see cref="Aggregate(IReadOnlyList{Data.Aggregate})"/> makes a row of each group.</summary>
public sealed class RowGroups
{
    readonly Table _table;
    readonly string[] _keys;
    readonly int _maxThreads;

    internal RowGroups(Table table, IReadOnlyList<string> keys, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(keys);
        (_table, _keys, _maxThreads) = (table, [.. keys], maxThreads);
        foreach (var key in _keys)
        {
            _ = table[key];
        }
    }

    /// <summary>A row a group: its keys, then what is asked for. Groups come in the order of their first rows; missing keys are a group like others.</summary>
    /// <remarks>
    /// Time O(rows) and one pass for every aggregate, on all processors; memory 4 bytes a row, 24 more where keys have too many values to be looked up directly, and that of the
    /// columns once more above 16,384 groups. Sums are taken in blocks whose borders depend on the number of rows and groups only, so that results are the same to the bit at any
    /// number of threads.
    /// </remarks>
    /// <param name="aggregates">What to compute; may be none.</param>
    /// <exception cref="ArgumentException">A column is not there, its type does not fit, or two results share a name.</exception>
    /// <exception cref="TableException">A sum of whole numbers overflows, or an expression cannot be computed of a row.</exception>
    public Table Aggregate(params IReadOnlyList<Aggregate> aggregates)
    {
        ArgumentNullException.ThrowIfNull(aggregates);
        var names = new HashSet<string>(_keys);
        foreach (var aggregate in aggregates)
        {
            ArgumentNullException.ThrowIfNull(aggregate, nameof(aggregates));
            if (!names.Add(aggregate.Name))
            {
                throw new ArgumentException($"Two columns of the result are named '{aggregate.Name}'. Name one of them with As(...).", nameof(aggregates));
            }
        }

        var groups = Groups.Of([.. _keys.Select(key => _table[key])], _table.RowCount, _maxThreads);
        var keys = _keys.Select(key => RowGather.Of(_table[key], groups.FirstRows, hasNoRows: false, _maxThreads));
        var computation = new Aggregation(_table, groups, _maxThreads);
        return Table.OfRows([.. keys, .. aggregates.Select(computation.ColumnOf)], groups.Count);
    }
}
