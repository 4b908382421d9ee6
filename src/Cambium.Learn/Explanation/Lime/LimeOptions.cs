using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute LIME.</summary>
public sealed record LimeOptions : AnswerOptions
{
    /// <summary>How many rows are made around the explained one. Default 5000. Range [10, 1000000].</summary>
    public int Samples { get; init => field = Check.InRange(value, 10, 1_000_000); } = 5000;

    /// <summary>
    /// Whether numbers are read as quarters of the background's values: a term then says what being in that quarter does, "age ≤ 41". Else a term is the slope along the number, in the answer's unit a
    /// unit of the column. Default true. Categories and truths always are terms of being the same or not.
    /// </summary>
    public bool Discretise { get; init; } = true;

    /// <summary>How near a made row must be to count, σ of exp(−d² / σ²), in root columns: 0.75 stands for 0.75 √p, where d counts differing terms or deviations. Default 0.75. Range [0.01, 100].</summary>
    public double KernelWidth { get; init => field = Check.InRange(value, 0.01, 100); } = 0.75;

    /// <summary>λ of the local ridge fit, in terms of deviations of 1. Default 0.001. Range [0, ∞).</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0); } = 0.001;

    /// <summary>The seed of the made rows. Default 0.</summary>
    public long Seed { get; init; }
}
