namespace Cambium.Learn;

/// <summary>One figure on rows that a model learned from and on rows held out.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="HigherIsBetter">Whether a larger one is a better one.</param>
/// <param name="Learned">On the rows learned from.</param>
/// <param name="HeldOut">On the rows held out.</param>
/// <param name="Interval">The 95 % interval of <see cref="Gap"/>, over resamples of both; null where it is not defined.</param>
public sealed record GapFigure(string Metric, bool HigherIsBetter, double Learned, double HeldOut, Interval? Interval)
{
    /// <summary>How much worse the rows held out are; below 0 where they are better.</summary>
    public double Gap => HigherIsBetter ? Learned - HeldOut : HeldOut - Learned;
}
