namespace Cambium.Learn;

/// <summary>A figure over the folds.</summary>
/// <param name="Name">Its name, as in the reports.</param>
/// <param name="Mean">The mean over the folds.</param>
/// <param name="StandardDeviation">The standard deviation over the folds (n − 1).</param>
public sealed record FoldScore(string Name, double Mean, double StandardDeviation);
