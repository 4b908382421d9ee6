namespace Cambium.Numerics;

/// <summary>A smooth function to minimise.</summary>
/// <param name="point">Where to evaluate it.</param>
/// <param name="gradient">Receives the gradient there; as long as <paramref name="point"/>.</param>
/// <returns>The value; a value that is not finite tells that the point is outside the function's domain.</returns>
public delegate double LbfgsObjective(ReadOnlySpan<double> point, Span<double> gradient);
