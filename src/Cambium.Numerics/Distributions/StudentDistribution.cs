namespace Cambium.Numerics;

/// <summary>Student's t distribution; exact to about 13 digits, in the tails too.</summary>
public static class StudentDistribution
{
    /// <summary>The chance of at most <paramref name="t"/>. From 0 to 1; NaN for NaN.</summary>
    /// <param name="t">Any number, ±∞ included.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above 0.</exception>
    public static double Below(double t, double degreesOfFreedom) => t < 0 ? TwoSided(t, degreesOfFreedom) / 2 : 1 - (TwoSided(t, degreesOfFreedom) / 2);

    /// <summary>The chance of being as far from 0 as <paramref name="t"/> or further: the p-value of a two-sided test. From 0 to 1; NaN for NaN.</summary>
    /// <inheritdoc cref="Below"/>
    public static double TwoSided(double t, double degreesOfFreedom)
    {
        var v = Check.Above(degreesOfFreedom, 0.0, nameof(degreesOfFreedom));
        if (double.IsNaN(t))
        {
            return double.NaN;
        }

        // Both parts are divided by t² where it is large, so that its square cannot overflow.
        return Math.Abs(t) > 1e100 ? 0 : IncompleteBeta.Of(v / 2, 0.5, v / (v + (t * t)), t * t / (v + (t * t)));
    }

    /// <summary>The value that <paramref name="share"/> of the distribution is at most: −∞ for 0, +∞ for 1.</summary>
    /// <param name="share">Range [0, 1].</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Quantile(double share, double degreesOfFreedom)
    {
        Check.Above(degreesOfFreedom, 0.0, nameof(degreesOfFreedom));
        Check.InRange(share, 0.0, 1.0, nameof(share));
        if (share is 0 or 1)
        {
            return share == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var wanted = 2 * Math.Min(share, 1 - share);
        var (low, high) = (0.0, 1.0);
        while (high < 1e100 && TwoSided(high, degreesOfFreedom) > wanted)
        {
            (low, high) = (high, 2 * high);
        }

        // Halving ends when no number lies between.
        for (var middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            (low, high) = TwoSided(middle, degreesOfFreedom) > wanted ? (middle, high) : (low, middle);
        }

        return share < 0.5 ? -high : share == 0.5 ? 0 : high;
    }
}
