namespace Cambium.Learn;

/// <summary>Where a search for lasso coefficients ended.</summary>
/// <param name="Coefficients">One a feature, in the features' own units.</param>
/// <param name="Intercept">The constant.</param>
/// <param name="Gap">The duality gap over the mean square of the target.</param>
/// <param name="Sweeps">Passes over the columns.</param>
/// <param name="Converged">Whether the gap is within the tolerance.</param>
sealed record LassoSolution(double[] Coefficients, double Intercept, double Gap, int Sweeps, bool Converged);
