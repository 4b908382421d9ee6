namespace Cambium.Learn;

/// <summary>Scores of predicted probabilities themselves; n × k, row-major.</summary>
static class ProbabilityScores
{
    /// <summary>Probabilities under 2⁻⁵² count as that much, so that one sure mistake does not make the mean infinite.</summary>
    const double LeastProbability = 2.220446049250313e-16;

    /// <summary>−(1/n) Σ ln p of the true class.</summary>
    internal static double LogLoss(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            sum -= Math.Log(Math.Max(probabilities[(row * classes) + truth[row]], LeastProbability));
        }

        return sum / truth.Length;
    }

    /// <summary>
    /// The mean square of probability minus truth (1 or 0): of the second class where there are two, else summed over the classes.
    /// </summary>
    /// <remarks>Source: G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", 1950.</remarks>
    internal static double Brier(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            for (var place = classes == 2 ? 1 : 0; place < classes; place++)
            {
                var error = probabilities[(row * classes) + place] - (truth[row] == place ? 1 : 0);
                sum += error * error;
            }
        }

        return sum / truth.Length;
    }
}
