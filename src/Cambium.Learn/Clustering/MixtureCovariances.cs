namespace Cambium.Learn;

/// <summary>Covariances of a mixture from moments, and at other scales.</summary>
static class MixtureCovariances
{
    /// <summary>Adds what one component's moments give.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="moments">Σ r, Σ r d, Σ r d dᵀ.</param>
    /// <param name="covariances">All covariances, zeros before; the full ones get both triangles.</param>
    /// <param name="component">The component.</param>
    /// <param name="total">Σ w, which tied covariances are divided by.</param>
    internal static void Add(MixtureShape shape, ReadOnlySpan<double> moments, Span<double> covariances, int component, double total)
    {
        var p = shape.Features;
        var count = Math.Max(moments[0], 1e-300);
        var second = moments[(1 + p)..];
        for (var f = 0; f < p; f++)
        {
            var shift = moments[1 + f] / count;
            switch (shape.Covariance)
            {
                case CovarianceShape.Diagonal:
                    covariances[(component * p) + f] = Math.Max(0, (second[f] / count) - (shift * shift));
                    break;
                case CovarianceShape.Spherical:
                    covariances[component] += Math.Max(0, (second[f] / count) - (shift * shift)) / p;
                    break;
                default:
                    for (var g = 0; g <= f; g++)
                    {
                        var product = (second[(f * p) + g] / count) - (shift * (moments[1 + g] / count));
                        var share = shape.Covariance == CovarianceShape.Tied ? moments[0] / total : 1;
                        var block = shape.Covariance == CovarianceShape.Tied ? covariances : covariances.Slice(component * p * p, p * p);
                        block[(f * p) + g] += share * product;
                        block[(g * p) + f] = block[(f * p) + g];
                    }

                    break;
            }
        }
    }

    /// <summary>Adds to all variances.</summary>
    internal static void Regularise(MixtureShape shape, Span<double> covariances, double regularisation, double[] scales)
    {
        var p = shape.Features;
        for (var i = 0; i < covariances.Length; i++)
        {
            var f = shape.HasProducts ? i % (p * p) / p : shape.Covariance == CovarianceShape.Diagonal ? i % p : 0;
            if (!shape.HasProducts || i % p == f)
            {
                covariances[i] += regularisation * scales[f] * scales[f];
            }
        }
    }

    /// <summary>Brings covariances to columns multiplied by factors.</summary>
    internal static void Rescale(MixtureShape shape, Span<double> covariances, double[] factors)
    {
        var p = shape.Features;
        for (var i = 0; i < covariances.Length; i++)
        {
            var (f, g) = shape.HasProducts ? (i % (p * p) / p, i % p) : shape.Covariance == CovarianceShape.Diagonal ? (i % p, i % p) : (0, 0);
            covariances[i] = covariances[i] * factors[f] * factors[g];
        }
    }
}
