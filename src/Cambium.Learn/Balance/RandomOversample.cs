using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Repeats rows of the smaller classes, drawn at random, until there are as many as a share of the largest class's; in training only.</summary>
/// <remarks>
/// <para>The rows that there were come first and as they are; those drawn, with replacement, follow class by class.</para>
/// <para>Time and memory O(n × p). Use it where a learner takes no weights; else <see cref="WeightClasses"/> says the same without more rows.
/// It shifts probabilities toward the rare classes: calibrate them where their size matters.</para>
/// </remarks>
public sealed record RandomOversample : Resampler
{
    /// <summary>The rows that each smaller class shall have, as a share of the largest's; classes with more stay. Default 1. Range (0, 1].</summary>
    public double Ratio { get; init => field = Check.InRange(Check.Above(value, 0), 0, 1); } = 1;

    /// <summary>The seed of the draws. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        var places = new List<int>(Enumerable.Range(0, classes.Codes.Length));
        var random = new RandomStream(Seed);
        for (var code = 0; code < classes.Classes.Count; code++)
        {
            var stream = random.Fork(code);
            var own = classes.Rows[code];
            for (var lacking = classes.Lacks(code, Ratio); lacking > 0; lacking--)
            {
                places.Add(own[stream.NextInt(own.Length)]);
            }
        }

        return ClassRows.Take(rows, places.ToArray());
    }
}
