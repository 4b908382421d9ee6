namespace Cambium.Learn;

/// <summary>What a selecting step found of a column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Score">The recipe's figure, of which more is better.</param>
/// <param name="Kept">Whether the column stays.</param>
public sealed record FeatureScore(string Column, double Score, bool Kept)
{
    /// <summary>The chance of such a figure where the column tells nothing; NaN where there is none.</summary>
    public double PValue { get; init; } = double.NaN;
}
