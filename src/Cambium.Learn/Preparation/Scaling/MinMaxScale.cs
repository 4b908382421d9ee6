using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Moves and scales number columns so that the training rows lie between two numbers: x becomes (x − min) / (max − min) · (high − low) + low.</summary>
/// <remarks>
/// <para>A constant column becomes low. Missing values stay missing and do not count; infinite values are refused.</para>
/// <para>Time O(n log n) a column. Use it where numbers must have bounds; one extreme value squeezes all others together: then see
/// <see cref="RobustScale"/> or <see cref="QuantileTransform"/>.</para>
/// </remarks>
public sealed record MinMaxScale : Transform
{
    /// <summary>The columns to change. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>What the least value becomes; below <see cref="High"/>. Default 0. Finite.</summary>
    public double Low { get; init => field = Check.InRange(value, double.MinValue, double.MaxValue); }

    /// <summary>What the greatest value becomes. Default 1. Finite.</summary>
    public double High { get; init => field = Check.InRange(value, double.MinValue, double.MaxValue); } = 1;

    /// <summary>Whether values beyond those of the training rows become low or high. Default false.</summary>
    public bool Clip { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Low is not below high.</exception>
    public override MinMaxScaleModel Fit(Table features, FitOptions options = default)
    {
        if (!(Low < High))
        {
            throw new ArgumentException($"{nameof(Low)} is {Low} and {nameof(High)} {High}, expected a lower {nameof(Low)}.", nameof(options));
        }

        var columns = ScaledColumns.Of(features, Columns);
        var learned = ScaledColumns.Learn(columns, options, sorted => sorted.Length == 0 ? (0, 0) : (sorted[0], sorted[^1]));
        return new MinMaxScaleModel(
            this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), [.. learned.Select(ends => ends.Item1)], [.. learned.Select(ends => ends.Item2)]);
    }
}
