using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Moves and scales number columns so that the training rows have mean 0 and variance 1: x becomes (x − mean) / scale.</summary>
/// <remarks>
/// <para>The scale is the standard deviation (divided by n), or 1 for a constant column. Missing values stay missing and do not
/// count.</para>
/// <para>Time O(n) a column. Use it before models with a penalty or a step size that should treat all columns alike; trees need it not.
/// Infinite values are refused.</para>
/// <para>Source: B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", 1962.</para>
/// </remarks>
public sealed record Standardize : Transform
{
    /// <summary>The columns to change. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <inheritdoc/>
    public override StandardizeModel Fit(Table features, FitOptions options = default)
    {
        var columns = StepColumns.Of(features, Columns, column => column.Type is ColumnType.Float64 or ColumnType.Int64, "numbers");
        var means = new double[columns.Length];
        var scales = new double[columns.Length];
        ParallelBlocks.For(columns.Length, 1, options.MaxThreads, (_, i, _) => (means[i], scales[i]) = Moments(columns[i]), options.CancellationToken);
        var broken = columns.Where((_, i) => !double.IsFinite(means[i]) || !double.IsFinite(scales[i])).Select(column => $"'{column.Name}'").ToArray();
        if (broken.Length > 0)
        {
            throw new TableException(
                $"The mean and variance of column{(broken.Length > 1 ? "s" : "")} {string.Join(", ", broken)} are not finite, because " +
                "values are infinite or too large; correct or drop them.")
            {
                Column = broken[0].Trim('\''),
            };
        }

        return new StandardizeModel(this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), means, scales);
    }

    static (double Mean, double Scale) Moments(Column column)
    {
        var count = 0;
        var mean = 0.0;
        var squares = 0.0;
        foreach (var value in ColumnFit.Numbers(column).Span)
        {
            if (!double.IsNaN(value))
            {
                count++;
                var step = value - mean;
                mean += step / count;
                squares += step * (value - mean);
            }
        }

        return (mean, squares == 0 ? 1 : Math.Sqrt(squares / count));
    }
}
