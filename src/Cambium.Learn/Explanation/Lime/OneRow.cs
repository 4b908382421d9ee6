using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The one row that is explained.</summary>
static class OneRow
{
    /// <summary>The row as the model learned its columns.</summary>
    /// <exception cref="ArgumentException">There is not one row.</exception>
    internal static Table Of(ModelAnswer answer, Table row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.RowCount == 1
            ? answer.Read(row)
            : throw new ArgumentException($"The table has {row.RowCount} rows, but one is explained at a time; give a table of that row, as Slice(row, 1) makes it.", nameof(row));
    }
}
