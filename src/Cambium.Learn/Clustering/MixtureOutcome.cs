namespace Cambium.Learn;

/// <summary>How a mixture's fit ended.</summary>
/// <param name="LogLikelihood">Σ w log p(x) over the training rows.</param>
/// <param name="RowWeight">Σ w.</param>
/// <param name="Iterations">Of the start that was kept.</param>
/// <param name="Converged">Whether it came to rest.</param>
readonly record struct MixtureOutcome(double LogLikelihood, double RowWeight, int Iterations, bool Converged);
