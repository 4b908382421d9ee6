namespace Cambium.Learn;

/// <summary>Where the search for a quantile regression ended.</summary>
/// <param name="Point">The intercept, then a coefficient for each standardised column.</param>
/// <param name="Gap">How far the mean objective can at most be above its minimum.</param>
/// <param name="Iterations">Iterations done.</param>
/// <param name="Converged">Whether the gap is within the tolerance.</param>
sealed record QuantileSolution(double[] Point, double Gap, int Iterations, bool Converged);
