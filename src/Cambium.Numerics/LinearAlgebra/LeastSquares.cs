namespace Cambium.Numerics;

/// <summary>
/// Least squares over rows that come in blocks: only a triangle as wide as the matrix is kept, so the rows need not fit in memory. Slower than normal
/// equations by a factor of three, but its error grows with the matrix's condition number, not with its square.
/// </summary>
/// <remarks>
/// 2 n p² operations, 2 p² + block memory. Of several solutions (collinear columns, fewer rows than columns) it gives the shortest.
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

    /// <summary>The x that makes ‖A x − b‖ least; of several, the one with the least ‖D⁻¹ x‖.</summary>
    /// <param name="scales">D, one number above 0 for each column.</param>
    /// <param name="tolerance">A column counts as collinear where less than this share of the largest is left of it.</param>
    /// <param name="x">p numbers; overwritten.</param>
    /// <returns>The rank of A.</returns>
    internal int Solve(ReadOnlySpan<double> scales, double tolerance, Span<double> x)
    {
        Lengths.ThrowIfDifferent(_p, x.Length, nameof(x));
        var rows = _filled;
        var a = new double[rows * (_p + 1)];
        for (var j = 0; j <= _p; j++)
        {
            _work.AsSpan(j * _capacity, rows).CopyTo(a.AsSpan(j * rows));
        }

        var order = new int[_p];
        var rank = HouseholderQr.TriangularizeByLargest(a, rows, _p, tolerance, order);
        var c = a.AsSpan(_p * rows, rank); // Qᵀ b
        x.Clear();
        if (rank == _p)
        {
            for (var i = rank - 1; i >= 0; i--)
            {
                x[order[i]] = c[i] / a[(i * rows) + i];
                AddScaled.Into(-x[order[i]], a.AsSpan(i * rows, i), c[..i]);
            }

            return rank;
        }

        SolveShortest(a, rows, rank, order, scales, c, x);
        return rank;
    }

    /// <summary>Of all x with R Pᵀ x = c, where R is rank × p, the one with the least ‖D⁻¹ x‖: x = D B⁺ c with B = R Pᵀ D.</summary>
    void SolveShortest(double[] a, int rows, int rank, ReadOnlySpan<int> order, ReadOnlySpan<double> scales, ReadOnlySpan<double> c, Span<double> x)
    {
        // B⁺ c = Bᵀ (B Bᵀ)⁻¹ c; with Bᵀ = Q T this is Bᵀ (Tᵀ T)⁻¹ c, done twice so that the square of the condition does not show.
        var transposed = new double[_p * rank]; // columns of p numbers
        for (var i = 0; i < rank; i++)
        {
            for (var j = i; j < _p; j++)
            {
                transposed[(i * _p) + order[j]] = a[(j * rows) + i] * scales[order[j]];
            }
        }

        var triangle = transposed.ToArray();
        HouseholderQr.Triangularize(triangle, _p, rank);
        var residual = c.ToArray();
        var shortest = new double[_p];
        for (var round = 0; round < 2; round++)
        {
            var multipliers = residual.ToArray();
            SolveNormal(triangle, _p, multipliers);
            for (var i = 0; i < rank; i++)
            {
                AddScaled.Into(multipliers[i], transposed.AsSpan(i * _p, _p), shortest);
            }

            for (var i = 0; i < rank; i++)
            {
                residual[i] = c[i] - Dot.Of(transposed.AsSpan(i * _p, _p), shortest);
            }
        }

        for (var j = 0; j < _p; j++)
        {
            x[j] = shortest[j] * scales[j];
        }
    }

    /// <summary>Replaces b by the solution of Tᵀ T x = b.</summary>
    static void SolveNormal(ReadOnlySpan<double> triangle, int stride, Span<double> b)
    {
        for (var i = 0; i < b.Length; i++)
        {
            b[i] = (b[i] - Dot.Of(triangle.Slice(i * stride, i), b[..i])) / triangle[(i * stride) + i];
        }

        for (var i = b.Length - 1; i >= 0; i--)
        {
            b[i] /= triangle[(i * stride) + i];
            AddScaled.Into(-b[i], triangle.Slice(i * stride, i), b[..i]);
        }
    }

    /// <summary>Replaces the rows so far by their triangle.</summary>
    void Compress()
    {
        HouseholderQr.Triangularize(_work, _capacity, _p + 1);
        _filled = _p + 1;
    }
}
