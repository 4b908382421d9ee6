namespace Cambium.Numerics;

/// <summary>A tall matrix as A = Q R: Q with orthonormal columns, R a triangle.</summary>
/// <remarks>
/// Householder reflections, 4 m n² operations; Q is orthonormal to working precision whatever the rank of A. Source: A. S. Householder,
/// 1958; G. H. Golub, C. F. Van Loan, 4th ed., §5.2.
/// </remarks>
static class ThinQr
{
    /// <summary>Replaces A by Q.</summary>
    /// <param name="a">n columns of m numbers, one after another, m ≥ n; overwritten.</param>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <returns>R, n × n, row-major, 0 below the diagonal.</returns>
    internal static double[] Factor(Span<double> a, int m, int n)
    {
        Lengths.ThrowIfDifferent(m * n, a.Length, nameof(a));
        var triangle = new double[n * n];
        var betas = new double[n];
        for (var k = 0; k < n; k++)
        {
            betas[k] = Eliminate(a, m, n, k, triangle);
        }

        for (var k = n - 1; k >= 0; k--)
        {
            Unfold(a, m, n, k, betas[k]);
        }

        return triangle;
    }

    /// <summary>Makes column k 0 below the diagonal; keeps the reflection in its place.</summary>
    static double Eliminate(Span<double> a, int m, int n, int k, Span<double> triangle)
    {
        var v = a.Slice((k * m) + k, m - k);
        var norm = Math.Sqrt(Dot.Of(v, v));
        var beta = 0.0;
        if (norm > 0)
        {
            // To the far side, so that the first entry of v loses no digits.
            var diagonal = Math.CopySign(norm, -v[0]);
            v[0] -= diagonal;
            beta = -1 / (diagonal * v[0]);
            triangle[(k * n) + k] = diagonal;
        }

        for (var j = k + 1; j < n; j++)
        {
            var column = a.Slice((j * m) + k, m - k);
            AddScaled.Into(-beta * Dot.Of(v, column), v, column);
            triangle[(k * n) + j] = column[0];
        }

        return beta;
    }

    /// <summary>Applies reflection k to the columns of Q after it, then makes column k of Q out of it.</summary>
    static void Unfold(Span<double> a, int m, int n, int k, double beta)
    {
        var v = a.Slice((k * m) + k, m - k);
        for (var j = k + 1; j < n; j++)
        {
            var column = a.Slice((j * m) + k, m - k);
            AddScaled.Into(-beta * Dot.Of(v, column), v, column);
        }

        var first = v[0];
        foreach (ref var value in v)
        {
            value *= -beta * first;
        }

        v[0] += 1;
        a.Slice(k * m, k).Clear();
    }
}
