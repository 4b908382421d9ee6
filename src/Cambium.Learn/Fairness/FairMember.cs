namespace Cambium.Learn;

/// <summary>A classifier that was fitted on the way to a fair one.</summary>
/// <param name="Model">The classifier.</param>
/// <param name="Calls">What it calls each training row.</param>
/// <param name="Error">The share of training rows that it calls wrong.</param>
/// <param name="Moments">The constraint's moments of its calls less what they may be.</param>
sealed record FairMember(ClassifierModel Model, int[] Calls, double Error, double[] Moments)
{
    /// <summary>By how much the constraint is broken at most; 0 where it is kept.</summary>
    internal double Violation => Moments.Length == 0 ? 0 : Math.Max(0, Moments.Max());
}
