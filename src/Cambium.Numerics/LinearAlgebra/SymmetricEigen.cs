namespace Cambium.Numerics;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix, the largest value first. Immutable and safe to share between
/// threads.</summary>
/// <remarks>
/// Householder's reduction to a tridiagonal matrix, then implicit QL: some 7 n³ operations and 2 n² numbers of memory. Each value is off by
/// at most a few n · 1e-16 times the largest size of a value; vectors are orthogonal to the same order. The component of a vector that has
/// the largest size is positive. The same bytes at any number of threads. For up to a few thousand rows. Source: R. S. Martin, C. Reinsch,
/// J. H. Wilkinson, 1968; A. Dubrulle, R. S. Martin, J. H. Wilkinson, 1968.
/// </remarks>
public sealed class SymmetricEigen
{
    readonly double[] _values;
    readonly double[] _vectors;

    SymmetricEigen(double[] values, double[] vectors)
    {
        _values = values;
        _vectors = vectors;
    }

    /// <summary>n eigenvalues, the largest first.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>n × n, row-major: row i is the eigenvector of value i, of length 1.</summary>
    public ReadOnlySpan<double> Vectors => _vectors;

    /// <summary>The eigenvector of a value.</summary>
    /// <param name="index">The place of the value.</param>
    public ReadOnlySpan<double> Vector(int index) => _vectors.AsSpan(index * _values.Length, _values.Length);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">n × n, row-major; only the lower triangle is read.</param>
    /// <param name="n">Rows, at least 0.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    /// <exception cref="ArgumentException">The matrix has not n × n entries, or one in the lower triangle is NaN or infinite.</exception>
    public static SymmetricEigen Of(ReadOnlySpan<double> matrix, int n, int maxThreads = 0)
    {
        Lengths.ThrowIfDifferent(n * n, matrix.Length, nameof(matrix));
        var largest = 0.0;
        for (var i = 0; i < n; i++)
        {
            foreach (var value in matrix.Slice(i * n, i + 1))
            {
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        // Squares must neither overflow nor vanish; a power of two costs no digit.
        var scale = PowerOfTwo.Near(largest, nameof(matrix));
        var work = matrix.ToArray();
        foreach (ref var value in work.AsSpan())
        {
            value /= scale;
        }

        var form = new TridiagonalForm(work, n);
        var values = form.Diagonal;
        var vectors = TridiagonalQl.Solve(values, form.Beside, maxThreads);
        form.TurnBack(vectors, maxThreads);
        return Sorted(values, vectors, n, scale);
    }

    static SymmetricEigen Sorted(double[] values, double[] vectors, int n, double scale)
    {
        var order = Enumerable.Range(0, n).OrderByDescending(i => values[i]).ToArray();
        var sorted = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var vector = sorted.AsSpan(i * n, n);
            vectors.AsSpan(order[i] * n, n).CopyTo(vector);
            VectorSign.MakeLargestPositive(vector);
        }

        return new SymmetricEigen([.. order.Select(i => values[i] * scale)], sorted);
    }
}
