using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns a score into a probability: P = 1 / (1 + exp(<paramref name="Slope"/> · score + <paramref name="Offset"/>)).</summary>
/// <param name="Slope">Below 0 where higher scores mean more positives.</param>
/// <param name="Offset">Added to the scaled score.</param>
/// <remarks>
/// Source: J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999; H.-T. Lin, C.-J. Lin, R. C. Weng, "A Note on Platt's Probabilistic Outputs", 2007.
/// </remarks>
readonly record struct PlattScaling(double Slope, double Offset)
{
    const int MaxIterations = 100;

    // A Hessian of two parameters is never singular with this on its diagonal (Lin, Lin, Weng 2007, algorithm 1).
    const double Ridge = 1e-12;

    const double Rounding = 1e-14;

    /// <summary>
    /// Fits both numbers by the likelihood of smoothed targets, (n₊ + 1) / (n₊ + 2) for the positive rows and 1 / (n₋ + 2) for the others, with n the sums of their weights.
    /// </summary>
    /// <param name="scores">Finite numbers, one a row.</param>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    internal static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights)
    {
        var (positives, negatives, scale) = Totals(scores, positive, weights);
        if (scale == 0)
        {
            scale = 1; // all scores are 0: only the offset matters
        }

        var high = (positives + 1) / (positives + 2);
        var low = 1 / (negatives + 2);
        var x = new double[scores.Length]; // of largest magnitude 1, so that the Newton steps are as good for any unit
        var targets = new double[scores.Length];
        for (var row = 0; row < x.Length; row++)
        {
            x[row] = scores[row] / scale;
            targets[row] = positive[row] ? high : low;
        }

        var (slope, offset) = Newton(x, targets, weights, Math.Log((negatives + 1) / (positives + 1)), 1e-13 * Math.Max(1, positives + negatives));
        return new PlattScaling(slope / scale, offset);
    }

    /// <summary>The probability of the positive class, for each score.</summary>
    internal void Apply(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            probabilities[row] = -((Slope * scores[row]) + Offset);
        }

        Sigmoid.Of(probabilities, probabilities);
    }

    static (double Positives, double Negatives, double Scale) Totals(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights)
    {
        var (positives, negatives, scale) = (0.0, 0.0, 0.0);
        for (var row = 0; row < scores.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            positives += positive[row] ? weight : 0;
            negatives += positive[row] ? 0 : weight;
            scale = Math.Max(scale, Math.Abs(scores[row]));
        }

        return (positives, negatives, scale);
    }

    static (double Slope, double Offset) Newton(double[] x, double[] targets, ReadOnlySpan<double> weights, double offset, double tolerance)
    {
        var slope = 0.0;
        var loss = Loss(x, targets, weights, slope, offset);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var (g1, g2, h11, h22, h21) = Derivatives(x, targets, weights, slope, offset);
            if (Math.Abs(g1) <= tolerance && Math.Abs(g2) <= tolerance)
            {
                break;
            }

            var determinant = ((h11 + Ridge) * (h22 + Ridge)) - (h21 * h21);
            var stepSlope = -(((h22 + Ridge) * g1) - (h21 * g2)) / determinant;
            var stepOffset = -(((h11 + Ridge) * g2) - (h21 * g1)) / determinant;
            var descent = (g1 * stepSlope) + (g2 * stepOffset);
            var size = 1.0;
            var limit = loss + (Rounding * Math.Abs(loss)); // the last steps change the sum by less than its rounding
            var next = Loss(x, targets, weights, slope + stepSlope, offset + stepOffset);
            while (!(next <= limit + (1e-4 * size * descent)) && size > 1e-10)
            {
                size /= 2;
                next = Loss(x, targets, weights, slope + (size * stepSlope), offset + (size * stepOffset));
            }

            if (!(next <= limit))
            {
                break; // no step makes it better: rounding is all that is left
            }

            (slope, offset, loss) = (slope + (size * stepSlope), offset + (size * stepOffset), next);
        }

        return (slope, offset);
    }

    /// <summary>Σ w (t z + log(1 + e^−z)) with z = slope · x + offset.</summary>
    static double Loss(double[] x, double[] targets, ReadOnlySpan<double> weights, double slope, double offset)
    {
        var loss = 0.0;
        for (var row = 0; row < x.Length; row++)
        {
            var z = (slope * x[row]) + offset;
            var own = z >= 0 ? (targets[row] * z) + double.LogP1(Math.Exp(-z)) : ((targets[row] - 1) * z) + double.LogP1(Math.Exp(z));
            loss += weights.IsEmpty ? own : weights[row] * own;
        }

        return loss;
    }

    static (double G1, double G2, double H11, double H22, double H21) Derivatives(
        double[] x, double[] targets, ReadOnlySpan<double> weights, double slope, double offset)
    {
        var (g1, g2, h11, h22, h21) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var row = 0; row < x.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            var z = (slope * x[row]) + offset;
            var small = Math.Exp(-Math.Abs(z));
            var p = z >= 0 ? small / (1 + small) : 1 / (1 + small);
            var first = weight * (targets[row] - p);
            var second = weight * small / ((1 + small) * (1 + small));
            g1 += first * x[row];
            g2 += first;
            h11 += second * x[row] * x[row];
            h22 += second;
            h21 += second * x[row];
        }

        return (g1, g2, h11, h22, h21);
    }
}
