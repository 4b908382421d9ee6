namespace Cambium.Numerics;

/// <summary>A matrix in memory that belongs to the caller, to be read: row-major, the rows a stride apart; or its transpose, without a
/// copy.</summary>
/// <typeparam name="T">The number type.</typeparam>
public readonly ref struct MatrixView<T>
{
    /// <summary>Views rows that follow each other without a gap.</summary>
    /// <param name="values">rows × columns numbers, row-major.</param>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns, at least 0.</param>
    /// <exception cref="ArgumentException">The values are too few, or a size is negative.</exception>
    public MatrixView(ReadOnlySpan<T> values, int rows, int columns)
        : this(values, rows, columns, columns)
    {
    }

    /// <summary>Views rows that begin <paramref name="stride"/> numbers after each other.</summary>
    /// <param name="values">At least (rows − 1) · stride + columns numbers.</param>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns, at least 0.</param>
    /// <param name="stride">From the first number of a row to the first of the next; at least <paramref name="columns"/>.</param>
    /// <exception cref="ArgumentException">The values are too few, a size is negative, or the stride is below the columns.</exception>
    public MatrixView(ReadOnlySpan<T> values, int rows, int columns, int stride)
    {
        MatrixSize.Check(values.Length, rows, columns, stride);
        Values = values;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    MatrixView(ReadOnlySpan<T> values, int rows, int columns, int stride, bool isTransposed)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        Stride = stride;
        IsTransposed = isTransposed;
    }

    /// <summary>Rows of the matrix as it is seen, after transposing.</summary>
    public int Rows { get; }

    /// <summary>Columns of the matrix as it is seen, after transposing.</summary>
    public int Columns { get; }

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public MatrixView<T> Transposed => new(Values, Columns, Rows, Stride, !IsTransposed);

    internal ReadOnlySpan<T> Values { get; }

    /// <summary>From a stored row to the next.</summary>
    internal int Stride { get; }

    /// <summary>Whether the stored rows are the columns that are seen.</summary>
    internal bool IsTransposed { get; }
}
