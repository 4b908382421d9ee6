using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns a score into a probability: P = 1 / (1 + exp(<paramref name="Slope"/> · score + <paramref name="Offset"/>)).</summary>
/// <param name="Slope">Below 0 where higher scores mean more positives.</param>
/// <param name="Offset">Added to the scaled score.</param>
/// <remarks>
/// Source: J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999; H.-T. Lin, C.-J. Lin, R. C. Weng, "A Note on Platt's Probabilistic Outputs", 2007.
/// </remarks>
readonly record struct PlattScaling(double Slope, double Offset)
{
    /// <summary>
    /// Fits both numbers by the likelihood of smoothed targets, (n₊ + 1) / (n₊ + 2) for the positive rows and 1 / (n₋ + 2) for the others, with n the sums of their weights.
    /// </summary>
    /// <param name="scores">Finite numbers, one a row.</param>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    internal static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights)
    {
        var fitted = LogitFit.Of([scores.ToArray()], SmoothedTargets.Of(positive, weights), weights);
        return new PlattScaling(-fitted[0], -fitted[1]);
    }

    /// <summary>The probability of the positive class, for each score.</summary>
    internal void Apply(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            probabilities[row] = -((Slope * scores[row]) + Offset);
        }

        Sigmoid.Of(probabilities, probabilities);
    }
}
