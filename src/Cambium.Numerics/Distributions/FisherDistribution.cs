namespace Cambium.Numerics;

/// <summary>Fisher's F distribution; exact to about 13 digits, in the upper tail too.</summary>
public static class FisherDistribution
{
    /// <summary>The chance of more than <paramref name="f"/>: the p-value of an analysis of variance. From 0 to 1; NaN for NaN.</summary>
    /// <param name="f">Any number, ±∞ included; below 0 the chance is 1.</param>
    /// <param name="numerator">The numerator's degrees of freedom. Above 0.</param>
    /// <param name="denominator">The denominator's degrees of freedom. Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom are not above 0.</exception>
    public static double Above(double f, double numerator, double denominator)
    {
        var (a, b) = (Check.Above(numerator, 0.0, nameof(numerator)), Check.Above(denominator, 0.0, nameof(denominator)));
        if (double.IsNaN(f) || double.IsInfinity(f))
        {
            return double.IsNaN(f) ? double.NaN : f > 0 ? 0 : 1;
        }

        // Divided by the larger part, so that the product cannot overflow.
        var ratio = Math.Max(f, 0) * (a / b);
        return ratio > 1e200 ? 0 : IncompleteBeta.Of(b / 2, a / 2, 1 / (1 + ratio), ratio / (1 + ratio));
    }
}
