namespace Cambium.Data;

/// <summary>What a Parquet file says of one row group without its values being read.</summary>
public sealed class RowGroupStatistics
{
    readonly RowGroupInfo _group;
    readonly IReadOnlyDictionary<string, SchemaLeaf> _leaves;

    internal RowGroupStatistics(int number, RowGroupInfo group, IReadOnlyDictionary<string, SchemaLeaf> leaves)
    {
        Number = number;
        _group = group;
        _leaves = leaves;
    }

    /// <summary>The number of the row group, from 0.</summary>
    public int Number { get; }

    /// <summary>The number of its rows.</summary>
    public int RowCount => _group.RowCount;

    /// <summary>What is said of a column of the file, be it read or not; its parts are null where the file is silent.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public ColumnStatistics this[string column]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(column);
            if (!_leaves.TryGetValue(column, out var leaf))
            {
                throw new ArgumentException($"There is no column '{column}'.{NearestName.Suggestion(column, _leaves.Keys)} The columns are: {string.Join(", ", _leaves.Keys)}.", nameof(column));
            }

            var chunk = _group.Chunks[leaf.Position];
            return new ColumnStatistics(StatisticsValue.Of(leaf, chunk.Min, isMin: true), StatisticsValue.Of(leaf, chunk.Max, isMin: false), chunk.MissingCount);
        }
    }
}
