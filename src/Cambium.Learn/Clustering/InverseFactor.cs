using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The inverse of the lower Cholesky factor of a covariance, which turns differences into independent ones of variance 1.</summary>
static class InverseFactor
{
    /// <summary>Computes L⁻¹ of C = L Lᵀ.</summary>
    /// <param name="covariance">C, p × p; the lower triangle is read.</param>
    /// <param name="p">Its rows.</param>
    /// <param name="inverse">L⁻¹, p × p, lower.</param>
    /// <returns>log |C|; NaN where C is not positive definite.</returns>
    internal static double Of(ReadOnlySpan<double> covariance, int p, Span<double> inverse)
    {
        var lower = new double[p * p];
        var log = 0.0;
        inverse.Clear();
        for (var i = 0; i < p; i++)
        {
            var row = lower.AsSpan(i * p, i + 1);
            for (var j = 0; j < i; j++)
            {
                row[j] = (covariance[(i * p) + j] - Dot.Of(row[..j], lower.AsSpan(j * p, j))) / lower[(j * p) + j];
            }

            var pivot = covariance[(i * p) + i] - Dot.Of(row[..i], row[..i]);
            if (!(pivot > 0))
            {
                return double.NaN;
            }

            row[i] = Math.Sqrt(pivot);
            log += Math.Log(pivot);
            // Row i of the inverse: −(Σ lᵢⱼ rowⱼ) / lᵢᵢ, and 1 / lᵢᵢ.
            var target = inverse.Slice(i * p, i + 1);
            for (var j = 0; j < i; j++)
            {
                AddScaled.Into(-row[j] / row[i], inverse.Slice(j * p, j + 1), target[..(j + 1)]);
            }

            target[i] = 1 / row[i];
        }

        return log;
    }
}
