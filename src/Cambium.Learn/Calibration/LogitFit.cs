using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Log-odds that go straight with a few features, by Newton's method: minimises Σ w (log(1 + e^z) − t z) with z = offset + Σ cⱼ xⱼ, without a penalty.</summary>
static class LogitFit
{
    const int MaxIterations = 100;

    // Features that say the same leave the Hessian singular; this share of its diagonal is added to that (Lin, Lin, Weng 2007, algorithm 1).
    const double Ridge = 1e-12;

    const double Rounding = 1e-14;

    /// <summary>The coefficient of each feature, then the offset.</summary>
    /// <param name="features">One array a feature, finite numbers, one a row; at most a few features, as each step takes O(n · p²).</param>
    /// <param name="targets">t of each row, from 0 to 1.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    internal static double[] Of(double[][] features, double[] targets, ReadOnlySpan<double> weights)
    {
        var p = features.Length;
        var (centres, scales, x) = (new double[p], new double[p], new double[(p + 1) * targets.Length]);
        var total = MetricInput.Total(weights, targets.Length);
        for (var j = 0; j < p; j++)
        {
            (centres[j], scales[j]) = Spread(features[j], weights, total);
            for (var row = 0; row < targets.Length; row++)
            {
                x[(row * (p + 1)) + j] = (features[j][row] - centres[j]) / scales[j]; // of largest magnitude 1, so that the steps are as good for any unit
                x[(row * (p + 1)) + p] = 1;
            }
        }

        var fitted = Newton(x, targets, weights, Start(targets, weights, total, p), 1e-13 * Math.Max(1, total));
        for (var j = 0; j < p; j++)
        {
            fitted[j] /= scales[j];
            fitted[p] -= fitted[j] * centres[j];
        }

        return fitted;
    }

    /// <summary>The mean, and the largest distance from it; 1 where there is none.</summary>
    static (double Centre, double Scale) Spread(double[] feature, ReadOnlySpan<double> weights, double total)
    {
        var centre = 0.0;
        for (var row = 0; row < feature.Length; row++)
        {
            centre += feature[row] * (MetricInput.Weight(weights, row) / total);
        }

        var scale = feature.Max(value => Math.Abs(value - centre));
        return (centre, scale == 0 ? 1 : scale);
    }

    /// <summary>No feature counts, and the offset is the log-odds of the mean target.</summary>
    static double[] Start(double[] targets, ReadOnlySpan<double> weights, double total, int p)
    {
        var sum = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            sum += MetricInput.Weight(weights, row) * targets[row];
        }

        var start = new double[p + 1];
        start[p] = Math.Log(sum / (total - sum));
        return start;
    }

    static double[] Newton(double[] x, double[] targets, ReadOnlySpan<double> weights, double[] start, double tolerance)
    {
        var (at, width) = (start, start.Length);
        var loss = Loss(x, targets, weights, at);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var (gradient, hessian) = Derivatives(x, targets, weights, at);
            if (Array.TrueForAll(gradient, slope => Math.Abs(slope) <= tolerance) || !Cholesky.TryFactor(Ridged(hessian, width), width, out var factor))
            {
                break;
            }

            var step = Array.ConvertAll(gradient, slope => -slope);
            factor.Solve(step);
            var descent = Dot.Of(gradient, step);
            var size = 1.0;
            var limit = loss + (Rounding * Math.Abs(loss)); // the last steps change the sum by less than its rounding
            var next = Loss(x, targets, weights, Moved(at, step, size));
            while (!(next <= limit + (1e-4 * size * descent)) && size > 1e-10)
            {
                size /= 2;
                next = Loss(x, targets, weights, Moved(at, step, size));
            }

            if (!(next <= limit))
            {
                break; // no step makes it better: rounding is all that is left
            }

            (at, loss) = (Moved(at, step, size), next);
        }

        return at;
    }

    static double[] Moved(double[] at, double[] step, double size) => [.. at.Zip(step, (from, by) => from + (size * by))];

    static double[] Ridged(double[] hessian, int width)
    {
        var diagonal = 0.0;
        for (var j = 0; j < width; j++)
        {
            diagonal += hessian[(j * width) + j];
        }

        for (var j = 0; j < width; j++)
        {
            hessian[(j * width) + j] += Ridge * (1 + diagonal);
        }

        return hessian;
    }

    static double Loss(double[] x, double[] targets, ReadOnlySpan<double> weights, double[] at)
    {
        var loss = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            var z = Dot.Of(x.AsSpan(row * at.Length, at.Length), at);
            var own = z >= 0 ? ((1 - targets[row]) * z) + double.LogP1(Math.Exp(-z)) : (-targets[row] * z) + double.LogP1(Math.Exp(z));
            loss += MetricInput.Weight(weights, row) * own;
        }

        return loss;
    }

    static (double[] Gradient, double[] Hessian) Derivatives(double[] x, double[] targets, ReadOnlySpan<double> weights, double[] at)
    {
        var width = at.Length;
        var (gradient, hessian) = (new double[width], new double[width * width]);
        for (var row = 0; row < targets.Length; row++)
        {
            var own = x.AsSpan(row * width, width);
            var weight = MetricInput.Weight(weights, row);
            var z = Dot.Of(own, at);
            var small = Math.Exp(-Math.Abs(z));
            var first = weight * ((z >= 0 ? 1 / (1 + small) : small / (1 + small)) - targets[row]);
            var second = weight * small / ((1 + small) * (1 + small));
            for (var i = 0; i < width; i++)
            {
                gradient[i] += first * own[i];
                for (var j = 0; j <= i; j++)
                {
                    hessian[(i * width) + j] += second * own[i] * own[j];
                }
            }
        }

        return (gradient, hessian);
    }
}
