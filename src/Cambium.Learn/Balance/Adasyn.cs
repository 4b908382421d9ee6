using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Adds rows to the smaller classes as <see cref="Smote"/> does, but more of them beside rows that stand among other classes (adaptive
/// synthetic sampling); in training only.
/// </summary>
/// <remarks>
/// <para>With r_i the share of other classes among the k nearest rows of row i, row i is the start of round(G r_i / Σ r) new rows, G being what
/// the class lacks; so the class may end a few rows off. Nearness and what a new row holds are as for <see cref="Smote"/>.</para>
/// <para>Time O(n² p) at worst, memory O(n p). Outliers among other classes draw many new rows: look for them before.</para>
/// <para>Source: H. He, Y. Bai, E. A. Garcia, S. Li, "ADASYN: Adaptive Synthetic Sampling Approach for Imbalanced Learning", 2008.</para>
/// </remarks>
public sealed record Adasyn : Resampler
{
    /// <summary>The rows that each smaller class shall have, as a share of the largest's; classes with more stay. Default 1. Range (0, 1].</summary>
    public double Ratio { get; init => field = Check.InRange(Check.Above(value, 0), 0, 1); } = 1;

    /// <summary>k: how many neighbours are looked at; all other rows where there are no more. Default 5. Range [1, 1000].</summary>
    public int Neighbours { get; init => field = Check.InRange(value, 1, 1000); } = 5;

    /// <summary>The seed of the draws. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        var space = SyntheticSpace.Of(rows.Features, this);
        var all = Enumerable.Range(0, classes.Codes.Length).ToArray();
        var k = Math.Min(Neighbours, all.Length - 1);
        int[]? nearest = null;
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

            nearest ??= space.Nearest(all, k, space.CategoryStep(all), options);
            var counts = Counts(classes, code, nearest, k, lacking);
            var company = ClassCompany.Of(space, classes, code, Neighbours, this, options);
            var stream = random.Fork(code);
            for (var place = 0; place < counts.Length; place++)
            {
                for (var i = 0; i < counts[place]; i++)
                {
                    draws.Add(company.Draw(place, stream));
                }
            }
        }

        return space.Add(rows, draws);
    }

    /// <summary>How many new rows start from each row of a class.</summary>
    int[] Counts(ClassRows classes, int code, int[] nearest, int k, int lacking)
    {
        var own = classes.Rows[code];
        var shares = own.Select(row => nearest.AsSpan(row * k, k).ToArray().Count(other => classes.Codes[other] != code) / (double)k).ToArray();
        var sum = shares.Sum();
        return sum > 0
            ? Array.ConvertAll(shares, share => (int)Math.Round(share / sum * lacking))
            : throw new TableException(
                $"{nameof(Adasyn)} cannot add rows to class '{classes.Classes[code]}': none of its rows has another class among its {k} nearest, " +
                $"so that no place is harder than another. Use {nameof(Smote)}, or raise {nameof(Neighbours)}.");
    }
}
