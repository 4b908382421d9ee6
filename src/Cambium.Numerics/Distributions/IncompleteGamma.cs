namespace Cambium.Numerics;

/// <summary>The regularised incomplete gamma function.</summary>
static class IncompleteGamma
{
    /// <summary>The share of Γ(a) below x (P) and above it (Q), each exact also where it is small.</summary>
    internal static (double Below, double Above) Of(double a, double x)
    {
        if (x <= 0)
        {
            return (0, 1);
        }

        if (double.IsPositiveInfinity(x))
        {
            return (1, 0);
        }

        if (x < a + 1)
        {
            var below = Series(a, x);
            return (below, 1 - below);
        }

        var above = Fraction(a, x);
        return (1 - above, above);
    }

    // x^a e^−x / Γ(a)
    static double Front(double a, double x) => Math.Sqrt(a / (2 * Math.PI)) * Math.Exp(-GammaFunction.StirlingError(a) - GammaFunction.Deviance(a, x));

    static double Series(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; term > sum * 1e-17; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum * Front(a, x);
    }

    // Lentz's way to run a continued fraction forwards.
    static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = double.MaxValue;
        var d = 1 / b;
        var value = d;
        for (var n = 1; n < 100_000; n++)
        {
            var numerator = -n * (n - a);
            b += 2;
            d = 1 / NotZero((numerator * d) + b);
            c = NotZero(b + (numerator / c));
            value *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }

        return value * Front(a, x);
    }

    static double NotZero(double value) => value == 0 ? 1e-300 : value;
}
