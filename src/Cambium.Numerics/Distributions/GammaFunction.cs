namespace Cambium.Numerics;

/// <summary>ln Γ and the parts of it that the densities of gamma and beta distributions are made of without losing digits.</summary>
static class GammaFunction
{
    const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>From here on the series of <see cref="StirlingError"/> is exact to the last digits.</summary>
    const double SeriesFrom = 15;

    /// <summary>Lanczos's coefficients for g = 7. Source: P. Godfrey, "A Note on the Computation of the Convergent Lanczos Complex Gamma Approximation", 2001.</summary>
    static ReadOnlySpan<double> Lanczos =>
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x above 0.</summary>
    internal static double Log(double x)
    {
        if (x < 0.5)
        {
            return Log(x + 1) - Math.Log(x);
        }

        if (x >= SeriesFrom)
        {
            return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + StirlingSeries(x);
        }

        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x - 1 + i);
        }

        var shifted = x + 6.5;
        return HalfLogTwoPi + ((x - 0.5) * Math.Log(shifted)) - shifted + Math.Log(sum);
    }

    /// <summary>What Stirling's formula lacks: ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π.</summary>
    /// <remarks>Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.</remarks>
    internal static double StirlingError(double x) =>
        x >= SeriesFrom ? StirlingSeries(x) : Log(x + 1) - ((x + 0.5) * Math.Log(x)) + x - HalfLogTwoPi;

    /// <summary>x ln(x/m) + m − x, exact where x is near m.</summary>
    /// <remarks>Source: C. Loader, 2000, section 3.</remarks>
    internal static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m))
        {
            return (x * Math.Log(x / m)) + m - x;
        }

        var v = (x - m) / (x + m);
        var sum = (x - m) * v;
        var term = 2 * x * v;
        for (var j = 1; ; j++)
        {
            term *= v * v;
            var next = sum + (term / ((2 * j) + 1));
            if (next == sum)
            {
                return next;
            }

            sum = next;
        }
    }

    // 1/12x − 1/360x³ + 1/1260x⁵ − 1/1680x⁷ + 1/1188x⁹ − 691/360360x¹¹
    static double StirlingSeries(double x)
    {
        var inverse = 1 / (x * x);
        return ((1.0 / 12) - (inverse * ((1.0 / 360) - (inverse * ((1.0 / 1260) - (inverse * ((1.0 / 1680) - (inverse * ((1.0 / 1188) - (inverse * 691.0 / 360360)))))))))) / x;
    }
}
