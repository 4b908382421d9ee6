namespace Cambium.Numerics;

/// <summary>log Σ e^xᵢ.</summary>
public static class LogSumExp
{
    /// <summary>
    /// log Σ e^xᵢ without overflow; −∞ for an empty span or only −∞, ∞ where one is ∞, NaN where one is NaN. The error is at most 1e-15 times
    /// the larger of 1 and the result's size.
    /// </summary>
    public static double Of(ReadOnlySpan<double> x)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in x)
        {
            largest = Math.Max(largest, value); // Math.Max hands NaN on
        }

        if (!double.IsFinite(largest))
        {
            return largest;
        }

        var sum = 0.0;
        foreach (var value in x)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }
}
