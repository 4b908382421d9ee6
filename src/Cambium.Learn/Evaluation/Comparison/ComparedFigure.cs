namespace Cambium.Learn;

/// <summary>One figure of two models on the same rows or folds, and whether they differ by more than chance.</summary>
/// <param name="Metric">The figure's name.</param>
/// <param name="Test">How chance was told: paired_bootstrap, delong, mcnemar_exact, mcnemar or corrected_resampled_t.</param>
/// <param name="HigherIsBetter">Whether a larger figure is a better one.</param>
/// <param name="First">The first model's.</param>
/// <param name="Second">The second model's.</param>
/// <param name="Interval">The 95 % interval of the difference, or null where there is none.</param>
/// <param name="Statistic">What the test weighs: z of DeLong, χ² of McNemar (its smaller count of disagreements for the exact test), t over folds; NaN for the bootstrap.</param>
/// <param name="PValue">The chance of a difference as large where there is none in truth; from 0 to 1, NaN where it is not defined.</param>
public sealed record ComparedFigure(
    string Metric, string Test, bool HigherIsBetter, double First, double Second, Interval? Interval, double Statistic, double PValue)
{
    /// <summary>The second model's figure less the first's.</summary>
    public double Difference => Second - First;
}
