namespace Cambium.Numerics;

/// <summary>The binomial distribution; exact to about 13 digits, in the tails too.</summary>
public static class BinomialDistribution
{
    /// <summary>The chance of at most <paramref name="successes"/> in so many trials. From 0 to 1.</summary>
    /// <param name="successes">Range [0, trials].</param>
    /// <param name="trials">At least 0.</param>
    /// <param name="chance">The chance of one success. Range [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double AtMost(long successes, long trials, double chance)
    {
        Check.InRange(trials, 0, long.MaxValue, nameof(trials));
        Check.InRange(successes, 0, trials, nameof(successes));
        Check.InRange(chance, 0.0, 1.0, nameof(chance));
        return successes == trials ? 1 : IncompleteBeta.Of(trials - successes, successes + 1.0, 1 - chance, chance);
    }
}
