using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Keeps of the larger classes only as many rows, drawn at random, as leave the smallest a share of them; in training only.</summary>
/// <remarks>
/// <para>The rows that stay keep their order. Time and memory O(n × p).</para>
/// <para>Use it where there are more rows than a learner can take; it throws information away. It shifts probabilities toward the rare
/// classes: calibrate them where their size matters.</para>
/// </remarks>
public sealed record RandomUndersample : Resampler
{
    /// <summary>The smallest class's rows as a share of each larger one's that stays; classes with fewer stay. Default 1. Range (0, 1].</summary>
    public double Ratio { get; init => field = Check.InRange(Check.Above(value, 0), 0, 1); } = 1;

    /// <summary>The seed of the draws. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        var most = (int)Math.Min(int.MaxValue, classes.Smallest / Ratio);
        var kept = new bool[classes.Codes.Length];
        var random = new RandomStream(Seed);
        for (var code = 0; code < classes.Classes.Count; code++)
        {
            var own = (int[])classes.Rows[code].Clone();
            var stream = random.Fork(code);
            var count = Math.Min(most, own.Length);
            for (var i = 0; i < count; i++)
            {
                // Fisher and Yates, as far as rows are wanted.
                var other = i + stream.NextInt(own.Length - i);
                (own[i], own[other]) = (own[other], own[i]);
                kept[own[i]] = true;
            }
        }

        return ClassRows.Take(rows, [.. Enumerable.Range(0, kept.Length).Where(row => kept[row])]);
    }
}
