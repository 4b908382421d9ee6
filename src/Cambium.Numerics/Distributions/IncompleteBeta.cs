namespace Cambium.Numerics;

/// <summary>The regularised incomplete beta function.</summary>
static class IncompleteBeta
{
    /// <summary>I_x(a, b), exact also where it is small.</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="rest">1 − x, given on its own so that none of its digits are lost.</param>
    internal static double Of(double a, double b, double x, double rest)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (rest <= 0)
        {
            return 1;
        }

        return x <= a / (a + b) ? Front(a, b, x, rest) * Fraction(a, b, x, rest) : 1 - (Front(b, a, rest, x) * Fraction(b, a, rest, x));
    }

    // x^a (1 − x)^b / B(a, b)
    static double Front(double a, double b, double x, double rest)
    {
        var n = a + b;
        var exponent = GammaFunction.StirlingError(n) - GammaFunction.StirlingError(a) - GammaFunction.StirlingError(b) - GammaFunction.Deviance(a, n * x) - GammaFunction.Deviance(b, n * rest);
        return Math.Sqrt(a / (2 * Math.PI) * (b / n)) * Math.Exp(exponent);
    }

    // 1 / (β₁ + α₂ / (β₂ + α₃ / (β₃ + ...))), forwards in Lentz's way. Source: A. R. DiDonato, A. H. Morris, "Significant Digit Computation of the Incomplete Beta Function Ratios", 1992, section 3;
    // it takes x only where its last digits do not matter.
    static double Fraction(double a, double b, double x, double rest)
    {
        var ahead = (x < 0.5 ? a - ((a + b) * x) : ((a + b) * rest) - b) + 1;
        var c = NotZero(a / (a + 1) * ahead);
        var d = 0.0;
        var value = c;
        for (var n = 1; n < 100_000; n++)
        {
            var odd = a + (2.0 * n) - 1;
            var alpha = (a + n - 1) / odd * ((a + b + n - 1) / odd) * (n * (b - n) * x * x);
            var beta = n + (n * (b - n) * x / odd) + ((a + n) / (odd + 2) * (ahead + (n * (1 + rest))));
            d = 1 / NotZero(beta + (alpha * d));
            c = NotZero(beta + (alpha / c));
            value *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }

        return 1 / value;
    }

    static double NotZero(double value) => value == 0 ? 1e-300 : value;
}
