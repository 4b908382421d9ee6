using Cambium.Numerics;

namespace Cambium.Monitor;

/// <summary>From which population stability index on a change is a finding.</summary>
/// <remarks>
/// The defaults are the industry's rule of thumb: under 0.1 no change, to 0.25 a moderate one, above a large one.
/// Source: N. Siddiqi, "Credit Risk Scorecards", 2006, chapter 9, after E. M. Lewis, "An Introduction to Credit Scoring", 1992.
/// </remarks>
public sealed record DriftOptions
{
    /// <summary>The index from which on a change is a warning. Default 0.1. Range (0, ∞); at most <see cref="Alert"/>.</summary>
    public double Warning { get; init => field = Check.Above(value, 0); } = 0.1;

    /// <summary>The index from which on a change is an alert. Default 0.25. Range (0, ∞).</summary>
    public double Alert { get; init => field = Check.Above(value, 0); } = 0.25;

    internal void CheckOrder()
    {
        if (Warning > Alert)
        {
            throw new ArgumentException($"Warning is {Warning} and Alert is {Alert}; Warning must be at most Alert.");
        }
    }
}
