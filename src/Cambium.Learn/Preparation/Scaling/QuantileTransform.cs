using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns numbers into the share of training rows below them, or into the normal quantile of that share.</summary>
/// <remarks>
/// <para>The shares are known at quantiles of the training rows and lie on lines between them; of equal quantiles the middle is taken.
/// Values beyond those of the training rows become the ends. Missing values stay missing and do not count; infinite values are refused.</para>
/// <para>Time O(n log n) to learn and O(n log q) to apply, memory O(q) a column, q the quantiles. Use it for columns of any odd shape,
/// or with extreme values; it bends what was a line between two columns.</para>
/// </remarks>
public sealed record QuantileTransform : Transform
{
    /// <summary>The columns to change. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>q, the quantiles that are kept; as many as rows where there are fewer. Default 1,000. Range [2, 100,000].</summary>
    public int Quantiles { get; init => field = Check.InRange(value, 2, 100_000); } = 1000;

    /// <summary>The distribution of the new numbers. Default uniform.</summary>
    public QuantileOutput Output { get; init => field = Check.Defined(value); } = QuantileOutput.Uniform;

    /// <inheritdoc/>
    public override QuantileTransformModel Fit(Table features, FitOptions options = default)
    {
        var columns = ScaledColumns.Of(features, Columns);
        var count = Math.Min(Quantiles, features.RowCount);
        var quantiles = ScaledColumns.Learn(columns, options, sorted =>
        {
            var found = new double[count];
            for (var i = 0; i < count; i++)
            {
                found[i] = sorted.Length == 0 ? 0 : ScaledColumns.At(sorted, count == 1 ? 0 : (long)i * (sorted.Length - 1) / (count - 1.0));
                found[i] = i > 0 ? Math.Max(found[i], found[i - 1]) : found[i]; // lines between equal values may round
            }

            return found;
        });
        return new QuantileTransformModel(this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), count, quantiles);
    }
}
