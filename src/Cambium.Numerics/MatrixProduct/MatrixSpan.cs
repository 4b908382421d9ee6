namespace Cambium.Numerics;

/// <summary>A matrix in memory that belongs to the caller, to be written: row-major, the rows a stride apart. What lies between the rows is
/// left as it is.</summary>
/// <typeparam name="T">The number type.</typeparam>
public readonly ref struct MatrixSpan<T>
{
    /// <summary>Rows that follow each other without a gap.</summary>
    /// <param name="values">rows × columns numbers, row-major.</param>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns, at least 0.</param>
    /// <exception cref="ArgumentException">The values are too few, or a size is negative.</exception>
    public MatrixSpan(Span<T> values, int rows, int columns)
        : this(values, rows, columns, columns)
    {
    }

    /// <summary>Rows that begin <paramref name="stride"/> numbers after each other.</summary>
    /// <param name="values">At least (rows − 1) · stride + columns numbers.</param>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns, at least 0.</param>
    /// <param name="stride">From the first number of a row to the first of the next; at least <paramref name="columns"/>.</param>
    /// <exception cref="ArgumentException">The values are too few, a size is negative, or the stride is below the columns.</exception>
    public MatrixSpan(Span<T> values, int rows, int columns, int stride)
    {
        MatrixSize.Check(values.Length, rows, columns, stride);
        Values = values;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Columns.</summary>
    public int Columns { get; }

    internal Span<T> Values { get; }

    internal int Stride { get; }
}
