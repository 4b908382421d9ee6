using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Takes away training rows that stand where classes meet: of two rows of different classes that are each other's nearest, the one of the
/// larger class.
/// </summary>
/// <remarks>
/// <para>Nearness is as for <see cref="Smote"/>: put <see cref="Standardize"/> before it. Among equally near rows the first counts.</para>
/// <para>Time O(n²p) at worst, memory O(n p). Use it after <see cref="Smote"/>, or alone to clear a border; it changes the balance little.</para>
/// <para>Source: I. Tomek, "Two Modifications of CNN", 1976.</para>
/// </remarks>
public sealed record RemoveTomekLinks : Resampler
{
    /// <summary>Whether both rows of a pair go. Default false: the one of the smaller class stays, and both where their classes are the smallest.</summary>
    public bool Both { get; init; }

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        var space = SyntheticSpace.Of(rows.Features, this);
        var all = Enumerable.Range(0, classes.Codes.Length).ToArray();
        var nearest = space.Nearest(all, 1, space.CategoryStep(all), options);
        var smallest = classes.Smallest;
        var kept = all.Where(row =>
        {
            var other = nearest[row];
            var linked = classes.Codes[row] != classes.Codes[other] && nearest[other] == row;
            return !linked || (!Both && classes.Rows[classes.Codes[row]].Length == smallest);
        });
        return ClassRows.Take(rows, [.. kept]);
    }
}
