namespace Cambium.Numerics;

/// <summary>The guard of views of matrices.</summary>
static class MatrixSize
{
    internal static void Check(int length, int rows, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (stride < columns)
        {
            throw new ArgumentOutOfRangeException(nameof(stride), stride, $"The stride of a matrix of {columns} columns must be at least {columns}.");
        }

        var needed = rows == 0 || columns == 0 ? 0 : ((rows - 1L) * stride) + columns;
        if (length < needed)
        {
            throw new ArgumentException(
                $"'values' has {length} items, but {rows} rows of {columns} columns with a stride of {stride} take {needed}.", "values");
        }
    }
}
