namespace Cambium.Numerics;

/// <summary>The thin singular value decomposition A = U S Vᵀ, the largest value first. Immutable and safe to share between
/// threads.</summary>
/// <remarks>
/// Householder QR of the longer side, then one-sided Jacobi on the triangle: for r = min(m, n), 4 max(m, n) r² and some 60 r³ operations,
/// max(m, n) · r + 4 r² numbers of memory. Values are off by some r · 1e-16 of the largest (those of a matrix with columns of different
/// scale often by far less); vectors are orthonormal to the same order, also where values are 0. In each right vector the component of the
/// largest size is positive. One thread. For up to some 500 values. Source: M. R. Hestenes, 1958; Z. Drmač, K. Veselić, "New Fast and
/// Accurate Jacobi SVD Algorithm", 2008 (the use of the triangle's transpose).
/// </remarks>
public sealed class SingularValues
{
    readonly double[] _values;
    readonly double[] _left;
    readonly double[] _right;

    SingularValues(double[] values, double[] left, double[] right)
    {
        _values = values;
        _left = left;
        _right = right;
    }

    /// <summary>r singular values, the largest first; at least 0.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Uᵀ: r × m, row-major; row i is the left vector of value i.</summary>
    public ReadOnlySpan<double> Left => _left;

    /// <summary>Vᵀ: r × n, row-major; row i is the right vector of value i.</summary>
    public ReadOnlySpan<double> Right => _right;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">m × n.</param>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public static SingularValues Of(MatrixView<double> matrix)
    {
        var isTall = matrix.Rows >= matrix.Columns;
        var tall = isTall ? matrix : matrix.Transposed;
        var (m, n) = (tall.Rows, tall.Columns);
        var columns = ColumnsOf(tall, out var scale);
        var triangle = ThinQr.Factor(columns, m, n);

        // R = W G with orthogonal W and orthogonal rows of G; so A = (Q W) S (G / S).
        var turned = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            turned[(i * n) + i] = 1;
        }

        OneSidedJacobi.Run(triangle, turned, n);
        var values = Normalize(triangle, n);
        var order = Enumerable.Range(0, n).OrderByDescending(i => values[i]).ToArray();
        var inner = Ordered(turned, n, order);
        var shorter = Ordered(triangle, n, order);
        var longer = new double[n * m];
        MatrixProduct.Of(new MatrixView<double>(inner, n, n), new MatrixView<double>(columns, n, m), new MatrixSpan<double>(longer, n, m), 1);
        var (left, right) = isTall ? (longer, shorter) : (shorter, longer);
        for (var i = 0; i < n; i++)
        {
            if (VectorSign.MakeLargestPositive(right.AsSpan(i * matrix.Columns, matrix.Columns)))
            {
                foreach (ref var value in left.AsSpan(i * matrix.Rows, matrix.Rows))
                {
                    value = -value;
                }
            }
        }

        return new SingularValues([.. order.Select(i => values[i] * scale)], left, right);
    }

    /// <summary>The columns one after another, divided by a power of two near their largest number.</summary>
    static double[] ColumnsOf(in MatrixView<double> matrix, out double scale)
    {
        var columns = new double[checked(matrix.Rows * matrix.Columns)];
        var (rowStep, columnStep) = matrix.IsTransposed ? (1, matrix.Stride) : (matrix.Stride, 1);
        var largest = 0.0;
        for (var j = 0; j < matrix.Columns; j++)
        {
            for (var i = 0; i < matrix.Rows; i++)
            {
                var value = matrix.Values[(i * rowStep) + (j * columnStep)];
                largest = Math.Max(largest, Math.Abs(value));
                columns[(j * matrix.Rows) + i] = value;
            }
        }

        scale = PowerOfTwo.Near(largest, nameof(matrix));
        foreach (ref var value in columns.AsSpan())
        {
            value /= scale;
        }

        return columns;
    }

    /// <summary>Brings rows to length 1 and gives their lengths; a row of nothing becomes any that is orthogonal to the others.</summary>
    static double[] Normalize(Span<double> rows, int n)
    {
        var lengths = new double[n];
        for (var i = 0; i < n; i++)
        {
            var row = rows.Slice(i * n, n);
            lengths[i] = Math.Sqrt(Dot.Of(row, row));
            if (lengths[i] > 0)
            {
                foreach (ref var value in row)
                {
                    value /= lengths[i];
                }
            }
        }

        for (var i = 0; i < n; i++)
        {
            if (lengths[i] == 0)
            {
                Complete(rows, n, i, lengths);
            }
        }

        return lengths;
    }

    /// <summary>Of the axes, takes the one that the other rows span least, without what they span of it.</summary>
    static void Complete(Span<double> rows, int n, int empty, double[] lengths)
    {
        var target = rows.Slice(empty * n, n);
        var spanned = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                spanned[j] += rows[(i * n) + j] * rows[(i * n) + j];
            }
        }

        target[Array.IndexOf(spanned, spanned.Min())] = 1;

        // Twice, so that roundings of the first time go as well.
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < n; i++)
            {
                if (i != empty && (lengths[i] > 0 || i < empty))
                {
                    var row = rows.Slice(i * n, n);
                    AddScaled.Into(-Dot.Of(row, target), row, target);
                }
            }
        }

        var length = Math.Sqrt(Dot.Of(target, target));
        foreach (ref var value in target)
        {
            value /= length;
        }
    }

    static double[] Ordered(double[] rows, int n, int[] order)
    {
        var ordered = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            rows.AsSpan(order[i] * n, n).CopyTo(ordered.AsSpan(i * n));
        }

        return ordered;
    }
}
