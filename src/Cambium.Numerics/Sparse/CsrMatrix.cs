namespace Cambium.Numerics;

/// <summary>
/// A matrix of mostly zeros that keeps its other entries only, row after row (compressed sparse rows). Immutable and safe to share between threads;
/// a run of rows is a view.
/// </summary>
/// <remarks>
/// Row i holds the entries from Starts[i] up to Starts[i + 1]: <see cref="Indices"/> has their columns, ascending within a row, and <see cref="Values"/>
/// their numbers, which may be 0, NaN or infinite. Memory 12 bytes an entry and 4 a row.
/// </remarks>
public sealed class CsrMatrix
{
    readonly ReadOnlyMemory<int> _starts;
    readonly ReadOnlyMemory<int> _indices;
    readonly ReadOnlyMemory<double> _values;

    /// <summary>Makes a matrix of its parts. They are kept, not copied, and must not change afterwards.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="starts">Where each row's entries start, and at the end where the last row's end: rowCount + 1 numbers, none below the one before it.</param>
    /// <param name="indices">The column of each entry, from 0, ascending within a row.</param>
    /// <param name="values">The number of each entry.</param>
    /// <exception cref="ArgumentException">The parts do not fit each other; the message names the first row that is wrong.</exception>
    public CsrMatrix(int rowCount, int columnCount, ReadOnlyMemory<int> starts, ReadOnlyMemory<int> indices, ReadOnlyMemory<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        CheckLengths(rowCount, starts.Span, indices.Length, values.Length);
        CheckEntries(columnCount, starts.Span, indices.Span);
        (RowCount, ColumnCount, _starts, _indices, _values) = (rowCount, columnCount, starts, indices, values);
    }

    CsrMatrix(int columnCount, ReadOnlyMemory<int> starts, ReadOnlyMemory<int> indices, ReadOnlyMemory<double> values) =>
        (RowCount, ColumnCount, _starts, _indices, _values) = (starts.Length - 1, columnCount, starts, indices, values);

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The number of entries that are kept.</summary>
    public int EntryCount => _starts.Span[RowCount] - _starts.Span[0];

    /// <summary>Where each row's entries start in <see cref="Indices"/> and <see cref="Values"/>, and where the last row's end; the first need not start at 0.</summary>
    public ReadOnlySpan<int> Starts => _starts.Span;

    /// <summary>The column of each entry, ascending within a row.</summary>
    public ReadOnlySpan<int> Indices => _indices.Span;

    /// <summary>The number of each entry.</summary>
    public ReadOnlySpan<double> Values => _values.Span;

    /// <summary>The entry of a row and a column; 0 where none is kept. Time O(log entries of the row).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the matrix.</exception>
    public double this[int row, int column]
    {
        get
        {
            CheckRun(row, 1);
            if ((uint)column >= (uint)ColumnCount)
            {
                throw new ArgumentOutOfRangeException(nameof(column), column, $"The matrix has {ColumnCount} columns.");
            }

            var place = RowIndices(row).BinarySearch(column);
            return place < 0 ? 0 : RowValues(row)[place];
        }
    }

    /// <summary>The columns of a row's entries, ascending.</summary>
    public ReadOnlySpan<int> RowIndices(int row)
    {
        var starts = _starts.Span;
        return _indices.Span[starts[row]..starts[row + 1]];
    }

    /// <summary>The numbers of a row's entries.</summary>
    public ReadOnlySpan<double> RowValues(int row)
    {
        var starts = _starts.Span;
        return _values.Span[starts[row]..starts[row + 1]];
    }

    /// <summary>Makes a matrix of entries in any order; those of the same place are added up in the order given.</summary>
    /// <exception cref="ArgumentException">An entry is outside the matrix.</exception>
    public static CsrMatrix FromEntries(int rowCount, int columnCount, IEnumerable<(int Row, int Column, double Value)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        var sorted = entries.OrderBy(entry => entry.Row).ThenBy(entry => entry.Column).ToArray();
        var starts = new int[rowCount + 1];
        var indices = new List<int>(sorted.Length);
        var values = new List<double>(sorted.Length);
        var before = -1;
        foreach (var (row, column, value) in sorted)
        {
            if ((uint)row >= (uint)rowCount || (uint)column >= (uint)columnCount)
            {
                throw new ArgumentException($"Entry ({row}, {column}) is outside the matrix of {rowCount} rows and {columnCount} columns.", nameof(entries));
            }

            if (row == before && indices[^1] == column)
            {
                values[^1] += value;
                continue;
            }

            before = row;
            indices.Add(column);
            values.Add(value);
            starts[row + 1]++;
        }

        for (var row = 0; row < rowCount; row++)
        {
            starts[row + 1] += starts[row];
        }

        return new CsrMatrix(columnCount, starts, indices.ToArray(), values.ToArray());
    }

