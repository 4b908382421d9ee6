using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Bends number columns by a power that makes the training rows most like normal ones, then moves and scales them to mean 0 and variance 1.</summary>
/// <remarks>
/// <para>Each column's power λ maximises the likelihood of a normal distribution. From 0 upwards, Yeo-Johnson makes ((x + 1)^λ − 1) / λ of x,
/// below −((1 − x)^(2 − λ) − 1) / (2 − λ), and logarithms where a power is 0; Box-Cox makes (x^λ − 1) / λ, for numbers above 0.</para>
/// <para>Missing values stay missing and do not count; infinite values are refused. A column of one value keeps λ = 1.</para>
/// <para>Time O(n log n) and some twenty passes of exponentials a column, memory O(n). Use it for skewed columns before linear models, and
/// models of distances.</para>
/// <para>Source: I.-K. Yeo, R. A. Johnson, "A New Family of Power Transformations to Improve Normality or Symmetry", 2000; G. E. P. Box, D. R. Cox, "An
/// Analysis of Transformations", 1964.</para>
/// </remarks>
public sealed record PowerTransform : Transform
{
    /// <summary>The columns to change. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The powers to choose from. Default Yeo-Johnson.</summary>
    public PowerFamily Family { get; init => field = Check.Defined(value); } = PowerFamily.YeoJohnson;

    /// <summary>Whether the bent columns get mean 0 and variance 1. Default true.</summary>
    public bool Standardize { get; init; } = true;

    /// <inheritdoc/>
    public override PowerTransformModel Fit(Table features, FitOptions options = default)
    {
        var columns = ScaledColumns.Of(features, Columns);
        ScaledColumns.ThrowIfInfinite(columns);
        if (Family == PowerFamily.BoxCox)
        {
            Array.ForEach(columns, PowerTransformModel.ThrowUnlessAboveZero);
        }

        var powers = ScaledColumns.Learn(columns, options, sorted => PowerSearch.Best(Family, sorted));
        var bent = columns.Select((column, i) => PowerTransformModel.Bent(column, Family, powers[i])).ToArray();
        var unheld = Array.FindIndex(bent, column => column.Values.ToArray().Any(double.IsInfinity));
        if (unheld >= 0)
        {
            throw new TableException($"Column '{columns[unheld].Name}' holds values too large for its power; correct them, or divide the column.") { Column = columns[unheld].Name };
        }

        return new PowerTransformModel(this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), powers, Standardize ? Moments(bent, options) : null);
    }

    static (double[] Means, double[] Scales) Moments(Column[] bent, FitOptions options)
    {
        var scaled = new Standardize().Fit(Table.Create(bent), options with { Weight = null, Validation = null });
        return (scaled.Means.Span.ToArray(), scaled.Scales.Span.ToArray());
    }
}
