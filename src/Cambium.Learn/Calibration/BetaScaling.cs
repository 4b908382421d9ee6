using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns a probability into another: P = 1 / (1 + exp(−(<paramref name="A"/> ln p − <paramref name="B"/> ln(1 − p) + <paramref name="C"/>))). A = B = 1 and C = 0 leave it as it is.</summary>
/// <param name="A">At least 0; what small probabilities are moved by.</param>
/// <param name="B">At least 0; what large probabilities are moved by.</param>
/// <param name="C">Moves them all.</param>
/// <remarks>Source: M. Kull, T. Silva Filho, P. Flach, "Beta Calibration: A Well-Founded and Easily Implemented Improvement on Logistic Calibration for Binary Classifiers", 2017, section 4.</remarks>
readonly record struct BetaScaling(double A, double B, double C)
{
    /// <summary>
    /// Fits the numbers by likelihood. A coefficient below 0 would make the curve fall; it is left out, A before B, and the others are fitted anew. Where a threshold parts the classes without an
    /// error no likelihood is largest, and Platt's smoothed targets stand in for the truth.
    /// </summary>
    /// <param name="own">The logarithm of each row's probability of being positive.</param>
    /// <param name="others">The logarithm of its probability of being negative.</param>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    internal static BetaScaling Fit(double[] own, double[] others, bool[] positive, double[] weights)
    {
        double[] rest = Array.ConvertAll(others, value => -value);
        var targets = IsParted(own, others, positive, weights) ? SmoothedTargets.Of(positive, weights) : Array.ConvertAll(positive, truth => truth ? 1.0 : 0);
        var both = LogitFit.Of([own, rest], targets, weights);
        if (both[0] >= 0 && both[1] >= 0)
        {
            return new BetaScaling(both[0], both[1], both[2]);
        }

        var isFirst = both[0] >= 0;
        var one = LogitFit.Of([isFirst ? own : rest], targets, weights);
        return one[0] < 0 ? new BetaScaling(0, 0, LogitFit.Of([], targets, weights)[0])
            : isFirst ? new BetaScaling(one[0], 0, one[1])
            : new BetaScaling(0, one[0], one[1]);
    }

    /// <summary>The probability of the positive class, for each row.</summary>
    internal double[] Apply(double[] own, double[] others)
    {
        var probabilities = new double[own.Length];
        for (var row = 0; row < own.Length; row++)
        {
            probabilities[row] = (A * own[row]) - (B * others[row]) + C;
        }

        Sigmoid.Of(probabilities, probabilities);
        return probabilities;
    }

    /// <summary>Whether no negative row that counts has a larger probability than a positive one.</summary>
    static bool IsParted(double[] own, double[] others, bool[] positive, double[] weights)
    {
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 0; row < own.Length; row++)
        {
            var score = own[row] - others[row];
            var counts = MetricInput.Weight(weights, row) > 0;
            lowest = counts && positive[row] ? Math.Min(lowest, score) : lowest;
            highest = counts && !positive[row] ? Math.Max(highest, score) : highest;
        }

        return highest <= lowest;
    }
}