    /// <summary>A run of rows, without copying them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run leaves the matrix.</exception>
    public CsrMatrix Slice(int start, int length)
    {
        CheckRun(start, length);
        return new CsrMatrix(ColumnCount, _starts.Slice(start, length + 1), _indices, _values);
    }

    /// <summary>The rows at the given positions, copied, in that order; a position may come more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the matrix.</exception>
    public CsrMatrix Take(ReadOnlySpan<int> rows)
    {
        var starts = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            CheckRun(rows[i], 1);
            starts[i + 1] = checked(starts[i] + RowIndices(rows[i]).Length);
        }

        var indices = new int[starts[^1]];
        var values = new double[starts[^1]];
        for (var i = 0; i < rows.Length; i++)
        {
            RowIndices(rows[i]).CopyTo(indices.AsSpan(starts[i]));
            RowValues(rows[i]).CopyTo(values.AsSpan(starts[i]));
        }

        return new CsrMatrix(ColumnCount, starts, indices, values);
    }

    /// <summary>The matrix with rows and columns changed: its rows are the columns of this one (compressed sparse columns). Time O(entries + columns).</summary>
    public CsrMatrix Transpose()
    {
        var own = Starts;
        var from = Indices[own[0]..own[RowCount]];
        var to = new int[ColumnCount + 1];
        foreach (var column in from)
        {
            to[column + 1]++;
        }

        for (var column = 0; column < ColumnCount; column++)
        {
            to[column + 1] += to[column];
        }

        var next = to.AsSpan(0, ColumnCount).ToArray();
        var indices = new int[from.Length];
        var values = new double[from.Length];
        var columns = Indices;
        var numbers = Values;
        for (var row = 0; row < RowCount; row++)
        {
            for (var entry = own[row]; entry < own[row + 1]; entry++)
            {
                var place = next[columns[entry]]++;
                indices[place] = row;
                values[place] = numbers[entry];
            }
        }

        return new CsrMatrix(RowCount, to, indices, values);
    }

    /// <summary>y = A x.</summary>
    /// <param name="x">One number a column.</param>
    /// <param name="y">One number a row; overwritten.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        Lengths.ThrowIfDifferent(ColumnCount, x.Length, nameof(x));
        Lengths.ThrowIfDifferent(RowCount, y.Length, nameof(y));
        for (var row = 0; row < RowCount; row++)
        {
            y[row] = SparseDot.Of(RowIndices(row), RowValues(row), x);
        }
    }

    /// <summary>y = Aᵀ x.</summary>
    /// <param name="x">One number a row.</param>
    /// <param name="y">One number a column; overwritten.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void MultiplyTransposed(ReadOnlySpan<double> x, Span<double> y)
    {
        Lengths.ThrowIfDifferent(RowCount, x.Length, nameof(x));
        Lengths.ThrowIfDifferent(ColumnCount, y.Length, nameof(y));
        y.Clear();
        for (var row = 0; row < RowCount; row++)
        {
            SparseAdd.Into(x[row], RowIndices(row), RowValues(row), y);
        }
    }

    static void CheckLengths(int rowCount, ReadOnlySpan<int> starts, int indices, int values)
    {
        if (starts.Length != (long)rowCount + 1)
        {
            throw new ArgumentException($"A matrix of {rowCount} rows needs {rowCount + 1L} starts; there are {starts.Length}.", nameof(starts));
        }

        if (indices != values)
        {
            throw new ArgumentException($"There are {indices} column indices but {values} values; each entry has one of both.", nameof(values));
        }

        if (starts[0] < 0 || starts[^1] > indices)
        {
            throw new ArgumentException($"The entries run from {starts[0]} to {starts[^1]}, but there are {indices}.", nameof(starts));
        }
    }

    static void CheckEntries(int columnCount, ReadOnlySpan<int> starts, ReadOnlySpan<int> indices)
    {
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row + 1] < starts[row] || starts[row + 1] > indices.Length)
            {
                throw new ArgumentException($"Row {row} starts at entry {starts[row]} but ends at {starts[row + 1]}; starts never fall.", nameof(starts));
            }

            var before = -1;
            foreach (var column in indices[starts[row]..starts[row + 1]])
            {
                if (column <= before || column >= columnCount)
                {
                    throw new ArgumentException(
                        $"Row {row} has column {column} after {before}; columns ascend within a row, from 0 to {columnCount - 1}.", nameof(indices));
                }

                before = column;
            }
        }
    }

    void CheckRun(int start, int length)
    {
        if (start < 0 || length < 0 || (long)start + length > RowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"The matrix has {RowCount} rows; asked for {length} from row {start}.");
        }
    }
}
