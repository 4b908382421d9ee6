using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Directions in which a covariance is 1 and none goes with another: W with Wᵀ Σ W = I over the features that vary.</summary>
static class CovarianceInverse
{
    // A direction whose deviation is below this share of the features' own is rounding, or a feature that others add up to.
    const double LeastDeviation = 1e-4;

    /// <summary>The directions, r × p, row-major; Σ⁻¹ is the sum of their outer products, over the directions that vary at all.</summary>
    /// <param name="covariance">p × p, row-major.</param>
    /// <param name="p">The number of features.</param>
    internal static double[] Directions(double[] covariance, int p)
    {
        var kept = Enumerable.Range(0, p).Where(j => covariance[(j * p) + j] > 0).ToArray();
        var deviations = Array.ConvertAll(kept, j => Math.Sqrt(covariance[(j * p) + j]));
        var q = kept.Length;
        var correlations = new double[q * q];
        for (var i = 0; i < q; i++)
        {
            for (var j = 0; j < q; j++)
            {
                correlations[(i * q) + j] = covariance[(kept[i] * p) + kept[j]] / deviations[i] / deviations[j];
            }
        }

        var eigen = SymmetricEigen.Of(correlations, q);
        var varying = Enumerable.Range(0, q).Where(i => eigen.Values[i] > LeastDeviation * LeastDeviation).ToArray();
        var directions = new double[varying.Length * p];
        for (var i = 0; i < varying.Length; i++)
        {
            var vector = eigen.Vector(varying[i]);
            var deviation = Math.Sqrt(eigen.Values[varying[i]]);
            for (var j = 0; j < q; j++)
            {
                directions[(i * p) + kept[j]] = vector[j] / deviations[j] / deviation;
            }
        }

        return directions;
    }
}
