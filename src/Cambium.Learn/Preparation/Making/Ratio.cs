using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds the ratios of pairs of number columns: "price / area".</summary>
/// <remarks>
/// <para>Every left column is paired with every other right one. A missing value on either side makes a missing one, and so does a division by 0. Nothing is learned but which columns there are.</para>
/// <para>Time and memory O(n) a pair. Use it where the ratio says more than either number, such as a price for each square metre; a tree needs many questions for it, and a linear model cannot find it at all.</para>
/// <para>Source: own definition; the arithmetic is that of IEEE 754.</para>
/// </remarks>
public sealed record Ratio : Transform
{
    /// <summary>The columns on the left. Default none, which means all numbers.</summary>
    public ColumnSelection Left { get; init; }

    /// <summary>The columns on the right. Default none, which means all numbers.</summary>
    public ColumnSelection Right { get; init; }

    /// <summary>Most columns that may be made; more are refused. Default 10,000. Range [1, 1,000,000].</summary>
    public int MaxColumns { get; init => field = Check.InRange(value, 1, 1_000_000); } = MadeColumns.UsualLimit;

    /// <inheritdoc/>
    public override RatioModel Fit(Table features, FitOptions options = default)
    {
        var left = MadeColumns.Numbers(features, Left);
        var right = MadeColumns.Numbers(features, Right);
        MadeColumns.ThrowIfMore((long)left.Count * right.Count, MaxColumns, nameof(Ratio));
        var model = new RatioModel(this, left, right);
        StepColumns.ThrowIfTaken(features, model.Names, new HashSet<string>());
        return model;
    }
}
