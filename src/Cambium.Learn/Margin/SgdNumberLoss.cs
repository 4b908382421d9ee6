namespace Cambium.Learn;

/// <summary>The losses of a regressor.</summary>
readonly struct SgdNumberLoss(SgdRegressionLoss loss, double epsilon) : ISgdLoss
{
    /// <inheritdoc/>
    public double Curvature => loss == SgdRegressionLoss.Squared ? 1 : 0;

    /// <inheritdoc/>
    public double Of(double p, double y)
    {
        var r = Math.Abs(p - y);
        return loss switch
        {
            SgdRegressionLoss.Squared => 0.5 * r * r,
            SgdRegressionLoss.Huber => r <= epsilon ? 0.5 * r * r : (epsilon * r) - (0.5 * epsilon * epsilon),
            _ => Math.Max(0, r - epsilon),
        };
    }

    /// <inheritdoc/>
    public double Slope(double p, double y)
    {
        var r = p - y;
        return loss switch
        {
            SgdRegressionLoss.Squared => r,
            SgdRegressionLoss.Huber => Math.Clamp(r, -epsilon, epsilon),
            _ => r > epsilon ? 1 : r < -epsilon ? -1 : 0,
        };
    }
}
