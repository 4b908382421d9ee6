namespace Cambium.Learn;

/// <summary>When a search for lasso coefficients ends, and who is told.</summary>
/// <param name="Tolerance">The gap to reach.</param>
/// <param name="MaxSweeps">Most passes over the columns.</param>
/// <param name="AfterCheck">Told the passes so far and the objective each time the gap is looked at.</param>
/// <param name="Token">Looked at then.</param>
sealed record LassoStop(double Tolerance, int MaxSweeps, Action<int, double> AfterCheck, CancellationToken Token);
