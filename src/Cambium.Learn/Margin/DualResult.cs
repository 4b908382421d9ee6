namespace Cambium.Learn;

/// <summary>What coordinate descent on a linear support vector machine found.</summary>
/// <param name="Weights">w, one number a feature.</param>
/// <param name="Intercept">b.</param>
/// <param name="Objective">The objective at w and b.</param>
/// <param name="Gap">How far the objective can be above the least there is: primal minus dual, over the primal.</param>
/// <param name="Iterations">Passes done.</param>
/// <param name="Converged">Whether the tolerance was reached.</param>
sealed record DualResult(double[] Weights, double Intercept, double Objective, double Gap, int Iterations, bool Converged);
