namespace Cambium.Learn;

/// <summary>What the search found.</summary>
/// <param name="Coefficients">β, one a row.</param>
/// <param name="Bias">What is added to Σ βᵢ K(xᵢ, x).</param>
/// <param name="Objective">What the objective is there.</param>
/// <param name="Iterations">Steps done.</param>
/// <param name="Converged">Whether the tolerance was reached.</param>
sealed record SmoResult(double[] Coefficients, double Bias, double Objective, int Iterations, bool Converged);
