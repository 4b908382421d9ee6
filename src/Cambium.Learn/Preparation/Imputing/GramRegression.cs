using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A linear regression of one column on the others, from the inner products of centred columns.</summary>
static class GramRegression
{
    // Of the priors on the precisions of noise and weights, and when to stop: scikit-learn's.
    const double Prior = 1e-6;
    const int MaxSteps = 300;
    const double Tolerance = 1e-3;

    /// <summary>The weights that minimise |y − X w|² + l2 |w|².</summary>
    internal static double[] Ridge(SymmetricEigen inner, ReadOnlySpan<double> products, double l2)
    {
        var along = Along(inner, products);
        return Weights(inner, along, l2);
    }

    /// <summary>The weights under normal priors, whose precision and that of the noise are the likeliest ones.</summary>
    /// <param name="inner">Xᵀ X.</param>
    /// <param name="products">Xᵀ y.</param>
    /// <param name="squares">yᵀ y.</param>
    /// <param name="rows">n.</param>
    /// <remarks>Source: D. J. C. MacKay, "Bayesian Interpolation", 1992; M. Tipping, 2001, for the updates.</remarks>
    internal static double[] Bayesian(SymmetricEigen inner, ReadOnlySpan<double> products, double squares, int rows)
    {
        var along = Along(inner, products);
        var (noise, prior) = (1 / ((squares / rows) + (double.BitIncrement(1) - 1)), 1.0);
        var before = Array.Empty<double>();
        for (var step = 0; step < MaxSteps; step++)
        {
            var weights = Weights(inner, along, prior / noise);
            (prior, noise) = Next(inner, along, squares, rows, prior, noise);
            if (step > 0 && Change(before, weights) < Tolerance)
            {
                break;
            }

            before = weights;
        }

        return Weights(inner, along, prior / noise);
    }

    /// <summary>The precisions that are likeliest under the weights of those before.</summary>
    static (double Prior, double Noise) Next(SymmetricEigen inner, double[] along, double squares, int rows, double prior, double noise)
    {
        var (known, size, explained) = (0.0, 0.0, 0.0);
        var ratio = prior / noise;
        for (var i = 0; i < along.Length; i++)
        {
            var value = Math.Max(0, inner.Values[i]);
            var weight = along[i] / (value + ratio);
            known += noise * value / (prior + (noise * value));
            size += weight * weight;
            explained += weight * weight * (value + (2 * ratio));
        }

        return ((known + (2 * Prior)) / (size + (2 * Prior)), (rows - known + (2 * Prior)) / (Math.Max(0, squares - explained) + (2 * Prior)));
    }

    static double Change(double[] before, double[] after)
    {
        var change = 0.0;
        for (var i = 0; i < after.Length; i++)
        {
            change += Math.Abs(after[i] - before[i]);
        }

        return change;
    }

    /// <summary>Xᵀ y along each eigenvector.</summary>
    static double[] Along(SymmetricEigen inner, ReadOnlySpan<double> products)
    {
        var along = new double[products.Length];
        for (var i = 0; i < along.Length; i++)
        {
            along[i] = Dot.Of(inner.Vector(i), products);
        }

        return along;
    }

    static double[] Weights(SymmetricEigen inner, double[] along, double penalty)
    {
        var weights = new double[along.Length];
        for (var i = 0; i < along.Length; i++)
        {
            AddScaled.Into(along[i] / (Math.Max(0, inner.Values[i]) + penalty), inner.Vector(i), weights);
        }

        return weights;
    }
}
