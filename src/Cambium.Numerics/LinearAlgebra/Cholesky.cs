using System.Diagnostics.CodeAnalysis;

namespace Cambium.Numerics;

/// <summary>The factor L of a symmetric positive definite matrix A = L Lᵀ. Immutable and safe to share between threads.</summary>
/// <remarks>n³ / 3 operations. Source: A.-L. Cholesky, published by E. Benoît, 1924; row by row, so that every inner product reads memory in order.</remarks>
public sealed class Cholesky
{
    readonly double[] _lower;
    readonly int _n;

    Cholesky(double[] lower, int n, double smallestPivot)
    {
        _lower = lower;
        _n = n;
        SmallestPivot = smallestPivot;
    }

    /// <summary>
    /// The smallest Lᵢᵢ². For a matrix with ones on its diagonal it is the smallest share of a column's spread that the columns before it do not
    /// explain; solutions carry a relative error of about 1e-16 over it.
    /// </summary>
    public double SmallestPivot { get; }

    /// <summary>Factors a matrix, unless it is not positive definite to working precision.</summary>
    /// <param name="matrix">n × n, row-major; only the lower triangle is read. NaN and ±∞ make the matrix not positive definite.</param>
    /// <param name="n">The number of rows, at least 0.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>Whether the matrix is positive definite.</returns>
    /// <exception cref="ArgumentException">The matrix has not n × n entries.</exception>
    public static bool TryFactor(ReadOnlySpan<double> matrix, int n, [NotNullWhen(true)] out Cholesky? factor)
    {
        Lengths.ThrowIfDifferent(n * n, matrix.Length, nameof(matrix));
        var lower = new double[n * n];
        var smallest = double.PositiveInfinity;
        factor = null;
        for (var i = 0; i < n; i++)
        {
            var row = lower.AsSpan(i * n, i + 1);
            matrix.Slice(i * n, i + 1).CopyTo(row);
            for (var j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot.Of(row[..j], lower.AsSpan(j * n, j))) / lower[(j * n) + j];
            }

            var pivot = row[i] - Dot.Of(row[..i], row[..i]);
            if (!(pivot > 0) || !double.IsFinite(pivot))
            {
                return false;
            }

            smallest = Math.Min(smallest, pivot);
            row[i] = Math.Sqrt(pivot);
        }

        factor = new Cholesky(lower, n, smallest);
        return true;
    }

    /// <summary>Replaces b by the solution x of A x = b.</summary>
    /// <param name="b">n numbers; overwritten.</param>
    /// <exception cref="ArgumentException">b has not n numbers.</exception>
    public void Solve(Span<double> b)
    {
        Lengths.ThrowIfDifferent(_n, b.Length, nameof(b));
        for (var i = 0; i < _n; i++)
        {
            b[i] = (b[i] - Dot.Of(_lower.AsSpan(i * _n, i), b[..i])) / _lower[(i * _n) + i];
        }

        SolveTransposed(b);
    }

    /// <summary>Replaces b by the solution x of Lᵀ x = b.</summary>
    internal void SolveTransposed(Span<double> b)
    {
        Lengths.ThrowIfDifferent(_n, b.Length, nameof(b));
        for (var i = _n - 1; i >= 0; i--)
        {
            b[i] /= _lower[(i * _n) + i];
            AddScaled.Into(-b[i], _lower.AsSpan(i * _n, i), b[..i]);
        }
    }
}
