namespace Cambium.Numerics;

/// <summary>Rotates the rows of a square matrix until they are orthogonal: G becomes Vᵀ G, whose rows are the right singular vectors times
/// their values.</summary>
/// <remarks>
/// Small singular values keep their relative accuracy where rows differ in scale. Some 6 to 10 sweeps of 6 n³ operations. Source: M. R.
/// Hestenes, 1958; J. Demmel, K. Veselić, "Jacobi's Method is More Accurate than QR", 1992.
/// </remarks>
static class OneSidedJacobi
{
    // The distance from 1 to the next number.
    const double MachineEpsilon = 2.220446049250313e-16;

    // Convergence is quadratic in the end; matrices of any condition end within a dozen sweeps.
    const int MostSweeps = 60;

    /// <summary>Rotates the rows.</summary>
    /// <param name="rows">n × n, row-major; overwritten by rows that are orthogonal to each other.</param>
    /// <param name="turned">n × n, row-major; its rows are rotated the same way.</param>
    /// <param name="n">Rows.</param>
    internal static void Run(Span<double> rows, Span<double> turned, int n)
    {
        var squares = new double[n];
        var tolerance = Math.Sqrt(n) * MachineEpsilon;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            for (var i = 0; i < n; i++)
            {
                var row = rows.Slice(i * n, n);
                squares[i] = Dot.Of(row, row);
            }

            if (!Sweep(rows, turned, squares, tolerance))
            {
                return;
            }
        }
    }

    /// <summary>Rotates each pair once; false where none had to be.</summary>
    static bool Sweep(Span<double> rows, Span<double> turned, double[] squares, double tolerance)
    {
        var n = squares.Length;
        var any = false;
        for (var i = 0; i < n - 1; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                var x = rows.Slice(i * n, n);
                var y = rows.Slice(j * n, n);
                var product = Dot.Of(x, y);
                if (Math.Abs(product) <= tolerance * Math.Sqrt(squares[i] * squares[j]) || product == 0)
                {
                    continue;
                }

                any = true;
                var zeta = (squares[j] - squares[i]) / (2 * product);
                var tangent = Math.CopySign(1, zeta) / (Math.Abs(zeta) + double.Hypot(1, zeta));
                var cosine = 1 / double.Hypot(1, tangent);
                PlaneRotation.Apply(cosine, cosine * tangent, x, y);
                PlaneRotation.Apply(cosine, cosine * tangent, turned.Slice(i * n, n), turned.Slice(j * n, n));
                squares[i] = Math.Max(0, squares[i] - (tangent * product));
                squares[j] += tangent * product;
            }
        }

        return any;
    }
}
