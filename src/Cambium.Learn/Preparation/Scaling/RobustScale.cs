using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Moves and scales number columns by the median and the range between two quantiles of the training rows: x becomes (x − median) / range.</summary>
/// <remarks>
/// <para>The range is 1 where it would be 0. Missing values stay missing and do not count; infinite values are refused.</para>
/// <para>Time O(n log n) a column. Use it instead of <see cref="Standardize"/> where a few values lie far out, which would widen its standard
/// deviation.</para>
/// </remarks>
public sealed record RobustScale : Transform
{
    /// <summary>The columns to change. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Whether the median is taken off. Default true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>The lower quantile of the range, as a share; below <see cref="High"/>. Default 0.25. Range [0, 1].</summary>
    public double Low { get; init => field = Check.InRange(value, 0.0, 1.0); } = 0.25;

    /// <summary>The upper quantile of the range, as a share. Default 0.75. Range [0, 1].</summary>
    public double High { get; init => field = Check.InRange(value, 0.0, 1.0); } = 0.75;

    /// <summary>Whether the range is divided by that of the standard normal distribution, so that normal columns get variance 1. Default false.</summary>
    public bool UnitVariance { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Low is not below high.</exception>
    public override RobustScaleModel Fit(Table features, FitOptions options = default)
    {
        if (!(Low < High) || (UnitVariance && (Low == 0 || High == 1)))
        {
            throw new ArgumentException(
                $"{nameof(Low)} is {Low} and {nameof(High)} {High}, expected a lower {nameof(Low)}, and with {nameof(UnitVariance)} neither 0 nor 1.", nameof(options));
        }

        var columns = ScaledColumns.Of(features, Columns);
        var normal = UnitVariance ? InverseNormal.Of(High) - InverseNormal.Of(Low) : 1;
        var learned = ScaledColumns.Learn(columns, options, sorted =>
        {
            var range = sorted.Length == 0 ? 0 : ScaledColumns.Quantile(sorted, High) - ScaledColumns.Quantile(sorted, Low);
            return (Center && sorted.Length > 0 ? ScaledColumns.Quantile(sorted, 0.5) : 0, (range == 0 ? 1 : range) / normal);
        });
        return new RobustScaleModel(
            this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), [.. learned.Select(found => found.Item1)], [.. learned.Select(found => found.Item2)]);
    }
}
