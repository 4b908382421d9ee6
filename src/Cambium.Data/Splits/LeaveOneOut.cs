namespace Cambium.Data;

/// <summary>
/// Leaves out each row in turn. When: rows are few and fits cheap. Figures that need several rows (ROC AUC, R²) are not defined in a fold; look at those of all left-out rows together.
/// </summary>
public sealed record LeaveOneOut : Splitter
{
    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.RowCount >= 2
            ? new RowSplits(table.RowCount, left => RowSplits.OfTest(table.RowCount, row => row == left))
            : throw new TableException($"Leaving one row out needs two rows or more; the table has {table.RowCount}.");
    }
}
