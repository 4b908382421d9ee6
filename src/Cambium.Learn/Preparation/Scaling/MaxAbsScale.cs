using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Divides number columns by the largest of the training rows' absolute values, so that they lie from -1 to 1 and a zero stays one.</summary>
/// <remarks>
/// <para>A column of zeros is left. Missing values stay missing and do not count; infinite values are refused.</para>
/// <para>Time O(n log n) a column. Use it where zeros mean "nothing", as in counts.</para>
/// </remarks>
public sealed record MaxAbsScale : Transform
{
    /// <summary>The columns to change. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <inheritdoc/>
    public override MaxAbsScaleModel Fit(Table features, FitOptions options = default)
    {
        var columns = ScaledColumns.Of(features, Columns);
        var scales = ScaledColumns.Learn(columns, options, sorted => sorted.Length == 0 ? 1 : Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) is var most && most > 0 ? most : 1);
        return new MaxAbsScaleModel(this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), scales);
    }
}
