namespace Cambium.Numerics;

/// <summary>Where <see cref="Lbfgs"/> ended.</summary>
/// <param name="Stop">Why it stopped.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">How often the function was evaluated.</param>
/// <param name="Value">The function's value at the end.</param>
/// <param name="GradientNorm">The largest component of the gradient at the end, without its sign.</param>
public sealed record LbfgsResult(LbfgsStop Stop, int Iterations, int Evaluations, double Value, double GradientNorm)
{
    /// <summary>Whether the gradient is within the tolerance.</summary>
    public bool Converged => Stop == LbfgsStop.Converged;
}
