using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>95 % intervals of shares and of what they are apart, and how likely chance alone makes them differ.</summary>
/// <remarks>
/// Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927; R. G. Newcombe, "Interval Estimation for the Difference Between Independent Proportions", 1998,
/// method 10; D. Katz et al., "Obtaining Confidence Intervals for the Risk Ratio in Cohort Studies", 1978; W. G. Cochran, "The Combination of Estimates from Different Experiments", 1954.
/// </remarks>
static class RateIntervals
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    static readonly double Z = NormalDistribution.Quantile(0.975);

    /// <summary>Wilson's interval of a share; null of nothing.</summary>
    internal static Interval? Wilson(long part, long whole)
    {
        if (whole == 0)
        {
            return null;
        }

        var share = (double)part / whole;
        var square = Z * Z / whole;
        var centre = (share + (square / 2)) / (1 + square);
        var half = Z / (1 + square) * Math.Sqrt((share * (1 - share) / whole) + (square / (4 * whole)));
        // At the ends the formula gives them only but for rounding.
        return new Interval(part == 0 ? 0 : Math.Max(0, centre - half), part == whole ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>Newcombe's interval of the first share less the second; null where one is of nothing.</summary>
    internal static Interval? Difference((long Part, long Whole) first, (long Part, long Whole) second)
    {
        if (Wilson(first.Part, first.Whole) is not { } a || Wilson(second.Part, second.Whole) is not { } b)
        {
            return null;
        }

        var (p, q) = ((double)first.Part / first.Whole, (double)second.Part / second.Whole);
        return new Interval(p - q - Hypotenuse(p - a.Low, b.High - q), p - q + Hypotenuse(a.High - p, q - b.Low));
    }

    /// <summary>The interval of the first share over the second, on the scale of logarithms; null where one is of nothing, or the second is 0.</summary>
    internal static Interval? Ratio((long Part, long Whole) first, (long Part, long Whole) second)
    {
        if (first.Whole == 0 || second.Whole == 0 || second.Part == 0)
        {
            return null;
        }

        // Half a case more where there is none (Walter 1975), for the upper end; the lower is 0.
        var part = first.Part == 0 ? 0.5 : first.Part;
        var ratio = part / first.Whole * second.Whole / second.Part;
        var deviation = Math.Sqrt((1 / part) - (1.0 / first.Whole) + (1.0 / second.Part) - (1.0 / second.Whole));
        return new Interval(first.Part == 0 ? 0 : ratio * Math.Exp(-Z * deviation), ratio * Math.Exp(Z * deviation));
    }

    /// <summary>How likely shares that are the same in truth are found so different: the chi-squared test of homogeneity. Null of fewer than two.</summary>
    internal static double? SameShares(IReadOnlyList<(long Part, long Whole)> shares)
    {
        var (part, whole) = (shares.Sum(share => share.Part), shares.Sum(share => share.Whole));
        if (shares.Count < 2 || whole == 0)
        {
            return null;
        }

        var all = (double)part / whole;
        if (part == 0 || part == whole)
        {
            return 1;
        }

        var distance = shares.Sum(share => (share.Part - (share.Whole * all)) * (share.Part - (share.Whole * all)) / (share.Whole * all * (1 - all)));
        return ChiSquaredDistribution.Above(distance, shares.Count - 1);
    }

    /// <summary>How likely means that are the same in truth are found so different: Cochran's Q by their standard errors. Null of fewer than two, or where one has no spread.</summary>
    internal static double? SameMeans(IReadOnlyList<(double Mean, double Variance)> means)
    {
        if (means.Count < 2 || means.Any(mean => !(mean.Variance > 0)))
        {
            return null;
        }

        var all = means.Sum(mean => mean.Mean / mean.Variance) / means.Sum(mean => 1 / mean.Variance);
        return ChiSquaredDistribution.Above(means.Sum(mean => (mean.Mean - all) * (mean.Mean - all) / mean.Variance), means.Count - 1);
    }

    static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
