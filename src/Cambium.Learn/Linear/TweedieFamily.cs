namespace Cambium.Learn;

/// <summary>
/// The deviance of Tweedie distributions, whose variance is the mean to a power: 1 for Poisson's, 2 for gamma, 3 for inverse Gaussian; between 1 and 2, sums of gamma
/// amounts of a Poisson number of events.
/// </summary>
/// <remarks>Source: M. C. K. Tweedie, 1984; B. Jørgensen, "Exponential Dispersion Models", 1987.</remarks>
static class TweedieFamily
{
    /// <summary>Whether a target can come of the distribution: it is not below 0, nor 0 where amounts are never 0.</summary>
    internal static bool IsInDomain(double power, double y) => power >= 2 ? y > 0 : y >= 0;

    /// <summary>Half the unit deviance, for a mean of e^z, less what does not depend on z; with its first derivative by z and the expected second.</summary>
    internal static (double Loss, double Slope, double Curvature) OfLog(double power, double y, double z)
    {
        if (power == 1)
        {
            var mean = Math.Exp(z);
            return (mean - (y * z), mean - y, mean);
        }

        if (power == 2)
        {
            var ratio = y * Math.Exp(-z);
            return (ratio + z, 1 - ratio, ratio);
        }

        var first = y * Math.Exp((1 - power) * z);
        var second = Math.Exp((2 - power) * z);
        var loss = (first / (power - 1)) + (second / (2 - power));

        // Between 1 and 2 the loss is convex; above 2 the expected curvature is positive where the actual one may not be.
        var curvature = power < 2 ? ((power - 1) * first) + ((2 - power) * second) : second;
        return (loss, second - first, curvature);
    }

    /// <summary>The unit deviance of a target and a mean above 0.</summary>
    internal static double Deviance(double power, double y, double mean) => power switch
    {
        1 => 2 * ((y == 0 ? 0 : y * Math.Log(y / mean)) - y + mean),
        2 => 2 * (Math.Log(mean / y) + (y / mean) - 1),
        _ => 2 * ((Math.Pow(y, 2 - power) / ((1 - power) * (2 - power))) - (y * Math.Pow(mean, 1 - power) / (1 - power)) + (Math.Pow(mean, 2 - power) / (2 - power))),
    };

    /// <summary>The mean unit deviance by weight.</summary>
    /// <param name="power">The power.</param>
    /// <param name="y">The targets.</param>
    /// <param name="means">A mean a row, or one for all.</param>
    /// <param name="weights">One a row; empty where every row counts 1.</param>
    internal static double MeanDeviance(double power, ReadOnlySpan<double> y, ReadOnlySpan<double> means, ReadOnlySpan<double> weights)
    {
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < y.Length; row++)
        {
            var weight = weights.Length == 0 ? 1 : weights[row];
            total += weight;
            sum += weight == 0 ? 0 : weight * Deviance(power, y[row], means[means.Length == 1 ? 0 : row]);
        }

        return Math.Max(0, sum / total);
    }
}
