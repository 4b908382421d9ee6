using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Leaves out columns of numbers that another says almost as well: of two whose correlation is beyond a threshold, the later one.</summary>
/// <remarks>
/// <para>A column goes if the size of its Pearson correlation with an earlier one that stays is above the threshold, taken over the rows where
/// both have values. Its figure is 1 less the largest such size.</para>
/// <para>Time O(n p²), memory O(n p). Linear models read better without such columns; trees do not mind them.</para>
/// </remarks>
public sealed record DropCorrelated : Transform
{
    /// <summary>The columns to look at. Default none, which means all numbers.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The largest size of a correlation that two columns may have. Default 0.95. Range [0, 1].</summary>
    public double Threshold { get; init => field = Check.InRange(value, 0, 1); } = 0.95;

    /// <inheritdoc/>
    public override FeatureSelectionModel Fit(Table features, FitOptions options = default)
    {
        var columns = StepColumns.Of(features, Columns, column => column.Type is ColumnType.Float64 or ColumnType.Int64 or ColumnType.Boolean, "numbers and truths");
        var values = columns.Select(ColumnFit.Numbers).ToArray();
        var largest = new double[columns.Length];
        var kept = new List<int>();
        for (var i = 0; i < columns.Length; i++)
        {
            var sizes = new double[kept.Count];
            ParallelBlocks.For(
                sizes.Length, 1, options.MaxThreads, (_, other, _) => sizes[other] = Math.Abs(Correlation(values[kept[other]].Span, values[i].Span)), options.CancellationToken);
            largest[i] = sizes.Append(0).Max();
            if (largest[i] <= Threshold)
            {
                kept.Add(i);
            }
        }

        return FeatureSelectionModel.Of(this, columns, [.. largest.Select(size => 1 - size)], kept.Contains);
    }

    /// <summary>Pearson's correlation over the rows where both have values; 0 where one of them does not vary, or is not finite.</summary>
    static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (count, meanX, meanY, xx, yy, xy) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var row = 0; row < x.Length; row++)
        {
            if (double.IsNaN(x[row]) || double.IsNaN(y[row]))
            {
                continue;
            }

            count++;
            var stepX = x[row] - meanX;
            var stepY = y[row] - meanY;
            meanX += stepX / count;
            meanY += stepY / count;
            xx += stepX * (x[row] - meanX);
            yy += stepY * (y[row] - meanY);
            xy += stepX * (y[row] - meanY);
        }

        var correlation = xy / Math.Sqrt(xx) / Math.Sqrt(yy);
        return double.IsFinite(correlation) ? Math.Clamp(correlation, -1, 1) : 0;
    }
}
