namespace Cambium.Data;

/// <summary>Gathers what a profile says of one column, from blocks of rows in their order.</summary>
abstract class ColumnAccumulator(string name, ColumnType type)
{
    protected const int MostTopValues = 10;

    protected string Name { get; } = name;

    protected long Rows { get; private set; }

    protected long Missing { get; private set; }

    internal static ColumnAccumulator For(string name, ColumnType type) => type switch
    {
        ColumnType.Float64 or ColumnType.Int64 or ColumnType.DateTime => new NumberAccumulator(name, type),
        ColumnType.Boolean or ColumnType.Category or ColumnType.String => new ValueAccumulator(name, type),
        ColumnType.Sparse => new SparseAccumulator(name),
        _ => throw new ArgumentException($"Column '{name}' of type {type} cannot be summarised.", nameof(type)),
    };

    /// <summary>Adds a block of rows; the column is of the accumulator's type.</summary>
    internal void Add(Column column)
    {
        Rows += column.Length;
        Missing += column.MissingCount;
        AddValues(column);
    }

    /// <summary>Adds what another accumulator of the same column gathered from later rows.</summary>
    internal void Merge(ColumnAccumulator later)
    {
        Rows += later.Rows;
        Missing += later.Missing;
        MergeValues(later);
    }

    internal ColumnProfile Build() => Describe(new ColumnProfile { Name = Name, Type = type, Missing = Missing, Distinct = 0 });

    protected abstract void AddValues(Column column);

    protected abstract void MergeValues(ColumnAccumulator later);

    /// <summary>The profile with what is known of the values.</summary>
    protected abstract ColumnProfile Describe(ColumnProfile profile);

    /// <summary>The most frequent values first; ties in ordinal order.</summary>
    protected static EquatableArray<ValueCount> Top(IEnumerable<KeyValuePair<string, long>> counts) =>
        counts
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostTopValues)
            .Select(pair => new ValueCount(pair.Key, pair.Value))
            .ToEquatableArray();
}
