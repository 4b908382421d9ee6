namespace Cambium.Learn;

/// <summary>Scores of predicted probabilities themselves; n × k, row-major.</summary>
static class ProbabilityScores
{
    /// <summary>Probabilities under 2⁻⁵² count as that much, so that one sure mistake does not make the mean infinite.</summary>
    const double LeastProbability = 2.220446049250313e-16;

    /// <summary>−(1/n) Σ ln p of the true class.</summary>
    internal static double LogLoss(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default)
    {
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            sum += MetricInput.Weight(weights, row) * LogLoss(probabilities[(row * classes) + truth[row]]);
        }

        return sum / MetricInput.Total(weights, truth.Length);
    }

    /// <summary>
    /// The mean square of probability minus truth (1 or 0): of the second class where there are two, else summed over the classes.
    /// </summary>
    /// <remarks>Source: G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", 1950.</remarks>
    internal static double Brier(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default)
    {
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            sum += MetricInput.Weight(weights, row) * Brier(truth[row], probabilities.Slice(row * classes, classes));
        }

        return sum / MetricInput.Total(weights, truth.Length);
    }

    /// <summary>Of a row, by the probability of its class.</summary>
    internal static double LogLoss(double probability) => -Math.Log(Math.Max(probability, LeastProbability));

    /// <summary>Of a row.</summary>
    internal static double Brier(int truth, ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        for (var place = probabilities.Length == 2 ? 1 : 0; place < probabilities.Length; place++)
        {
            var error = probabilities[place] - (truth == place ? 1 : 0);
            sum += error * error;
        }

        return sum;
    }
}
