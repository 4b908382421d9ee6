namespace Cambium.Numerics;

/// <summary>The standard normal distribution; exact to about 14 digits, in the tails too.</summary>
public static class NormalDistribution
{
    /// <summary>The chance of at most <paramref name="z"/>. From 0 to 1; NaN for NaN.</summary>
    /// <param name="z">Any number, ±∞ included.</param>
    public static double Below(double z) => double.IsNaN(z) ? double.NaN : z < 0 ? Tail(-z) : 1 - Tail(z);

    /// <summary>The chance of more than <paramref name="z"/>. From 0 to 1; NaN for NaN.</summary>
    /// <inheritdoc cref="Below"/>
    public static double Above(double z) => Below(-z);

    /// <summary>The value that <paramref name="share"/> of the distribution is at most: −∞ for 0, +∞ for 1.</summary>
    /// <param name="share">Range [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static double Quantile(double share) => InverseNormal.Of(Check.InRange(share, 0.0, 1.0, nameof(share)));

    static double Tail(double z) => double.IsPositiveInfinity(z) ? 0 : IncompleteGamma.Of(0.5, z * z / 2).Above / 2;
}
