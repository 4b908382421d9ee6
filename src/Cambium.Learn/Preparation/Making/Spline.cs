using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Replaces each number column by the values of B-splines over it, "age_spline0", "age_spline1", …: smooth bumps that add up to 1, of which a linear model makes any smooth curve.</summary>
/// <remarks>
/// <para>A column becomes Knots + Degree − 1 columns. Values beyond the outer knots count as these. A missing value is missing in all of them.</para>
/// <para>Time O(n × degree²) a column. Use it before linear models where an effect is a curve; unlike powers, splines do not swing at the ends. As the columns add up to 1, leave out one (Bias off) where
/// the model has an intercept and no penalty.</para>
/// <para>Source: C. de Boor, "A Practical Guide to Splines", 1978; P. Eilers, B. Marx, "Flexible smoothing with B-splines and penalties", 1996.</para>
/// </remarks>
public sealed record Spline : Transform
{
    /// <summary>The columns to replace. Default none, which means all numbers.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Knots from the least to the largest training value. Default 5. Range [2, 1,000].</summary>
    public int Knots { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    /// <summary>The degree of the pieces between knots. Default 3. Range [0, 10].</summary>
    public int Degree { get; init => field = Check.InRange(value, 0, 10); } = 3;

    /// <summary>Whether knots stand at quantiles of the training values, and not at equal distances. Default false.</summary>
    public bool Quantiles { get; init; }

    /// <summary>Whether the last bump is kept. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override SplineModel Fit(Table features, FitOptions options = default)
    {
        var fields = MadeColumns.Numbers(features, Columns);
        var knots = new double[fields.Count][];
        for (var i = 0; i < knots.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            knots[i] = KnotsOf(features[fields[i].Name]);
        }

        var model = new SplineModel(this, fields, knots);
        StepColumns.ThrowIfTaken(features, model.Names, fields.Select(column => column.Name).ToHashSet());
        return model;
    }

    double[] KnotsOf(Column column)
    {
        var sorted = Ordered.Finite(column);

        // A column of one value has no width; any will do.
        var (least, most) = sorted.Length == 0 ? (0, 1) : sorted[0] == sorted[^1] ? (sorted[0], sorted[0] + Math.Max(1, Math.Abs(sorted[0]))) : (sorted[0], sorted[^1]);
        var isEven = !Quantiles || sorted.Length == 0 || sorted[0] == sorted[^1];
        var knots = Enumerable.Range(0, Knots)
            .Select(place => (double)place / (Knots - 1))
            .Select(share => isEven ? least + ((most - least) * share) : Ordered.Quantile(sorted, share))
            .ToArray();
        return knots.Distinct().ToArray() is { Length: var distinct } && distinct == Knots
            ? knots
            : throw new TableException(
                $"Column '{column.Name}' has too few distinct values for {Knots} knots at {(isEven ? "equal distances" : "quantiles")}: two would stand at one place. Ask for fewer knots{(isEven ? "" : ", or none at quantiles")}.")
            {
                Column = column.Name,
            };
    }
}
