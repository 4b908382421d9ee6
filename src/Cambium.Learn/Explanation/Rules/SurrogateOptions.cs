using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to fit a surrogate tree.</summary>
public sealed record SurrogateOptions : AnswerOptions
{
    /// <summary>Most questions between the root and a leaf: what a reader can follow. Default 3. Range [1, 10].</summary>
    public int MaxDepth { get; init => field = Check.InRange(value, 1, 10); } = 3;

    /// <summary>Fewest rows of a leaf. Default 20. Range [1, 1000000].</summary>
    public int MinRowsPerLeaf { get; init => field = Check.InRange(value, 1, 1_000_000); } = 20;

    /// <summary>The share of the rows that the tree does not see and is judged by. Default 0.25. Range [0.05, 0.9].</summary>
    public double HeldOut { get; init => field = Check.InRange(value, 0.05, 0.9); } = 0.25;

    /// <summary>The seed of the held-out rows. Default 0.</summary>
    public long Seed { get; init; }
}
