using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute how far columns act together.</summary>
public sealed record InteractionOptions : AnswerOptions
{
    /// <summary>Most rows that are looked at, drawn at random from the given ones; the model is asked about each pair of them. Default 300. Range [2, 20000].</summary>
    public int Rows { get; init => field = Check.InRange(value, 2, 20_000); } = 300;

    /// <summary>The seed of that draw. Default 0.</summary>
    public long Seed { get; init; }
}
