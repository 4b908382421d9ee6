using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How labels are doubted.</summary>
public sealed record LabelIssueOptions
{
    /// <summary>Folds, seed, threads, progress and cancellation of the cross-validation that answers for each row without having learned from it. Ignored where one is given.</summary>
    public CrossValidationOptions Validation { get; init; } = new();

    /// <summary>The most issues that are told, the surest first; all are counted. Default 200. Range [1, 100000].</summary>
    public int MaxIssues { get; init => field = Check.InRange(value, 1, 100_000); } = 200;

    /// <summary>
    /// Of numbers the modified z-score of a residual, 0.6745 · |r − median| / MAD among rows with answers as large, above which a row is an issue. Default 3.5 (B. Iglewicz, D. C. Hoaglin, "How to Detect and Handle Outliers", 1993). Range [1, ∞).
    /// Ignored for classes.
    /// </summary>
    public double Extreme { get; init => field = Check.AtLeast(value, 1.0); } = 3.5;
}
