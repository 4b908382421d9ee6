namespace Cambium.Learn;

/// <summary>A column beside those of a design: the target, or ones.</summary>
/// <param name="Values">n numbers.</param>
/// <param name="Mean">What is taken from each.</param>
/// <param name="Scale">What each is then divided by.</param>
/// <param name="IsFirst">Whether it comes before the others; else it comes last.</param>
readonly record struct ExtraColumn(ReadOnlyMemory<double> Values, double Mean, double Scale, bool IsFirst);
