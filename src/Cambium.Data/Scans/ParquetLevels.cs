namespace Cambium.Data;

/// <summary>The levels of a column that row groups name by dictionaries, gathered group by group.</summary>
/// <param name="name">The column.</param>
/// <param name="most">With more levels it holds free text.</param>
sealed class ParquetLevels(string name, int most)
{
    readonly HashSet<string> _known = [];
    readonly List<string> _levels = [];
    long _values;

    internal string Name => name;

    /// <summary>Whether there are values, and they repeat enough to be levels.</summary>
    internal bool Repeat => _values > 0 && CategoryRule.Repeats(_levels.Count, _values);

    /// <summary>Takes a row group in; false where there are too many levels.</summary>
    internal bool TryAdd(CategoryColumn column)
    {
        _values += column.Length - column.MissingCount;
        foreach (var level in column.Levels)
        {
            if (_known.Add(level))
            {
                _levels.Add(level);
            }
        }

        return _levels.Count <= most;
    }

    /// <summary>The column's field; <paramref name="isOrdered"/> where the order of the dictionaries is that of the levels.</summary>
    internal Field Field(bool isOrdered) => new(name, ColumnType.Category)
    {
        Levels = (isOrdered ? _levels.AsEnumerable() : _levels.Order(StringComparer.Ordinal)).ToEquatableArray(),
    };
}
