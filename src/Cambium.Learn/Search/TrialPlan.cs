namespace Cambium.Learn;

/// <summary>What a trial is for.</summary>
/// <param name="Repeats">The number of the trial, from 0, whose settings it tries with more of the resource; −1: new settings are drawn.</param>
/// <param name="Resource">Its share of the resource.</param>
readonly record struct TrialPlan(int Repeats, double Resource)
{
    /// <summary>New settings with all of the resource.</summary>
    internal static readonly TrialPlan New = new(-1, 1);
}
