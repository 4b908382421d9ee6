namespace Cambium.Learn;

/// <summary>The losses of a classifier; y is 1 or −1.</summary>
readonly struct SgdClassLoss(SgdLoss loss) : ISgdLoss
{
    /// <inheritdoc/>
    public double Curvature => loss == SgdLoss.SquaredHinge ? 2 : 0;

    /// <inheritdoc/>
    public double Of(double p, double y)
    {
        var m = p * y;
        var lack = Math.Max(0, 1 - m);
        return loss switch
        {
            SgdLoss.Hinge => lack,
            SgdLoss.Log => m > 0 ? Math.Log(1 + Math.Exp(-m)) : Math.Log(1 + Math.Exp(m)) - m,
            SgdLoss.SquaredHinge => lack * lack,
            SgdLoss.ModifiedHuber => m >= -1 ? lack * lack : -4 * m,
            _ => Math.Max(0, -m),
        };
    }

    /// <inheritdoc/>
    public double Slope(double p, double y)
    {
        var m = p * y;
        return loss switch
        {
            SgdLoss.Hinge => m <= 1 ? -y : 0,
            SgdLoss.Log => m > 0 ? -y * Math.Exp(-m) / (1 + Math.Exp(-m)) : -y / (1 + Math.Exp(m)),
            SgdLoss.SquaredHinge => m < 1 ? -2 * y * (1 - m) : 0,
            SgdLoss.ModifiedHuber => m >= 1 ? 0 : m >= -1 ? -2 * y * (1 - m) : -4 * y,
            _ => m <= 0 ? -y : 0,
        };
    }
}
