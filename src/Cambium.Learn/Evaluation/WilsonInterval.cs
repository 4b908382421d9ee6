using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Wilson's 95 % interval of a share. Unlike share ± 1.96 standard errors it stays within [0, 1] and has a width where all rows agree.</summary>
/// <remarks>Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927; L. D. Brown, T. T. Cai, A. DasGupta, 2001.</remarks>
static class WilsonInterval
{
    /// <summary>The interval of a share that was seen in so many independent rows.</summary>
    internal static Interval Of(double share, double rows)
    {
        var z = NormalDistribution.Quantile(0.975);
        var width = z / (rows + (z * z)) * Math.Sqrt((rows * share * (1 - share)) + (z * z / 4));
        var middle = ((rows * share) + (z * z / 2)) / (rows + (z * z));

        // At a share of 0 or 1 one end is that share; rounding must not take it past.
        return new Interval(share == 0 ? 0 : middle - width, share == 1 ? 1 : middle + width);
    }
}
