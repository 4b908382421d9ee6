using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Divides each row's numbers by the row's length, so that rows differ in direction alone.</summary>
/// <remarks>
/// <para>Nothing is learned but which columns there are. Missing values stay missing and do not count; a row of zeros is left; infinite values
/// are refused.</para>
/// <para>Time O(n p), memory O(n). Use it where a row's size tells nothing, as the length of a text, or its values are shares of a whole
/// (<see cref="RowNorm.L1"/>). Not for columns of different units: scale those first.</para>
/// </remarks>
public sealed record NormalizeRows : Transform
{
    /// <summary>The columns that make up a row. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The length. Default L2.</summary>
    public RowNorm Norm { get; init => field = Check.Defined(value); } = RowNorm.L2;

    /// <inheritdoc/>
    public override NormalizeRowsModel Fit(Table features, FitOptions options = default)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var columns = ScaledColumns.Of(features, Columns);
        ScaledColumns.ThrowIfInfinite(columns);
        return new NormalizeRowsModel(this, columns.Select(StepColumns.FieldOf).ToEquatableArray());
    }
}
