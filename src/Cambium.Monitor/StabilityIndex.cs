namespace Cambium.Monitor;

/// <summary>
/// The population stability index between two sets of counts over the same bins: PSI = Σ (pᵢ − qᵢ) ln(pᵢ / qᵢ), with shares pᵢ = (cᵢ + 1) / (n + k) by
/// Laplace's rule, so that an empty bin is not infinitely far from any other. At least 0; the same both ways; it is the Jeffreys divergence.
/// </summary>
/// <remarks>Source: N. Siddiqi, "Credit Risk Scorecards", 2006, chapter 9; H. Jeffreys, 1946; P.-S. Laplace, 1814 (rule of succession).</remarks>
static class StabilityIndex
{
    /// <summary>z, the 99.9 % quantile of the normal distribution: a table of a hundred columns raises one false alarm in ten comparisons.</summary>
    const double ChanceQuantile = 3.09;

    /// <summary>The index.</summary>
    /// <param name="reference">The reference's counts, one a bin.</param>
    /// <param name="rows">The new rows' counts in the same bins.</param>
    internal static double Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> rows)
    {
        var (n, m) = (Total(reference), Total(rows));
        var index = 0.0;
        for (var bin = 0; bin < reference.Length; bin++)
        {
            var p = (reference[bin] + 1.0) / (n + reference.Length);
            var q = (rows[bin] + 1.0) / (m + rows.Length);
            index += (p - q) * Math.Log(p / q);
        }

        return index;
    }

    /// <summary>
    /// The index that chance alone exceeds once in a thousand comparisons of samples from one population, so that few rows in many bins raise no alarm.
    /// It follows (1/n + 1/m) χ² with k − 1 degrees of freedom, whose quantile is ν (1 − 2/(9ν) + z √(2/(9ν)))³ within 4 %.
    /// </summary>
    /// <remarks>
    /// Source: B. Yurdakul, "Statistical Properties of Population Stability Index", Western Michigan University, 2018; E. B. Wilson, M. M. Hilferty, 1931.
    /// </remarks>
    /// <param name="reference">n, the number of values of the reference.</param>
    /// <param name="rows">m, the number of new values.</param>
    /// <param name="bins">k, at least 2.</param>
    internal static double ByChance(long reference, long rows, int bins)
    {
        var freedom = bins - 1;
        var part = 2.0 / (9 * freedom);
        return ((1.0 / reference) + (1.0 / rows)) * freedom * Math.Pow(1 - part + (ChanceQuantile * Math.Sqrt(part)), 3);
    }

    internal static long Total(ReadOnlySpan<long> counts)
    {
        var total = 0L;
        foreach (var count in counts)
        {
            total += count;
        }

        return total;
    }
}
