namespace Cambium.Learn;

/// <summary>Both families of powers as one: of ℓ = ln x, ln(1 + x) or −ln(1 − x), the curve (e^(aℓ) − 1) / a with a = λ, or 2 − λ mirrored.</summary>
static class PowerCurve
{
    // Below it, the first terms of the series are exact to rounding, and the formula is not.
    const double Small = 1e-4;

    /// <summary>ℓ of a value; below 0 where the curve is mirrored.</summary>
    internal static double Log(PowerFamily family, double x) =>
        family == PowerFamily.BoxCox ? Math.Log(x) : x >= 0 ? LogOnePlus(x) : -LogOnePlus(-x);

    /// <summary>The curve at ℓ, and its slope in λ.</summary>
    internal static (double Value, double Slope) At(PowerFamily family, double log, double lambda)
    {
        var mirrored = family == PowerFamily.YeoJohnson && log < 0;
        var (power, l) = mirrored ? (2 - lambda, -log) : (lambda, log);
        var z = power * l;
        double value, slope;
        if (Math.Abs(z) < Small)
        {
            value = l * (1 + (z / 2 * (1 + (z / 3 * (1 + (z / 4))))));
            slope = l * l * (0.5 + (z / 3) + (z * z / 8) + (z * z * z / 30));
        }
        else
        {
            value = ExpLessOne(z) / power;
            slope = ((l * Math.Exp(z)) - value) / power;
        }

        // The power falls where λ grows, and the curve is below 0: the slope keeps its sign.
        return mirrored ? (-value, slope) : (value, slope);
    }

    // W. Kahan: what is lost in 1 + x is lost in its logarithm too.
    static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    static double ExpLessOne(double x)
    {
        var power = Math.Exp(x);
        return power == 1 ? x : power - 1 == -1 ? -1 : double.IsInfinity(power) ? power : (power - 1) * (x / Math.Log(power));
    }
}
