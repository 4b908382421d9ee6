namespace Cambium.Data;

/// <summary>The rows of a table seen in an order within partitions; <see cref="With"/> computes columns of each row and those around it.</summary>
public sealed class RowWindow
{
    readonly Table _table;
    readonly IReadOnlyList<string> _partitionBy;
    readonly IReadOnlyList<SortKey> _orderBy;
    readonly int _maxThreads;

    internal RowWindow(Table table, IReadOnlyList<string> partitionBy, IReadOnlyList<SortKey> orderBy, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(partitionBy);
        ArgumentNullException.ThrowIfNull(orderBy);
        (_table, _partitionBy, _orderBy, _maxThreads) = (table, partitionBy, orderBy, maxThreads);
        foreach (var name in partitionBy.Concat(orderBy.Select(key => key.Column)))
        {
            _ = table[name];
        }
    }

    /// <summary>The table, its rows in their order, with the computed columns, each in the place of the one of its name or at the end.</summary>
    /// <remarks>
    /// Time O(rows) for each column, whatever the width of a window, beside a sort. Windows are put together of sums from the left and from the right, never by
    /// taking away, so that no error piles up.
    /// </remarks>
    /// <exception cref="ArgumentException">A column is not there, or its type does not fit.</exception>
    /// <exception cref="TableException">A sum of whole numbers overflows.</exception>
    public Table With(params IReadOnlyList<WindowColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var groups = Groups.Of([.. _partitionBy.Select(name => _table[name])], _table.RowCount, _maxThreads);
        var order = _orderBy.Select(key => new SortPart(_table[key.Column], key.Descending, _maxThreads)).ToArray();
        var ids = Column.Of("partition", Array.ConvertAll(groups.Ids, id => (long)id));
        var rows = RowOrder.Of([new SortPart(ids, descending: false, _maxThreads), .. order], _table.RowCount, _maxThreads);
        var computation = new WindowComputation(_table, groups, rows, order, _maxThreads);
        var result = _table;
        foreach (var column in columns)
        {
            ArgumentNullException.ThrowIfNull(column, nameof(columns));
            result = result.With(computation.ColumnOf(column));
        }

        return result;
    }
}
