namespace Cambium.Numerics;

/// <summary>The χ² distribution; exact to about 13 digits, in the tails too.</summary>
public static class ChiSquaredDistribution
{
    /// <summary>The chance of at most <paramref name="x"/>. From 0 to 1; NaN for NaN.</summary>
    /// <param name="x">Any number; below 0 the chance is 0.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above 0.</exception>
    public static double Below(double x, double degreesOfFreedom) => Parts(x, degreesOfFreedom).Below;

    /// <summary>The chance of more than <paramref name="x"/>: the p-value of a test. From 0 to 1; NaN for NaN.</summary>
    /// <inheritdoc cref="Below"/>
    public static double Above(double x, double degreesOfFreedom) => Parts(x, degreesOfFreedom).Above;

    static (double Below, double Above) Parts(double x, double degreesOfFreedom)
    {
        Check.Above(degreesOfFreedom, 0.0, nameof(degreesOfFreedom));
        return double.IsNaN(x) ? (double.NaN, double.NaN) : IncompleteGamma.Of(degreesOfFreedom / 2, x / 2);
    }
}
