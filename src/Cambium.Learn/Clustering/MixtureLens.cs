namespace Cambium.Learn;

/// <summary>A mixture's densities around the middle of its means and at scales near its width, so that squares neither lose digits nor overflow.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Densities">The densities of points so moved and scaled.</param>
/// <param name="Origin">What is taken off each column.</param>
/// <param name="Scales">What the rest is multiplied by.</param>
sealed record MixtureLens(MixtureShape Shape, MixtureDensities Densities, double[] Origin, double[] Scales)
{
    /// <summary>The lens of a mixture, or null where a covariance is not positive definite.</summary>
    internal static MixtureLens? TryCreate(MixtureShape shape, double[] weights, double[] means, double[] covariances)
    {
        var p = shape.Features;
        var (origin, scales) = (new double[p], new double[p]);
        for (var i = 0; i < means.Length; i++)
        {
            origin[i % p] += means[i] / shape.Components;
        }

        for (var f = 0; f < p; f++)
        {
            var variance = Variances(shape, covariances, f).Max();
            if (!(variance > 0))
            {
                return null;
            }

            scales[f] = PointTiles.ScaleFor(Math.Sqrt(variance));
        }

        var (moved, scaled) = ((double[])[.. means], (double[])[.. covariances]);
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = (moved[i] - origin[i % p]) * scales[i % p];
        }

        MixtureCovariances.Rescale(shape, scaled, scales);
        return MixtureDensities.TryCreate(shape, weights, moved, scaled) is { } densities ? new MixtureLens(shape, densities, origin, scales) : null;
    }

    // The variances of a column in all covariances.
    static IEnumerable<double> Variances(MixtureShape shape, double[] covariances, int f)
    {
        var p = shape.Features;
        return shape.Covariance switch
        {
            CovarianceShape.Full or CovarianceShape.Tied => Enumerable.Range(0, covariances.Length / (p * p)).Select(k => covariances[(k * p * p) + (f * p) + f]),
            CovarianceShape.Diagonal => Enumerable.Range(0, shape.Components).Select(k => covariances[(k * p) + f]),
            _ => covariances,
        };
    }
}
