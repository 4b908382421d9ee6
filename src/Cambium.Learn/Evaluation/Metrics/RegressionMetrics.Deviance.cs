namespace Cambium.Learn;

public static partial class RegressionMetrics
{
    /// <summary>
    /// The mean deviance of Tweedie's distributions, whose variance grows as the mean to a power: 0 is squared error, 1 Poisson's, 2 gamma's, 3 the inverse Gaussian's. From 0, the lower, the
    /// better.
    /// </summary>
    /// <param name="truth">y, the true value of each row: any number for a power of at most 0, at least 0 from 1 to under 2, above 0 from 2.</param>
    /// <param name="predicted">ŷ, the predicted value of each row: above 0, but for a power of 0 any number.</param>
    /// <param name="power">Default 1. Range (−∞, 0] and [1, ∞).</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, numbers out of range, or bad weights.</exception>
    /// <remarks>Source: B. Jørgensen, "Exponential Dispersion Models", 1987.</remarks>
    public static double TweedieDeviance(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, double power = 1, ReadOnlySpan<double> weights = default)
    {
        if (!double.IsFinite(power) || power is > 0 and < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "power must be a finite number of at most 0 or at least 1.");
        }

        if (power >= 1)
        {
            CheckAtLeast(truth, 0, orEqual: power < 2, nameof(truth), "a deviance of this power");
        }

        if (power != 0)
        {
            CheckAtLeast(predicted, 0, orEqual: false, nameof(predicted), "a deviance of this power");
        }

        return Mean(truth, predicted, weights, power switch
        {
            0 => (y, p) => (y - p) * (y - p),
            1 => (y, p) => 2 * ((y == 0 ? 0 : y * Math.Log(y / p)) - y + p),
            2 => (y, p) => 2 * (Math.Log(p / y) + (y / p) - 1),
            _ => (y, p) => 2 * ((Math.Pow(Math.Max(y, 0), 2 - power) / ((1 - power) * (2 - power))) - (y * Math.Pow(p, 1 - power) / (1 - power)) + (Math.Pow(p, 2 - power) / (2 - power))),
        });
    }

    /// <summary>The mean deviance of Poisson's distribution, 2 (y ln(y/ŷ) − y + ŷ), for counts: y at least 0, ŷ above 0. From 0, the lower, the better.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double PoissonDeviance(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        TweedieDeviance(truth, predicted, 1, weights);

    /// <summary>The mean deviance of the gamma distribution, 2 (ln(ŷ/y) + y/ŷ − 1), for amounts: all above 0. From 0, the lower, the better; a matter of ratios alone.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double GammaDeviance(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        TweedieDeviance(truth, predicted, 2, weights);

    /// <summary>D²: the share of Tweedie's deviance that the predictions take away from what the mean gives; of power 0 R². At most 1, the higher, the better. NaN where the mean leaves none.</summary>
    /// <inheritdoc cref="TweedieDeviance"/>
    public static double D2Tweedie(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, double power = 1, ReadOnlySpan<double> weights = default)
    {
        var deviance = TweedieDeviance(truth, predicted, power, weights);
        var constant = new double[truth.Length];
        Array.Fill(constant, WeightedMean(truth, weights));
        return ShareTaken(deviance, IsConstant(truth) ? 0 : TweedieDeviance(truth, constant, power, weights));
    }

    /// <summary>
    /// D²: the share of the pinball loss that the predictions take away from what the α-quantile of the truth gives. At most 1, the higher, the better. NaN where that leaves none.
    /// </summary>
    /// <inheritdoc cref="Pinball"/>
    public static double D2Pinball(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, double alpha = 0.5, ReadOnlySpan<double> weights = default)
    {
        var loss = Pinball(truth, predicted, alpha, weights);
        var constant = new double[truth.Length];
        Array.Fill(constant, Quantile(truth.ToArray(), alpha, weights));
        return ShareTaken(loss, Pinball(truth, constant, alpha, weights));
    }

    /// <summary>D²: the share of the absolute error that the predictions take away from what the median gives. At most 1, the higher, the better. NaN where the truth is constant.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double D2AbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default) =>
        D2Pinball(truth, predicted, 0.5, weights);

    static double ShareTaken(double loss, double ofConstant) => ofConstant == 0 ? double.NaN : 1 - (loss / ofConstant);

    static bool IsConstant(ReadOnlySpan<double> values) => !values.ContainsAnyExcept(values[0]);
}
