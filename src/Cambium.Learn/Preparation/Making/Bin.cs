using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Cuts number columns into bins: a value becomes the number of the last border that is not above it.</summary>
/// <remarks>
/// <para>Values beyond the outer bins belong to them; a missing value stays missing (0 in all columns of one-hot). Bins that would be narrower than 1e-8 are joined with the next one, so that there may be
/// fewer than asked for.</para>
/// <para>Time O(n log n) a column. Use it before linear models where an effect is no line; trees need it not. <see cref="BinByTarget"/> puts the borders where the target changes.</para>
/// <para>Source: J. Dougherty, R. Kohavi, M. Sahami, "Supervised and Unsupervised Discretization of Continuous Features", 1995.</para>
/// </remarks>
public sealed record Bin : Transform
{
    /// <summary>The columns to cut. Default none, which means all numbers.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Most bins a column. Default 5. Range [2, 10,000].</summary>
    public int Bins { get; init => field = Check.InRange(value, 2, 10_000); } = 5;

    /// <summary>How the borders are found. Default quantile.</summary>
    public BinStrategy Strategy { get; init => field = Check.Defined(value); } = BinStrategy.Quantile;

    /// <summary>What stands for a bin. Default number.</summary>
    public BinOutput Output { get; init => field = Check.Defined(value); } = BinOutput.Number;

    /// <inheritdoc/>
    public override BinModel Fit(Table features, FitOptions options = default)
    {
        var fields = MadeColumns.Numbers(features, Columns);
        var borders = new double[fields.Count][];
        for (var i = 0; i < borders.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            borders[i] = BinBorders.Of(Ordered.Finite(features[fields[i].Name]), Bins, Strategy);
        }

        var model = new BinModel(this, Output, fields, borders);
        StepColumns.ThrowIfTaken(features, model.Names, fields.Select(column => column.Name).ToHashSet());
        return model;
    }
}
