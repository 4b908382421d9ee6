namespace Cambium.Learn;

/// <summary>Finds the power under which numbers are most likely those of a normal distribution.</summary>
/// <remarks>
/// The logarithm of the likelihood is (λ − 1) Σ|ℓ|± − n/2 ln var(t(λ)). Its slope in λ is brought to 0: a bracket that grows from 1, then regula falsi with the
/// Illinois rule, M. Dowell, P. Jarratt, 1971.
/// </remarks>
static class PowerSearch
{
    const double Farthest = 64;
    const int MaxSteps = 200;
    const double Tolerance = 1e-13;

    /// <summary>The power; 1 where all values are equal, or there are none.</summary>
    internal static double Best(PowerFamily family, double[] sorted)
    {
        if (sorted.Length == 0 || sorted[0] == sorted[^1])
        {
            return 1;
        }

        var logs = Array.ConvertAll(sorted, value => PowerCurve.Log(family, value));
        var sum = 0.0;
        foreach (var log in logs)
        {
            sum += log;
        }

        var (near, slope) = (1.0, Slope(family, logs, sum, 1));
        if (!double.IsFinite(slope))
        {
            return 1; // numbers whose squares cannot be held; a likelihood of them tells nothing
        }

        var direction = Math.Sign(slope);
        for (var step = 1.0; step <= Farthest; step *= 2)
        {
            var far = 1 + (direction * step);
            var there = Slope(family, logs, sum, far);
            if (!double.IsFinite(there))
            {
                break; // powers too large to be held
            }

            if (Math.Sign(there) != direction)
            {
                return Root(family, logs, sum, near, slope, far, there);
            }

            (near, slope) = (far, there);
        }

        return near;
    }

    static double Root(PowerFamily family, double[] logs, double sum, double low, double atLow, double high, double atHigh)
    {
        for (var step = 0; step < MaxSteps && Math.Abs(high - low) > Tolerance * Math.Max(1, Math.Abs(high)) && atHigh != 0; step++)
        {
            var next = high - (atHigh * (high - low) / (atHigh - atLow));
            var there = Slope(family, logs, sum, next);
            if (Math.Sign(there) != Math.Sign(atHigh))
            {
                (low, atLow) = (high, atHigh);
            }
            else
            {
                atLow /= 2; // the end that stays would else hold the other back
            }

            if (next == high)
            {
                break;
            }

            (high, atHigh) = (next, there);
        }

        return high;
    }

    /// <summary>The slope of the log-likelihood in λ.</summary>
    static double Slope(PowerFamily family, double[] logs, double sum, double lambda)
    {
        var n = logs.Length;
        var values = new double[n];
        var slopes = new double[n];
        var (mean, meanSlope) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            (values[i], slopes[i]) = PowerCurve.At(family, logs[i], lambda);
            mean += values[i] / n;
            meanSlope += slopes[i] / n;
        }

        var (squares, products) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            squares += (values[i] - mean) * (values[i] - mean);
            products += (values[i] - mean) * (slopes[i] - meanSlope);
        }

        return sum - (n * products / squares);
    }
}
