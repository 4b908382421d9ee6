using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Leaves out columns whose values hardly differ: of numbers and truths those whose variance is at most a threshold.</summary>
/// <remarks>
/// <para>The variance is Σ (x − mean)² / n over the values that are there. Of a category it is the share of rows outside the most frequent level,
/// where a missing value is a level. Text passes.</para>
/// <para>Time O(n) a column. With the default threshold only constant columns go; another one depends on units: scale before.</para>
/// </remarks>
public sealed record DropLowVariance : Transform
{
    /// <summary>The columns to look at. Default none, which means all but text and sparse vectors.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The largest variance of a column that goes. Default 0. Range [0, ∞).</summary>
    public double Threshold { get; init => field = Check.InRange(value, 0, double.MaxValue); }

    /// <inheritdoc/>
    public override FeatureSelectionModel Fit(Table features, FitOptions options = default)
    {
        var columns = StepColumns.Of(features, Columns, column => column.Type is not (ColumnType.String or ColumnType.Sparse), "numbers, truths, moments and categories");
        var variances = new double[columns.Length];
        ParallelBlocks.For(columns.Length, 1, options.MaxThreads, (_, i, _) => variances[i] = Variance(columns[i]), options.CancellationToken);
        return FeatureSelectionModel.Of(this, columns, variances, i => variances[i] > Threshold);
    }

    static double Variance(Column column)
    {
        if (column is CategoryColumn category)
        {
            var counts = new int[category.Levels.Count + 1];
            foreach (var code in category.Codes)
            {
                counts[code + 1]++;
            }

            return 1 - (counts.Max() / (double)column.Length);
        }

        var values = column is Column<DateTime> moments
            ? [.. Enumerable.Range(0, moments.Length).Where(row => moments.Validity[row]).Select(row => (moments.Values[row] - DateTime.UnixEpoch).TotalDays)]
            : ColumnFit.Numbers(column).Span;
        var (count, mean, squares) = (0, 0.0, 0.0);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                count++;
                var step = value - mean;
                mean += step / count;
                squares += step * (value - mean);
            }
        }

        // Values that are infinite, or so large that squares overflow, differ.
        return count == 0 ? 0 : double.IsNaN(squares) ? double.PositiveInfinity : squares / count;
    }
}
