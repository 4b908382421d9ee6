using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A weighted ridge fit.</summary>
/// <param name="Weights">One a term.</param>
/// <param name="Intercept">The constant.</param>
/// <param name="R2">The weighted coefficient of determination; 1 where the answers are all the same.</param>
/// <param name="Deviations">The weighted deviation of each term.</param>
sealed record LocalFit(double[] Weights, double Intercept, double R2, double[] Deviations)
{
    // Terms that hold everywhere, or are each other's copies, are told apart by nothing else.
    const double LeastL2 = 1e-9;

    /// <summary>Fits answers by terms, each brought to mean 0 and deviation 1.</summary>
    internal static LocalFit Of(double[][] terms, double[] answers, double[] weights, double l2)
    {
        var (p, total) = (terms.Length, weights.Sum());
        var mean = Mean(answers);
        var means = Array.ConvertAll(terms, Mean);
        var deviations = terms.Select((term, j) => Math.Sqrt(term.Select((value, i) => weights[i] * (value - means[j]) * (value - means[j])).Sum() / total)).ToArray();
        var scaled = terms.Select((term, j) => Array.ConvertAll(term, value => deviations[j] > 0 ? (value - means[j]) / deviations[j] : 0)).ToArray();
        var (matrix, right) = (new double[p * p], new double[p]);
        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                matrix[(j * p) + k] = Product(scaled[j], scaled[k], 0) / total;
            }

            matrix[(j * p) + j] += Math.Max(l2 / answers.Length, LeastL2 * LeastL2) + (deviations[j] > 0 ? 0 : 1);
            right[j] = Product(scaled[j], answers, mean) / total;
        }

        var factor = Factor(matrix, p);
        factor.Solve(right);
        var coefficients = right.Select((weight, j) => deviations[j] > 0 ? weight / deviations[j] : 0).ToArray();
        var intercept = mean - coefficients.Select((weight, j) => weight * means[j]).Sum();
        var (left, spread) = (0.0, 0.0);
        for (var i = 0; i < answers.Length; i++)
        {
            var off = answers[i] - intercept - coefficients.Select((weight, j) => weight * terms[j][i]).Sum();
            left += weights[i] * off * off;
            spread += weights[i] * (answers[i] - mean) * (answers[i] - mean);
        }

        return new LocalFit(coefficients, intercept, spread > 0 ? 1 - (left / spread) : 1, deviations);

        double Mean(double[] values) => values.Select((value, i) => weights[i] * value).Sum() / total;

        double Product(double[] one, double[] other, double centre)
        {
            var sum = 0.0;
            for (var i = 0; i < one.Length; i++)
            {
                sum += weights[i] * one[i] * (other[i] - centre);
            }

            return sum;
        }
    }

    // Copies of a term leave nothing positive on the diagonal but for the penalty, which then must be seen beside 1.
    static Cholesky Factor(double[] matrix, int p)
    {
        for (var penalty = 0.0; ; penalty = Math.Max(LeastL2, 10 * penalty))
        {
            var tried = (double[])matrix.Clone();
            for (var j = 0; j < p; j++)
            {
                tried[(j * p) + j] += penalty;
            }

            if (Cholesky.TryFactor(tried, p, out var factor) && factor.SmallestPivot > 1e-12)
            {
                return factor;
            }
        }
    }
}
