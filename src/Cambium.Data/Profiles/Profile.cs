namespace Cambium.Data;

/// <summary>A compact statistical summary of a table: the reference that later rows are compared with.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">One summary a column, in the table's order.</param>
public sealed record Profile(int Rows, EquatableArray<ColumnProfile> Columns)
{
    /// <summary>Summarises a table. Time O(n log n) a column, memory O(n) for one column at a time.</summary>
    public static Profile Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new Profile(table.RowCount, table.Columns.Select(ColumnProfiler.Of).ToEquatableArray());
    }
}
