namespace Cambium.Learn;

/// <summary>A class's covariance with the shrinkage that is best for large n.</summary>
/// <remarks>Source: O. Ledoit, M. Wolf, "A Well-Conditioned Estimator for Large-Dimensional Covariance Matrices", 2004, §3.</remarks>
static class LedoitWolfCovariance
{
    /// <summary>The covariance, shrunk on features over their deviations, in the features' units.</summary>
    /// <param name="scatter">The classes' rows.</param>
    /// <param name="place">The class.</param>
    /// <param name="covariance">Its covariance over the weight of its rows, p × p; overwritten.</param>
    internal static double[] Of(ClassScatter scatter, int place, double[] covariance)
    {
        var p = scatter.FeatureCount;
        var n = scatter.ClassWeights[place];
        var scales = new double[p];
        for (var j = 0; j < p; j++)
        {
            scales[j] = covariance[(j * p) + j] > 0 ? Math.Sqrt(covariance[(j * p) + j]) : 1;
        }

        var (trace, squares) = (0.0, 0.0);
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++)
            {
                covariance[(i * p) + j] = covariance[(i * p) + j] / scales[i] / scales[j];
                squares += covariance[(i * p) + j] * covariance[(i * p) + j];
            }

            trace += covariance[(i * p) + i];
        }

        var mean = trace / p;
        var distance = (squares - (2 * mean * trace) + (p * mean * mean)) / p;
        var noise = Math.Min(((scatter.FourthMoment(place, scales) / n) - squares) / (n * p), distance);
        // One feature is its own mean.
        var shrunk = LinearDiscriminant.Drawn(covariance, p, p > 1 && noise > 0 ? noise / distance : 0);
        for (var i = 0; i < shrunk.Length; i++)
        {
            shrunk[i] *= scales[i / p] * scales[i % p];
        }

        return shrunk;
    }
}
