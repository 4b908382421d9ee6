namespace Cambium.Learn;

/// <summary>
/// Scores of probabilities and other scores of classes against the true class. For two classes <c>scores</c> holds one number a row, larger where the row looks more positive; for several it is
/// n × k, row-major, and the truth is the place of a class, 0 to k − 1. Weights say how much each row counts; none: each counts 1. O(n k log n) time.
/// </summary>
/// <remarks>Every method refuses no rows, lengths that differ, scores that are NaN, and weights that are negative, not finite or all 0, with an <see cref="ArgumentException"/>.</remarks>
public static partial class ProbabilityMetrics
{
    /// <summary>−(1/n) Σ ln p of the true class, p at least 2⁻⁵². From 0 to 36.04, the lower, the better.</summary>
    /// <param name="truth">The place of the class of each row.</param>
    /// <param name="probabilities">n × k, row-major; each row adds up to 1.</param>
    /// <param name="columns">k, at least 2.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, a truth that is no class, something that is no probability, or bad weights.</exception>
    public static double LogLoss(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, ReadOnlySpan<double> weights = default)
    {
        CheckProbabilities(truth, probabilities, columns, weights);
        return ProbabilityScores.LogLoss(truth, probabilities, columns, weights);
    }

    /// <summary>
    /// The mean square of probability minus truth (1 or 0): of the second class where there are two, from 0 to 1, else summed over the classes, from 0 to 2; the lower, the better.
    /// </summary>
    /// <inheritdoc cref="LogLoss"/>
    /// <remarks>Source: G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", 1950.</remarks>
    public static double Brier(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, ReadOnlySpan<double> weights = default)
    {
        CheckProbabilities(truth, probabilities, columns, weights);
        return ProbabilityScores.Brier(truth, probabilities, columns, weights);
    }

    /// <summary>
    /// The mean of max(0, 1 − margin). From 0, the lower, the better. Of two classes (one column) the margin is the score with the sign of the truth; of several it is the score of the true class
    /// less the largest of the others (Crammer and Singer).
    /// </summary>
    /// <param name="truth">The place of the class of each row; of two classes 0 or 1.</param>
    /// <param name="scores">n × columns, row-major: what the model decides by.</param>
    /// <param name="columns">1 for two classes, else k, at least 3.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, a truth that is no class, or bad weights.</exception>
    public static double Hinge(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, int columns, ReadOnlySpan<double> weights = default)
    {
        MetricInput.CheckScores(truth.Length, scores, columns, 1, weights, nameof(scores));
        MetricInput.CheckPlaces(truth, Math.Max(2, columns));
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            var ofRow = scores.Slice(row * columns, columns);
            sum += MetricInput.Weight(weights, row) * Math.Max(0, 1 - (columns == 1 ? (truth[row] == 1 ? 1 : -1) * ofRow[0] : Margin(ofRow, truth[row])));
        }

        return sum / MetricInput.Total(weights, truth.Length);
    }

    /// <summary>The share of rows whose class is among the <paramref name="k"/> of largest score; of equal scores the later class counts as larger. From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">The place of the class of each row.</param>
    /// <param name="scores">n × columns, row-major.</param>
    /// <param name="columns">The number of classes, at least 2.</param>
    /// <param name="k">Range [1, number of classes]. Default 2.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, a truth that is no class, k out of its range, or bad weights.</exception>
    public static double TopKAccuracy(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, int columns, int k = 2, ReadOnlySpan<double> weights = default)
    {
        MetricInput.CheckScores(truth.Length, scores, columns, 2, weights, nameof(scores));
        MetricInput.CheckPlaces(truth, columns);
        Numerics.Check.InRange(k, 1, columns, nameof(k));
        var hits = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            var ofRow = scores.Slice(row * columns, columns);
            var ahead = 0;
            for (var place = 0; place < columns; place++)
            {
                ahead += ofRow[place] > ofRow[truth[row]] || (ofRow[place] == ofRow[truth[row]] && place > truth[row]) ? 1 : 0;
            }

            hits += ahead < k ? MetricInput.Weight(weights, row) : 0;
        }

        return hits / MetricInput.Total(weights, truth.Length);
    }

    static double Margin(ReadOnlySpan<double> scores, int own)
    {
        var other = double.NegativeInfinity;
        for (var place = 0; place < scores.Length; place++)
        {
            other = place == own ? other : Math.Max(other, scores[place]);
        }

        return scores[own] - other;
    }

    static void CheckProbabilities(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, ReadOnlySpan<double> weights)
    {
        MetricInput.CheckScores(truth.Length, probabilities, columns, 2, weights, nameof(probabilities));
        MetricInput.CheckPlaces(truth, columns);
        for (var row = 0; row < truth.Length; row++)
        {
            var sum = 0.0;
            foreach (var probability in probabilities.Slice(row * columns, columns))
            {
                sum += probability is >= 0 and <= 1 ? probability : double.NaN;
            }

            // Single precision rounds each of many probabilities by up to 6e-8.
            if (!(Math.Abs(sum - 1) <= 1e-5))
            {
                throw new ArgumentException(
                    $"probabilities of row {row + 1} are {string.Join(", ", probabilities.Slice(row * columns, columns).ToArray().Select(MetricInput.Shown))}, expected numbers from 0 to 1 that add up to 1.",
                    nameof(probabilities));
            }
        }
    }
}
