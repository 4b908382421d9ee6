namespace Cambium.Learn;

/// <summary>The share of a class, away from 0, where its logarithm has no bounds.</summary>
static class ClassPrior
{
    // A class without weight still needs a finite score.
    const double LeastShare = 1e-12;

    /// <summary>The logarithm of a class's share of the weight.</summary>
    internal static double Log(double weight, double total) => Math.Log(Math.Max(total > 0 ? weight / total : 0, LeastShare));
}
