using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds the differences of pairs of number columns: "price - cost".</summary>
/// <remarks>
/// <para>Every left column is paired with every other right one; of two columns that stand on both sides only the first order is made. A missing value on either side makes a missing one. Nothing is learned but which columns there are.</para>
/// <para>Time and memory O(n) a pair. Use it where the difference says more than either number, such as a price against the one of last year; a tree needs many questions for it, and a linear model finds it only where no penalty shrinks both weights.</para>
/// <para>Source: own definition; the arithmetic is that of IEEE 754.</para>
/// </remarks>
public sealed record Difference : Transform
{
    /// <summary>The columns on the left. Default none, which means all numbers.</summary>
    public ColumnSelection Left { get; init; }

    /// <summary>The columns on the right. Default none, which means all numbers.</summary>
    public ColumnSelection Right { get; init; }

    /// <summary>Most columns that may be made; more are refused. Default 10,000. Range [1, 1,000,000].</summary>
    public int MaxColumns { get; init => field = Check.InRange(value, 1, 1_000_000); } = MadeColumns.UsualLimit;

    /// <inheritdoc/>
    public override DifferenceModel Fit(Table features, FitOptions options = default)
    {
        var left = MadeColumns.Numbers(features, Left);
        var right = MadeColumns.Numbers(features, Right);
        MadeColumns.ThrowIfMore((long)left.Count * right.Count, MaxColumns, nameof(Difference));
        var model = new DifferenceModel(this, left, right);
        StepColumns.ThrowIfTaken(features, model.Names, new HashSet<string>());
        return model;
    }
}
