using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute accumulated local effects.</summary>
public sealed record EffectOptions : AnswerOptions
{
    /// <summary>Most intervals that a number's or moment's values are parted into, of equally many rows. Default 40. Range [1, 10000].</summary>
    public int Intervals { get; init => field = Check.InRange(value, 1, 10_000); } = 40;
}
