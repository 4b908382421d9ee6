using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Some rows of a sparse matrix while they are made, one after another.</summary>
sealed class SparseBlock
{
    const int Rows = 1024;

    int[] _scratch = [];
    int[] _indices = new int[4096];
    double[] _values = new double[4096];
    int _count;

    /// <summary>The entries before the row that is being made.</summary>
    internal int RowStart { get; private set; }

    /// <summary>Makes a matrix block of rows by block of rows. What is made of a row depends on that row alone.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="maxThreads">Most threads to use; 0: one per processor.</param>
    /// <param name="worker">Makes what writes one row after another.</param>
    internal static CsrMatrix Matrix(int rows, int width, int maxThreads, Func<Action<int, SparseBlock>> worker)
    {
        var parts = new SparseBlock[ParallelBlocks.Count(rows, Rows)];
        var starts = new int[rows + 1];
        ParallelBlocks.For(rows, Rows, maxThreads, (block, start, end) =>
        {
            var (part, write) = (new SparseBlock(), worker());
            for (var row = start; row < end; row++)
            {
                write(row, part);
                starts[row + 1] = part._count - part.RowStart;
                part.RowStart = part._count;
            }

            parts[block] = part;
        });
        for (var row = 0; row < rows; row++)
        {
            starts[row + 1] = checked(starts[row] + starts[row + 1]);
        }

        var (indices, values) = (new int[starts[rows]], new double[starts[rows]]);
        ParallelBlocks.For(rows, Rows, maxThreads, (block, start, _) =>
        {
            var part = parts[block];
            part._indices.AsSpan(0, part._count).CopyTo(indices.AsSpan(starts[start]));
            part._values.AsSpan(0, part._count).CopyTo(values.AsSpan(starts[start]));
        });
        return new CsrMatrix(rows, width, starts, indices, values);
    }

    /// <summary>Room for at least so many numbers.</summary>
    internal int[] Scratch(int size) => _scratch.Length >= size ? _scratch : _scratch = new int[2 * size];

    /// <summary>Adds a column to the row; one that comes more than once is counted by <see cref="Count"/>.</summary>
    internal void Add(int column)
    {
        if (_count == _indices.Length)
        {
            Array.Resize(ref _indices, checked(2 * _count));
            Array.Resize(ref _values, 2 * _count);
        }

        _indices[_count++] = column;
    }

    /// <summary>Puts the columns of the row in order, each once, with how often it came.</summary>
    internal void Count()
    {
        var added = _indices.AsSpan(RowStart, _count - RowStart);
        added.Sort();
        var kept = RowStart - 1;
        foreach (var column in added)
        {
            if (kept >= RowStart && _indices[kept] == column)
            {
                _values[kept]++;
                continue;
            }

            _indices[++kept] = column;
            _values[kept] = 1;
        }

        _count = kept + 1;
    }

    /// <summary>The same where the lowest bit of what was added is no part of the column but tells that it takes one away; columns of which nothing is left are left out.</summary>
    internal void CountSigned()
    {
        Count();
        var kept = RowStart - 1;
        for (var entry = RowStart; entry < _count; entry++)
        {
            var (column, value) = (_indices[entry] >> 1, (_indices[entry] & 1) == 0 ? _values[entry] : -_values[entry]);
            if (kept >= RowStart && _indices[kept] == column)
            {
                _values[kept] += value;
                kept -= _values[kept] == 0 ? 1 : 0;
                continue;
            }

            _indices[++kept] = column;
            _values[kept] = value;
        }

        _count = kept + 1;
    }

    /// <summary>The columns of the row.</summary>
    internal ReadOnlySpan<int> Columns => _indices.AsSpan(RowStart, _count - RowStart);

    /// <summary>The values of the row.</summary>
    internal Span<double> Values => _values.AsSpan(RowStart, _count - RowStart);
}
