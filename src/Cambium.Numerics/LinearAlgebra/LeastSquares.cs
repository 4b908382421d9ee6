namespace Cambium.Numerics;

/// <summary>
/// Least squares over rows that come in blocks: only a triangle as wide as the matrix is kept, so the rows need not fit in memory. Slower than normal
/// equations by a factor of three, but its error grows with the matrix's condition number, not with its square.
/// </summary>
/// <remarks>
/// 2 n p² operations, 2 p² + block memory. Of several solutions (collinear columns, fewer rows than columns) it gives the one that uses the columns furthest left.
/// Source: J. Demmel et al., "Communication-optimal parallel and sequential QR", 2012 (the sequential scheme); G. H. Golub, C. F. Van Loan, 4th ed., §5.5.
/// </remarks>
sealed class LeastSquares
{
    readonly int _p;
    readonly int _capacity;
    readonly double[] _work; // p + 1 columns of _capacity numbers: the triangle of the rows so far, then new rows
    int _filled;

    /// <summary>Starts with no rows.</summary>
    /// <param name="p">Columns, at least 0.</param>
    /// <param name="rows">The most rows that will be added.</param>
    internal LeastSquares(int p, int rows)
    {
        _p = p;
        _capacity = (int)Math.Min(rows, p + 1L + Math.Max(64, 2 * p));
        _work = new double[checked(_capacity * (p + 1))];
    }

    /// <summary>Adds rows.</summary>
    /// <param name="block">p + 1 columns of m numbers, one after another; the last is the right-hand side.</param>
    internal void AddRows(ReadOnlySpan<double> block)
    {
        var m = block.Length / (_p + 1);
        for (var start = 0; start < m;)
        {
            if (_filled == _capacity)
            {
                Compress();
            }

            var count = Math.Min(m - start, _capacity - _filled);
            for (var j = 0; j <= _p; j++)
            {
                block.Slice((j * m) + start, count).CopyTo(_work.AsSpan((j * _capacity) + _filled));
            }

            _filled += count;
            start += count;
        }
    }

    /// <summary>Adds the row with <paramref name="value"/> in one column and 0 in all others and in the right-hand side: a penalty on that column.</summary>
    internal void AddUnitRow(int column, double value)
    {
        if (_filled == _capacity)
        {
            Compress();
        }

        for (var j = 0; j <= _p; j++)
        {
            _work[(j * _capacity) + _filled] = j == column ? value : 0;
        }

        _filled++;
    }

    /// <summary>The x that makes ‖A x − b‖ least, of several the one that is 0 for columns which those before them make up.</summary>
    /// <param name="tolerance">A column counts as made up where less than this share of its length is left.</param>
    /// <param name="x">p numbers; overwritten.</param>
    /// <param name="isAliased">p truths: which columns those before them make up; overwritten.</param>
    /// <returns>The rank of A.</returns>
    internal int Solve(double tolerance, Span<double> x, Span<bool> isAliased)
    {
        Lengths.ThrowIfDifferent(_p, x.Length, nameof(x));
        Lengths.ThrowIfDifferent(_p, isAliased.Length, nameof(isAliased));
        var rows = _filled;
        var a = new double[rows * (_p + 1)];
        for (var j = 0; j <= _p; j++)
        {
            _work.AsSpan(j * _capacity, rows).CopyTo(a.AsSpan(j * rows));
        }

        var order = new int[_p];
        var rank = HouseholderQr.TriangularizeFromLeft(a, rows, _p, tolerance, order);
        var c = a.AsSpan(_p * rows, rank); // Qᵀ b
        x.Clear();
        isAliased.Fill(true);
        for (var i = rank - 1; i >= 0; i--)
        {
            x[order[i]] = c[i] / a[(i * rows) + i];
            isAliased[order[i]] = false;
            AddScaled.Into(-x[order[i]], a.AsSpan(i * rows, i), c[..i]);
        }

        return rank;
    }

    /// <summary>Replaces the rows so far by their triangle.</summary>
    void Compress()
    {
        HouseholderQr.Triangularize(_work, _capacity, _p + 1);
        _filled = _p + 1;
    }
}
