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
    /// <remarks>Source: M. Abramowitz, I. A. Stegun, 1964, 26.2.23 (the start); then Halley's steps.</remarks>
    public static double Quantile(double share)
    {
        Check.InRange(share, 0.0, 1.0, nameof(share));
        if (share is 0 or 1)
        {
            return share == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (share == 0.5)
        {
            return 0;
        }

        var tail = Math.Min(share, 1 - share);
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var z = t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
        for (var i = 0; i < 3; i++)
        {
            // The derivative of ln of the tail is −density / tail; a step on the logarithm converges in the far tail too.
            var error = Math.Log(Tail(z) / tail);
            var slope = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / Tail(z);
            z += error / (slope - (error * (slope - z) / 2));
        }

        return share < 0.5 ? -z : z;
    }

    static double Tail(double z) => double.IsPositiveInfinity(z) ? 0 : IncompleteGamma.Of(0.5, z * z / 2).Above / 2;
}
