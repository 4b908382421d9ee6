namespace Cambium.Learn;

/// <summary>
/// Scores of decisions: the true class of each row against the one it is called. Classes are any whole numbers; those that count are the ones that occur in truth or predictions. Weights say how
/// much each row counts; none: each counts 1. All take O(n log k) time for n rows and k classes.
/// </summary>
/// <remarks>
/// Every method refuses no rows, lengths that differ, and weights that are negative, not finite or all 0, with an <see cref="ArgumentException"/>. <c>whenUndefined</c> is what a division of 0 by
/// 0 gives. With two classes of which one is looked for, <see cref="Precision(ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{double}, double)"/> and its like take the class; with an
/// <see cref="Averaging"/> they join all classes.
/// </remarks>
public static partial class ClassificationMetrics
{
    /// <summary>The share of rows called what they are. From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double Accuracy(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights = default)
    {
        MetricInput.Check(truth.Length, predicted.Length, weights);
        var (hits, total) = (0.0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            var weight = MetricInput.Weight(weights, row);
            hits += truth[row] == predicted[row] ? weight : 0;
            total += weight;
        }

        return hits / total;
    }

    /// <summary>The share of rows called something else than they are, 1 − accuracy; of one class a row also the Hamming loss. From 0 to 1, the lower, the better.</summary>
    /// <inheritdoc cref="Accuracy"/>
    public static double ZeroOneLoss(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights = default) => 1 - Accuracy(truth, predicted, weights);

    /// <summary>
    /// The mean recall of the classes that rows truly are of. From 0 to 1, the higher, the better. Adjusted, chance gives 0: (score − 1/k) / (1 − 1/k); NaN for one class.
    /// </summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="adjusted">Whether chance is to give 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double BalancedAccuracy(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights = default, bool adjusted = false)
    {
        var counts = LabelCounts.Of(truth, predicted, weights);
        var recalls = counts.Truth.Zip(counts.Hits).Where(pair => pair.First > 0).Select(pair => pair.Second / pair.First).ToArray();
        var (mean, chance) = (recalls.Average(), 1.0 / recalls.Length);
        return !adjusted ? mean : recalls.Length == 1 ? double.NaN : (mean - chance) / (1 - chance);
    }

    /// <summary>Weights of rows by true and predicted class: k × k, row-major, a row a true class; the classes rise.</summary>
    /// <inheritdoc cref="Accuracy"/>
    public static (int[] Labels, double[] Matrix) Confusion(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights = default)
    {
        MetricInput.Check(truth.Length, predicted.Length, weights);
        var labels = LabelCounts.Union(truth, predicted);
        var matrix = new double[labels.Length * labels.Length];
        for (var row = 0; row < truth.Length; row++)
        {
            matrix[(Array.BinarySearch(labels, truth[row]) * labels.Length) + Array.BinarySearch(labels, predicted[row])] += MetricInput.Weight(weights, row);
        }

        return (labels, matrix);
    }

    /// <summary>
    /// The correlation of truth and decisions (Matthews; of several classes Gorodkin's R_K). From −1 to 1, the higher, the better; 0 is chance, and what truth or decisions of one class only give.
    /// </summary>
    /// <inheritdoc cref="Accuracy"/>
    /// <remarks>Source: B. W. Matthews, 1975; J. Gorodkin, "Comparing Two K-category Assignments by a K-category Correlation Coefficient", 2004.</remarks>
    public static double Matthews(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights = default)
    {
        var counts = LabelCounts.Of(truth, predicted, weights);
        var n = counts.Total;
        var both = (counts.Hits.Sum() * n) - counts.Truth.Zip(counts.Called, (a, b) => a * b).Sum();
        var ofTruth = (n * n) - counts.Truth.Sum(a => a * a);
        var ofCalled = (n * n) - counts.Called.Sum(a => a * a);
        return counts.Truth.Count(a => a > 0) < 2 || counts.Called.Count(a => a > 0) < 2 ? 0 : both / Math.Sqrt(ofTruth * ofCalled);
    }

    /// <summary>
    /// Cohen's κ: agreement beyond what chance gives two judges who call classes as often as these do, 1 − Σ wᵢⱼ oᵢⱼ / Σ wᵢⱼ eᵢⱼ. From −1 to 1, the higher, the better; 0 is chance. NaN where both
    /// call every row the same class.
    /// </summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="disagreement">How much worse a class further away in their order is.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    /// <remarks>Source: J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960; "Weighted Kappa", 1968.</remarks>
    public static double CohenKappa(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, Disagreement disagreement = Disagreement.Any, ReadOnlySpan<double> weights = default)
    {
        var (labels, matrix) = Confusion(truth, predicted, weights);
        var counts = LabelCounts.Of(truth, predicted, weights);
        var (found, expected) = (0.0, 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = 0; j < labels.Length; j++)
            {
                var apart = Math.Abs(i - j);
                var cost = disagreement switch
                {
                    Disagreement.Linear => apart,
                    Disagreement.Quadratic => (double)apart * apart,
                    _ => apart == 0 ? 0 : 1,
                };
                found += cost * matrix[(i * labels.Length) + j];
                expected += cost * counts.Truth[i] * counts.Called[j] / counts.Total;
            }
        }

        return 1 - (found / expected);
    }
}
