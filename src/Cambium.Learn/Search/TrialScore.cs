using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A figure of a trial.</summary>
/// <param name="Name">Its name, as in the reports.</param>
/// <param name="Mean">The mean over the folds that were done.</param>
/// <param name="Folds">The value in each of them.</param>
public sealed record TrialScore(string Name, double Mean, EquatableArray<double> Folds);
