using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The scores of linear models that read sparse columns, and what they are turned into.</summary>
static class MarginScores
{
    /// <summary>b + x·w for each row and score, n × scores, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing or infinite.</exception>
    internal static double[] Of(Table rows, EquatableArray<Feature> features, double[] weights, double[] intercepts) =>
        BayesScores.Linear(FiniteColumns.FeaturesToPredict(rows, features), weights, intercepts, default(ValueItself));

    /// <summary>Probabilities whose order is that of the margins: the logistic of each, divided by their sum over three or more classes.</summary>
    /// <param name="margins">n × 1 for two classes, else n × k, row-major.</param>
    /// <param name="k">The number of classes.</param>
    /// <returns>n × k, row-major.</returns>
    internal static double[] ToProbabilities(double[] margins, int k)
    {
        if (k == 2)
        {
            var two = new double[margins.Length * 2];
            for (var row = 0; row < margins.Length; row++)
            {
                two[2 * row] = Logistic(-margins[row]);
                two[(2 * row) + 1] = Logistic(margins[row]);
            }

            return two;
        }

        var probabilities = Array.ConvertAll(margins, Logistic);
        for (var start = 0; start < margins.Length; start += k)
        {
            Normalise(margins.AsSpan(start, k), probabilities.AsSpan(start, k));
        }

        return probabilities;
    }

    static void Normalise(ReadOnlySpan<double> margins, Span<double> probabilities)
    {
        var (sum, first) = (0.0, 0);
        for (var place = 0; place < margins.Length; place++)
        {
            sum += probabilities[place];
            first = margins[place] > margins[first] ? place : first;
        }

        foreach (ref var probability in probabilities)
        {
            probability = sum > 0 ? probability / sum : 1.0 / probabilities.Length;
        }

        // Margins far from 0 have the same logistic to the last bit; the largest still comes first.
        for (var place = 0; place < first; place++)
        {
            probabilities[first] = probabilities[place] >= probabilities[first] ? Math.BitIncrement(probabilities[place]) : probabilities[first];
        }
    }

    static double Logistic(double margin) => margin >= 0 ? 1 / (1 + Math.Exp(-margin)) : Math.Exp(margin) / (1 + Math.Exp(margin));
}
