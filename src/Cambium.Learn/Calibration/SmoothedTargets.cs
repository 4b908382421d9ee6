namespace Cambium.Learn;

/// <summary>Truth that leaves a doubt, so that a likelihood has a largest value also where no row is on the wrong side.</summary>
/// <remarks>Source: J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999, section 2.2.</remarks>
static class SmoothedTargets
{
    /// <summary>(n₊ + 1) / (n₊ + 2) for the positive rows and 1 / (n₋ + 2) for the others, with n the sums of their weights.</summary>
    internal static double[] Of(ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights)
    {
        var (positives, negatives) = (0.0, 0.0);
        for (var row = 0; row < positive.Length; row++)
        {
            positives += positive[row] ? MetricInput.Weight(weights, row) : 0;
            negatives += positive[row] ? 0 : MetricInput.Weight(weights, row);
        }

        var targets = new double[positive.Length];
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = positive[row] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
        }

        return targets;
    }
}
