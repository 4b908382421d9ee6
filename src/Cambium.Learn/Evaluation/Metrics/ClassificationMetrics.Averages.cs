namespace Cambium.Learn;

public static partial class ClassificationMetrics
{
    /// <summary>The share of rows called one class that are: hits / called. From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="positive">The class that is looked for. Default 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where nothing is called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double Precision(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int positive = 1, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        One(LabelCounts.Of(truth, predicted, weights), positive, LabelRates.Precision(whenUndefined));

    /// <summary>The share of rows called each class that are: hits / called. From 0 to 1, the higher, the better. Averaged over the classes.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="averaging">How the classes become one figure.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where nothing is called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double Precision(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, Averaging averaging, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        All(LabelCounts.Of(truth, predicted, weights), averaging, LabelRates.Precision(whenUndefined));

    /// <summary>The share of rows of one class that are called so: hits / truth. From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="positive">The class that is looked for. Default 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double Recall(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int positive = 1, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        One(LabelCounts.Of(truth, predicted, weights), positive, LabelRates.Recall(whenUndefined));

    /// <summary>The share of rows of each class that are called so: hits / truth. From 0 to 1, the higher, the better. Averaged over the classes.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="averaging">How the classes become one figure.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double Recall(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, Averaging averaging, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        All(LabelCounts.Of(truth, predicted, weights), averaging, LabelRates.Recall(whenUndefined));

    /// <summary>The harmonic mean of precision and recall of one class: 2 hits / (truth + called). From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="positive">The class that is looked for. Default 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class or called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double F1(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int positive = 1, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        One(LabelCounts.Of(truth, predicted, weights), positive, LabelRates.F(1, whenUndefined));

    /// <summary>The harmonic mean of precision and recall of each class: 2 hits / (truth + called). From 0 to 1, the higher, the better. Averaged over the classes.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="averaging">How the classes become one figure.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class or called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double F1(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, Averaging averaging, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        All(LabelCounts.Of(truth, predicted, weights), averaging, LabelRates.F(1, whenUndefined));

    /// <summary>The harmonic mean of precision and recall of one class, recall counting β² times: (1 + β²) hits / (β² truth + called). From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="beta">β: how many times as much recall counts as precision. Range [0, ∞).</param>
    /// <param name="positive">The class that is looked for. Default 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class or called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double FBeta(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, double beta, int positive = 1, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        One(LabelCounts.Of(truth, predicted, weights), positive, LabelRates.F(beta, whenUndefined));

    /// <summary>The harmonic mean of precision and recall of each class, recall counting β² times: (1 + β²) hits / (β² truth + called). From 0 to 1, the higher, the better. Averaged over the classes.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="beta">β: how many times as much recall counts as precision. Range [0, ∞).</param>
    /// <param name="averaging">How the classes become one figure.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class or called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double FBeta(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, double beta, Averaging averaging, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        All(LabelCounts.Of(truth, predicted, weights), averaging, LabelRates.F(beta, whenUndefined));

    /// <summary>What is both over what is either of one class: hits / (truth + called − hits). From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="positive">The class that is looked for. Default 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class or called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double Jaccard(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int positive = 1, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        One(LabelCounts.Of(truth, predicted, weights), positive, LabelRates.Jaccard(whenUndefined));

    /// <summary>What is both over what is either of each class: hits / (truth + called − hits). From 0 to 1, the higher, the better. Averaged over the classes.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="averaging">How the classes become one figure.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no row is of the class or called so. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, bad weights, or a mean over rows, which one class a row does not have.</exception>
    public static double Jaccard(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, Averaging averaging, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        All(LabelCounts.Of(truth, predicted, weights), averaging, LabelRates.Jaccard(whenUndefined));

    /// <summary>Precision, recall and F of every class that occurs, the classes rising; 0 where undefined.</summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="beta">β of F. Default 1. Range [0, ∞).</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static LabelScore[] PerClass(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights = default, double beta = 1) =>
        PerLabel(LabelCounts.Of(truth, predicted, weights), beta);

    /// <summary>
    /// The likelihood ratios of two classes: how many times as often a positive row is called positive as a negative one is (LR+, from 0, the higher, the better; 1 tells nothing), and how many times
    /// as often it is called negative (LR−, the lower, the better). NaN where the division is by 0.
    /// </summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="predicted">What each row is called.</param>
    /// <param name="positive">The class that is looked for; all else is negative. Default 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    /// <remarks>Source: D. L. Simel et al., "Likelihood Ratios with Confidence", 1991.</remarks>
    public static (double Positive, double Negative) LikelihoodRatios(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int positive = 1, ReadOnlySpan<double> weights = default)
    {
        var counts = LabelCounts.Of(truth, predicted, weights);
        var place = Array.BinarySearch(counts.Labels, positive);
        var (positives, called, hits) = place < 0 ? (0, 0, 0) : (counts.Truth[place], counts.Called[place], counts.Hits[place]);
        var negatives = counts.Total - positives;
        return (Ratio(hits * negatives, (called - hits) * positives), Ratio((positives - hits) * negatives, (negatives - (called - hits)) * positives));

        static double Ratio(double above, double below) => below == 0 ? double.NaN : above / below;
    }

    internal static LabelScore[] PerLabel(LabelCounts counts, double beta)
    {
        var (precision, recall, f) = (LabelRates.Precision(0), LabelRates.Recall(0), LabelRates.F(beta, 0));
        return [.. counts.Labels.Select((label, place) =>
        {
            var (truth, called, hits) = (counts.Truth[place], counts.Called[place], counts.Hits[place]);
            return new LabelScore(label, precision(truth, called, hits), recall(truth, called, hits), f(truth, called, hits), truth);
        })];
    }

    static double One(LabelCounts counts, int label, Func<double, double, double, double> score)
    {
        var place = Array.BinarySearch(counts.Labels, label);
        return place < 0 ? score(0, 0, 0) : score(counts.Truth[place], counts.Called[place], counts.Hits[place]);
    }

    static double All(LabelCounts counts, Averaging averaging, Func<double, double, double, double> score) =>
        averaging == Averaging.Samples
            ? throw new ArgumentException("averaging is Samples, expected Macro, Micro or Weighted where each row has one class; rows of several labels: MultiLabelMetrics.", nameof(averaging))
            : counts.Average(averaging, score);
}
