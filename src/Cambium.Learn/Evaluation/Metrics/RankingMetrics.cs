namespace Cambium.Learn;

/// <summary>
/// Scores of orders: in each row several items (documents of a search, labels of a text) with a true worth and a predicted score; n × m, row-major. The mean over rows. Weights say how much each row
/// counts; none: each counts 1. O(n m log m) time.
/// </summary>
/// <remarks>Every method refuses no rows, lengths that differ, NaN, and weights that are negative, not finite or all 0, with an <see cref="ArgumentException"/>.</remarks>
public static class RankingMetrics
{
    /// <summary>
    /// DCG: Σ worth / log₂(place + 1) over the items by falling score; items of equal score share what their places give. The higher, the better; rows of more or worthier items give more.
    /// </summary>
    /// <param name="worth">The true worth of each item, finite; n × columns, row-major.</param>
    /// <param name="scores">The predicted score of each item, larger where it is to stand further ahead.</param>
    /// <param name="columns">m, the items of a row, at least 1.</param>
    /// <param name="top">Only so many items ahead count; 0, the default: all. Range [0, ∞).</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, NaN, or bad weights.</exception>
    /// <remarks>Source: K. Järvelin, J. Kekäläinen, "Cumulated Gain-based Evaluation of IR Techniques", 2002; F. McSherry, M. Najork, 2008 (ties).</remarks>
    public static double Dcg(ReadOnlySpan<double> worth, ReadOnlySpan<double> scores, int columns, int top = 0, ReadOnlySpan<double> weights = default)
    {
        CheckWorth(worth, scores, columns, top, weights);
        return Mean(worth, scores, columns, weights, (ofRow, by) => Gain(ofRow, by, top));
    }

    /// <summary>
    /// NDCG: <see cref="Dcg"/> over that of the best order, which makes rows comparable; 0 for a row without worth. From 0 to 1, the higher, the better.
    /// </summary>
    /// <param name="worth">The true worth of each item, at least 0; n × columns, row-major.</param>
    /// <param name="scores">The predicted score of each item, larger where it is to stand further ahead.</param>
    /// <param name="columns">m, the items of a row, at least 1.</param>
    /// <param name="top">Only so many items ahead count; 0, the default: all. Range [0, ∞).</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, NaN, a worth under 0, or bad weights.</exception>
    public static double Ndcg(ReadOnlySpan<double> worth, ReadOnlySpan<double> scores, int columns, int top = 0, ReadOnlySpan<double> weights = default)
    {
        CheckWorth(worth, scores, columns, top, weights);
        for (var i = 0; i < worth.Length; i++)
        {
            if (worth[i] < 0)
            {
                throw new ArgumentException($"worth is {MetricInput.Shown(worth[i])} in row {(i / columns) + 1}, expected a number of at least 0; shift it, or use Dcg.", nameof(worth));
            }
        }

        return Mean(worth, scores, columns, weights, (ofRow, by) => Gain(ofRow, ofRow, top) is var best && best > 0 ? Gain(ofRow, by, top) / best : 0);
    }

    /// <summary>
    /// How far down the order one must go to meet every label of a row, the mean over rows. From the mean number of labels a row to all, the lower, the better; 0 for a row without labels.
    /// </summary>
    /// <param name="truth">Whether the row has the label; n × columns, row-major.</param>
    /// <param name="scores">The predicted score of each label.</param>
    /// <param name="columns">m, the number of labels, at least 1.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, NaN, or bad weights.</exception>
    /// <remarks>Source: G. Tsoumakas, I. Katakis, I. Vlahavas, "Mining Multi-label Data", 2010, for the three of them.</remarks>
    public static double CoverageError(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, ReadOnlySpan<double> weights = default)
    {
        CheckLabels(truth, scores, columns, weights);
        return Mean(truth, scores, columns, weights, (has, by) => has.Contains(true) ? by.Count(score => score >= by.Where((_, i) => has[i]).Min()) : 0);
    }

    /// <summary>
    /// The mean over the labels of a row of the share of labels, among those that stand no further down, that the row has too. From above 0 to 1, the higher, the better; 1 for a row with no labels
    /// or all of them.
    /// </summary>
    /// <inheritdoc cref="CoverageError"/>
    public static double LabelRankingAveragePrecision(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, ReadOnlySpan<double> weights = default)
    {
        CheckLabels(truth, scores, columns, weights);
        return Mean(truth, scores, columns, weights, (has, by) =>
        {
            var own = by.Where((_, i) => has[i]).ToArray();
            return own.Length == 0 || own.Length == by.Length ? 1 : own.Average(score => (double)own.Count(other => other >= score) / by.Count(other => other >= score));
        });
    }

    /// <summary>
    /// The share of pairs of a label that the row has and one that it has not which stand in the wrong order or tie. From 0 to 1, the lower, the better; 0 for a row with no labels or all of them.
    /// </summary>
    /// <inheritdoc cref="CoverageError"/>
    public static double LabelRankingLoss(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, ReadOnlySpan<double> weights = default)
    {
        CheckLabels(truth, scores, columns, weights);
        return Mean(truth, scores, columns, weights, (has, by) =>
        {
            var own = by.Where((_, i) => has[i]).ToArray();
            var others = by.Where((_, i) => !has[i]).ToArray();
            return own.Length == 0 || others.Length == 0 ? 0 : own.Average(score => (double)others.Count(other => other >= score) / others.Length);
        });
    }

    static double Mean<T>(ReadOnlySpan<T> truth, ReadOnlySpan<double> scores, int columns, ReadOnlySpan<double> weights, Func<T[], double[], double> ofRow)
    {
        var rows = truth.Length / columns;
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            sum += MetricInput.Weight(weights, row) * ofRow(truth.Slice(row * columns, columns).ToArray(), scores.Slice(row * columns, columns).ToArray());
        }

        return sum / MetricInput.Total(weights, rows);
    }

    static double Gain(double[] worth, double[] scores, int top)
    {
        var (keys, byScore) = (Array.ConvertAll(scores, score => -score), (double[])worth.Clone());
        Array.Sort(keys, byScore);
        var counted = top == 0 ? worth.Length : Math.Min(top, worth.Length);
        var gain = 0.0;
        for (var first = 0; first < counted;)
        {
            var (last, ofTies, discounts) = (first, 0.0, 0.0);
            for (; last < keys.Length && keys[last] == keys[first]; last++)
            {
                ofTies += byScore[last];
                discounts += last < counted ? 1 / Math.Log2(last + 2) : 0;
            }

            gain += ofTies / (last - first) * discounts;
            first = last;
        }

        return gain;
    }

    static void CheckWorth(ReadOnlySpan<double> worth, ReadOnlySpan<double> scores, int columns, int top, ReadOnlySpan<double> weights)
    {
        Numerics.Check.InRange(top, 0, int.MaxValue, nameof(top));
        MetricInput.CheckScores(MetricInput.Rows(worth.Length, columns, nameof(worth)), scores, columns, 1, weights, nameof(scores));
        for (var i = 0; i < worth.Length; i++)
        {
            if (!double.IsFinite(worth[i]))
            {
                throw new ArgumentException($"worth is {MetricInput.Shown(worth[i])} in row {(i / columns) + 1}, expected a finite number.", nameof(worth));
            }
        }
    }

    static void CheckLabels(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, ReadOnlySpan<double> weights) =>
        MetricInput.CheckScores(MetricInput.Rows(truth.Length, columns, nameof(truth)), scores, columns, 1, weights, nameof(scores));
}
