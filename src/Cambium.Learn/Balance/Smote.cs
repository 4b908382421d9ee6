using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Adds rows to the smaller classes that lie between rows of the class and their neighbours in it (synthetic minority over-sampling); in
/// training only.
/// </summary>
/// <remarks>
/// <para>A new row takes a row x of the class and one z of its k nearest there, both drawn at random, and is x + u (z − x) with u uniform
/// in [0, 1); whole numbers are rounded. A category or a truth becomes what most of the k neighbours have, of equals what the nearer has. Two
/// rows that differ in a category stand apart, in that direction, by the median of the class's standard deviations of numbers (SMOTE-NC), or by 1
/// where there are no numbers. A weight is that of x.</para>
/// <para>Nearness depends on units: put <see cref="Standardize"/> before it. Missing values, text and sparse columns are refused: put
/// <see cref="Impute"/> before it. Rows that there were come first and as they are.</para>
/// <para>Time O(m² p) at worst for a class of m rows, memory O(n p). It helps little before boosted trees, where
/// <see cref="WeightClasses"/> does as well; probabilities shift toward the rare classes.</para>
/// <para>Source: N. V. Chawla, K. W. Bowyer, L. O. Hall, W. P. Kegelmeyer, "SMOTE: Synthetic Minority Over-sampling Technique", 2002,
/// sections 4.2 and 6.1.</para>
/// </remarks>
public sealed record Smote : Resampler
{
    /// <summary>The rows that each smaller class shall have, as a share of the largest's; classes with more stay. Default 1. Range (0, 1].</summary>
    public double Ratio { get; init => field = Check.InRange(Check.Above(value, 0), 0, 1); } = 1;

    /// <summary>k: how many neighbours a new row may lean to; all others of the class where it has no more rows. Default 5. Range [1, 1000].</summary>
    public int Neighbours { get; init => field = Check.InRange(value, 1, 1000); } = 5;

    /// <summary>The seed of the draws. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        var space = SyntheticSpace.Of(rows.Features, this);
        var draws = new List<SyntheticRow>();
        var random = new RandomStream(Seed);
        for (var code = 0; code < classes.Rows.Length; code++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var lacking = classes.Lacks(code, Ratio);
            if (lacking == 0)
            {
                continue;
            }

            var company = ClassCompany.Of(space, classes, code, Neighbours, this, options);
            var stream = random.Fork(code);
            for (; lacking > 0; lacking--)
            {
                draws.Add(company.Draw(stream.NextInt(company.Count), stream));
            }
        }

        return space.Add(rows, draws);
    }
}
