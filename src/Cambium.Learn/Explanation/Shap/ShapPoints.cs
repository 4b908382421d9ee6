namespace Cambium.Learn;

/// <summary>
/// Where the integral over the share t of columns that are known is taken: t_q, 1 − t_q and the weights of m points between 0 and 1, exact for polynomials of degree up to 2m − 1.
/// </summary>
/// <remarks>
/// A Shapley value is the integral of the slope of the game's multilinear extension along its diagonal; of a leaf below d distinct columns that slope is a polynomial of degree d − 1 whose terms
/// are all of one sign, so that nothing cancels. Source: G. Owen, "Multilinear Extensions of Games", 1972 (integral); C. F. Gauss, 1814 (points).
/// </remarks>
sealed class ShapPoints
{
    /// <summary>Makes the points.</summary>
    /// <param name="count">m, at least 1.</param>
    internal ShapPoints(int count)
    {
        (Known, Unknown, Weights) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            // Newton steps for the i-th root of the Legendre polynomial, from its asymptotic place.
            var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            var slope = 1.0;
            for (var step = 0; step < 100; step++)
            {
                (var value, slope) = Legendre(count, x);
                var change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-16)
                {
                    break;
                }
            }

            (_, slope) = Legendre(count, x);
            Known[i] = (1 + x) / 2;
            Unknown[i] = (1 - x) / 2;
            Weights[i] = 1 / ((1 - x) * (1 + x) * slope * slope);
        }
    }

    /// <summary>m.</summary>
    internal int Count => Weights.Length;

    /// <summary>t_q, above 0 and below 1.</summary>
    internal double[] Known { get; }

    /// <summary>1 − t_q.</summary>
    internal double[] Unknown { get; }

    /// <summary>The weights, which add up to 1.</summary>
    internal double[] Weights { get; }

    /// <summary>P_n(x) and its slope.</summary>
    static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= degree; n++)
        {
            (before, value) = (value, (((2 * n) - 1) * x * value - ((n - 1) * before)) / n);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
