namespace Cambium.Learn;

/// <summary>The curve 1 / (1 + a d²ᵇ) that is nearest to 1 up to a least distance and e^(−(d − least) / spread) beyond, at 300 distances up to three times the spread.</summary>
/// <param name="A">a.</param>
/// <param name="B">b.</param>
readonly record struct UmapCurve(double A, double B)
{
    const int Points = 300;
    const int MostSteps = 200;

    /// <summary>Fits the curve by damped least squares (D. W. Marquardt, 1963).</summary>
    internal static UmapCurve Of(double leastDistance, double spread)
    {
        var (curve, damping) = (new UmapCurve(1, 1), 1e-3);
        var error = curve.Error(leastDistance, spread, out var slope);
        for (var step = 0; step < MostSteps && damping < 1e12; step++)
        {
            var (aa, bb) = (slope.Aa * (1 + damping), slope.Bb * (1 + damping));
            var determinant = (aa * bb) - (slope.Ab * slope.Ab);
            var next = new UmapCurve(
                curve.A - (((bb * slope.A) - (slope.Ab * slope.B)) / determinant),
                curve.B - (((aa * slope.B) - (slope.Ab * slope.A)) / determinant));
            var nextError = next.A > 0 && next.B > 0 ? next.Error(leastDistance, spread, out var nextSlope) : Failed(out nextSlope);
            if (nextError < error)
            {
                (curve, error, slope, damping) = (next, nextError, nextSlope, damping / 10);
            }
            else
            {
                damping *= 10;
            }
        }

        return curve;
    }

    static double Failed(out Slope slope)
    {
        slope = default;
        return double.PositiveInfinity;
    }

    double Error(double leastDistance, double spread, out Slope slope)
    {
        var (error, sums) = (0.0, default(Slope));
        for (var i = 1; i < Points; i++)
        {
            var distance = 3 * spread * i / (Points - 1);
            var goal = distance < leastDistance ? 1 : Math.Exp(-(distance - leastDistance) / spread);
            var power = Math.Pow(distance, 2 * B);
            var value = 1 / (1 + (A * power));
            var (byA, byB) = (-value * value * power, -value * value * A * power * 2 * Math.Log(distance));
            var rest = value - goal;
            error += rest * rest;
            sums = new Slope(sums.A + (byA * rest), sums.B + (byB * rest), sums.Aa + (byA * byA), sums.Ab + (byA * byB), sums.Bb + (byB * byB));
        }

        slope = sums;
        return error;
    }

    /// <summary>Jᵀ r and Jᵀ J.</summary>
    readonly record struct Slope(double A, double B, double Aa, double Ab, double Bb);
}
