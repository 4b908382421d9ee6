namespace Cambium.Learn;

/// <summary>
/// Scores of predicted numbers against the true ones. Weights say how much each row counts; none: each counts 1. O(n) time, O(n log n) where a median or quantile is taken.
/// </summary>
/// <remarks>
/// Every method refuses no rows, lengths that differ, numbers that are not finite, and weights that are negative, not finite or all 0, with an <see cref="ArgumentException"/>.
/// </remarks>
public static partial class RegressionMetrics
{
    /// <summary>MSE, the mean of (y − ŷ)². From 0, the lower, the better.</summary>
    /// <param name="truth">y, the true value of each row.</param>
    /// <param name="predicted">ŷ, the predicted value of each row.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, numbers out of range, or bad weights.</exception>
    public static double MeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        Mean(truth, predicted, weights, (y, p) => (y - p) * (y - p));

    /// <summary>RMSE, the root of the mean of (y − ŷ)², in the unit of the target. From 0, the lower, the better.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double RootMeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        Math.Sqrt(MeanSquaredError(truth, predicted, weights));

    /// <summary>MAE, the mean of |y − ŷ|, in the unit of the target. From 0, the lower, the better.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double MeanAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        Mean(truth, predicted, weights, (y, p) => Math.Abs(y - p));

    /// <summary>
    /// MAPE, the mean of |y − ŷ| / |y| (1 is 100 %), |y| at least 2⁻⁵². From 0, the lower, the better. Huge where a true value is 0.
    /// </summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double MeanAbsolutePercentageError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        Mean(truth, predicted, weights, (y, p) => Math.Abs(y - p) / Math.Max(Math.Abs(y), Math.BitIncrement(1.0) - 1));

    /// <summary>MSLE, the mean of (ln(1 + y) − ln(1 + ŷ))²; all values at least 0. From 0, the lower, the better.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double MeanSquaredLogError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        CheckAtLeast(truth, 0, orEqual: true, nameof(truth), "the logarithmic error");
        CheckAtLeast(predicted, 0, orEqual: true, nameof(predicted), "the logarithmic error");
        return Mean(truth, predicted, weights, (y, p) => Math.Pow(double.LogP1(y) - double.LogP1(p), 2));
    }

    /// <summary>The root of <see cref="MeanSquaredLogError"/>. From 0, the lower, the better.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double RootMeanSquaredLogError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        Math.Sqrt(MeanSquaredLogError(truth, predicted, weights));

    /// <summary>
    /// The median of |y − ŷ|, in the unit of the target; with weights, the least error that half of the weight does not exceed. From 0, the lower, the better; a few wild errors do not move it.
    /// </summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double MedianAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        Check(truth, predicted, weights);
        var errors = new double[truth.Length];
        for (var row = 0; row < errors.Length; row++)
        {
            errors[row] = Math.Abs(truth[row] - predicted[row]);
        }

        return Quantile(errors, 0.5, weights);
    }

    /// <summary>The largest |y − ŷ|, in the unit of the target. From 0, the lower, the better.</summary>
    /// <param name="truth">y, the true value of each row.</param>
    /// <param name="predicted">ŷ, the predicted value of each row.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or numbers that are not finite.</exception>
    public static double MaxError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        Check(truth, predicted, default);
        var largest = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            largest = Math.Max(largest, Math.Abs(truth[row] - predicted[row]));
        }

        return largest;
    }

    /// <summary>
    /// The mean of α max(0, y − ŷ) + (1 − α) max(0, ŷ − y): the loss that the α-quantile makes least. From 0, the lower, the better.
    /// </summary>
    /// <param name="truth">y, the true value of each row.</param>
    /// <param name="predicted">ŷ, the predicted quantile of each row.</param>
    /// <param name="alpha">α. Default 0.5, half the MAE. Range [0, 1].</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, numbers out of range, or bad weights.</exception>
    /// <remarks>Source: R. Koenker, G. Bassett, "Regression Quantiles", 1978.</remarks>
    public static double Pinball(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, double alpha = 0.5, ReadOnlySpan<double> weights = default)
    {
        Cambium.Numerics.Check.InRange(alpha, 0.0, 1.0, nameof(alpha));
        return Mean(truth, predicted, weights, (y, p) => y >= p ? alpha * (y - p) : (1 - alpha) * (p - y));
    }

    /// <summary>
    /// R², 1 − Σ (y − ŷ)² / Σ (y − ȳ)². At most 1, the higher, the better; 0 is what the mean gives. NaN where the truth is constant.
    /// </summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double R2(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        Check(truth, predicted, weights);
        return Determination(truth, predicted, weights);
    }

    /// <summary>
    /// The explained variance, 1 − Var(y − ŷ) / Var(y): R² but for a bias that all predictions share. At most 1, the higher, the better. NaN where the truth is constant.
    /// </summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double ExplainedVariance(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        Check(truth, predicted, weights);
        var bias = WeightedMean(truth, weights) - WeightedMean(predicted, weights);
        var shifted = new double[predicted.Length];
        for (var row = 0; row < shifted.Length; row++)
        {
            shifted[row] = predicted[row] + bias;
        }

        return R2(truth, shifted, weights);
    }

    /// <summary>R² of whatever numbers.</summary>
    internal static double Determination(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        var mean = WeightedMean(truth, weights);
        var (error, spread) = (0.0, 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            var weight = MetricInput.Weight(weights, row);
            error += weight * (truth[row] - predicted[row]) * (truth[row] - predicted[row]);
            spread += weight * (truth[row] - mean) * (truth[row] - mean);
        }

        return spread == 0 ? double.NaN : 1 - (error / spread);
    }

    static double Mean(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights, Func<double, double, double> loss)
    {
        Check(truth, predicted, weights);
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            sum += MetricInput.Weight(weights, row) * loss(truth[row], predicted[row]);
        }

        return sum / MetricInput.Total(weights, truth.Length);
    }

    static double WeightedMean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var row = 0; row < values.Length; row++)
        {
            sum += MetricInput.Weight(weights, row) * values[row];
        }

        return sum / MetricInput.Total(weights, values.Length);
    }

    /// <summary>On the line between the two nearest; with weights the least value that a share of the weight does not exceed.</summary>
    static double Quantile(double[] values, double share, ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty)
        {
            Array.Sort(values);
            var place = share * (values.Length - 1);
            var above = Math.Min((int)place + 1, values.Length - 1);
            return values[(int)place] + ((place - (int)place) * (values[above] - values[(int)place]));
        }

        var sorted = weights.ToArray();
        Array.Sort(values, sorted);
        var wanted = share * MetricInput.Total(weights, values.Length);
        var (sum, row) = (sorted[0], 0);
        while (row < values.Length - 1 && (sum < wanted || sum == 0))
        {
            sum += sorted[++row];
        }

        return values[row];
    }

    static void Check(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights)
    {
        MetricInput.Check(truth.Length, predicted.Length, weights);
        MetricInput.CheckFinite(truth, nameof(truth));
        MetricInput.CheckFinite(predicted, nameof(predicted));
    }

    static void CheckAtLeast(ReadOnlySpan<double> values, double limit, bool orEqual, string name, string what)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] < limit || (!orEqual && values[row] == limit))
            {
                throw new ArgumentException(
                    $"{name} is {MetricInput.Shown(values[row])} in row {row + 1}, expected a number {(orEqual ? "of at least" : "above")} {MetricInput.Shown(limit)} for {what}.", name);
            }
        }
    }
}
