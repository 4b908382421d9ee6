namespace Cambium.Learn;

/// <summary>
/// Scores of rows that may have any number of labels: which labels each row has against which it is given; n × m, row-major. Weights say how much each row counts; none: each counts 1. O(n m) time,
/// O(n m log n) for the two that rank rows.
/// </summary>
/// <remarks>Every method refuses no rows, lengths that differ, NaN, and weights that are negative, not finite or all 0, with an <see cref="ArgumentException"/>.</remarks>
public static class MultiLabelMetrics
{
    /// <summary>The share of rows given all their labels and no other. From 0 to 1, the higher, the better; 1 less it is the zero-one loss.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="predicted">Whether it is given the label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double SubsetAccuracy(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, ReadOnlySpan<double> weights = default) =>
        OverRows(truth, predicted, columns, weights, (has, given) => has.SequenceEqual(given) ? 1 : 0);

    /// <summary>The share of labels, had or not, that are wrong. From 0 to 1, the lower, the better.</summary>
    /// <inheritdoc cref="SubsetAccuracy"/>
    public static double HammingLoss(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, ReadOnlySpan<double> weights = default) =>
        OverRows(truth, predicted, columns, weights, (has, given) => has.Zip(given).Count(pair => pair.First != pair.Second) / (double)has.Length);

    /// <summary>The share of given labels that rows have: hits / given. From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="predicted">Whether it is given the label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="averaging">How labels or rows become one figure. Default Macro.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where nothing is given. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double Precision(
        ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        Average(truth, predicted, columns, averaging, weights, LabelRates.Precision(whenUndefined));

    /// <summary>The share of the labels that rows have which they are given: hits / truth. From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="predicted">Whether it is given the label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="averaging">How labels or rows become one figure. Default Macro.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no label is had. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double Recall(
        ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        Average(truth, predicted, columns, averaging, weights, LabelRates.Recall(whenUndefined));

    /// <summary>The harmonic mean of precision and recall: 2 hits / (truth + given). From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="predicted">Whether it is given the label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="averaging">How labels or rows become one figure. Default Macro.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no label is had or given. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double F1(
        ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        Average(truth, predicted, columns, averaging, weights, LabelRates.F(1, whenUndefined));

    /// <summary>The harmonic mean of precision and recall, recall counting β² times: (1 + β²) hits / (β² truth + given). From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="predicted">Whether it is given the label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="beta">β: how many times as much recall counts as precision. Range [0, ∞).</param>
    /// <param name="averaging">How labels or rows become one figure. Default Macro.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no label is had or given. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double FBeta(
        ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, double beta, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        Average(truth, predicted, columns, averaging, weights, LabelRates.F(beta, whenUndefined));

    /// <summary>Labels both had and given over those had or given. From 0 to 1, the higher, the better.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="predicted">Whether it is given the label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="averaging">How labels or rows become one figure. Default Macro.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="whenUndefined">Where no label is had or given. Default 0.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static double Jaccard(
        ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default, double whenUndefined = 0) =>
        Average(truth, predicted, columns, averaging, weights, LabelRates.Jaccard(whenUndefined));

    /// <summary>Precision, recall and F of every label; 0 where undefined.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="predicted">Whether it is given the label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="beta">β of F. Default 1. Range [0, ∞).</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or bad weights.</exception>
    public static LabelScore[] PerLabel(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, ReadOnlySpan<double> weights = default, double beta = 1)
    {
        Check(truth, predicted, columns, weights);
        return ClassificationMetrics.PerLabel(LabelCounts.Of(truth, predicted, columns, weights), beta);
    }

    /// <summary>The area under the ROC curve of each label, averaged. From 0 to 1, the higher, the better; NaN where a label (or row, by Samples) is had always or never, unless it weighs nothing.</summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="scores">The predicted score of each label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="averaging">How labels or rows become one figure. Default Macro.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, NaN, or bad weights.</exception>
    public static double RocAuc(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default)
    {
        MetricInput.CheckScores(MetricInput.Rows(truth.Length, columns, nameof(truth)), scores, columns, 1, weights, nameof(scores));
        return LabelRankings.Average(truth, scores, columns, averaging, weights, ranked => ranked.Area(1));
    }

    /// <summary>Average precision of each label, averaged. From 0 to 1, the higher, the better; NaN where a label (or row, by Samples) is never had, unless it weighs nothing.</summary>
    /// <inheritdoc cref="RocAuc"/>
    public static double AveragePrecision(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default)
    {
        MetricInput.CheckScores(MetricInput.Rows(truth.Length, columns, nameof(truth)), scores, columns, 1, weights, nameof(scores));
        return LabelRankings.Average(truth, scores, columns, averaging, weights, ranked => ranked.AveragePrecision());
    }

    static double Average(
        ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, Averaging averaging, ReadOnlySpan<double> weights, Func<double, double, double, double> score)
    {
        if (averaging == Averaging.Samples)
        {
            return OverRows(truth, predicted, columns, weights, (has, given) =>
                score(has.Count(label => label), given.Count(label => label), has.Zip(given).Count(pair => pair.First && pair.Second)));
        }

        Check(truth, predicted, columns, weights);
        return LabelCounts.Of(truth, predicted, columns, weights).Average(averaging, score);
    }

    static double OverRows(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, ReadOnlySpan<double> weights, Func<bool[], bool[], double> ofRow)
    {
        Check(truth, predicted, columns, weights);
        var rows = truth.Length / columns;
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            sum += MetricInput.Weight(weights, row) * ofRow(truth.Slice(row * columns, columns).ToArray(), predicted.Slice(row * columns, columns).ToArray());
        }

        return sum / MetricInput.Total(weights, rows);
    }

    static void Check(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int columns, ReadOnlySpan<double> weights) =>
        MetricInput.Check(MetricInput.Rows(truth.Length, columns, nameof(truth)), MetricInput.Rows(predicted.Length, columns, nameof(predicted)), weights);
}
