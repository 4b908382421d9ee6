using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Brings values that lie too far out to bounds learned from the training rows (winsorising), or makes them missing.</summary>
/// <remarks>
/// <para>Missing values stay missing and do not count. Infinite values are refused at training, and clipped like others after.</para>
/// <para>Time O(n log n) a column; with an isolation forest of 100 trees besides. The bounds by isolation suit columns of several heaps, or with one long tail: a value is beyond where few questions part it from
/// all others. Use it before models that square what they see. Not where the extremes are what matters; to keep them and
/// tell of them see <see cref="FlagOutliers"/>.</para>
/// <para>Source: J. W. Tukey, "Exploratory Data Analysis", 1977, for the fences; F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", 2008.</para>
/// </remarks>
public sealed record ClipOutliers : Transform
{
    /// <summary>The columns to change. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Where a value lies too far out. Default quantiles.</summary>
    public OutlierBounds Bounds { get; init => field = Check.Defined(value); } = OutlierBounds.Quantiles;

    /// <summary>
    /// The share of training rows below the lower bound, and above the upper; with <see cref="OutlierBounds.Isolation"/> that of the rows that are strange, on whichever side. Default 0.01.
    /// Range [0, 0.5]. Ignored with <see cref="OutlierBounds.Quartiles"/>.
    /// </summary>
    public double Share { get; init => field = Check.InRange(value, 0.0, 0.5); } = 0.01;

    /// <summary>
    /// How many times the range between the quartiles a value may lie beyond them. Default 1.5. Range [0, ∞). Ignored but with
    /// <see cref="OutlierBounds.Quartiles"/>.
    /// </summary>
    public double Fence { get; init => field = Check.AtLeast(value, 0.0); } = 1.5;

    /// <summary>What becomes of such a value. Default the bound.</summary>
    public OutlierFate Fate { get; init => field = Check.Defined(value); } = OutlierFate.Bound;

    /// <summary>The seed of an isolation forest's draws. Default 0. Any value. Ignored but with <see cref="OutlierBounds.Isolation"/>.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override ClipOutliersModel Fit(Table features, FitOptions options = default)
    {
        var columns = ScaledColumns.Of(features, Columns);
        var bounds = ScaledColumns.Learn(columns, options, BoundsOf);
        return new ClipOutliersModel(
            this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), [.. bounds.Select(bound => bound.Low)], [.. bounds.Select(bound => bound.High)]);
    }

    (double Low, double High) BoundsOf(double[] sorted)
    {
        if (sorted.Length == 0)
        {
            return (double.MinValue, double.MaxValue);
        }

        if (Bounds == OutlierBounds.Quantiles)
        {
            return (ScaledColumns.Quantile(sorted, Share), ScaledColumns.Quantile(sorted, 1 - Share));
        }

        if (Bounds == OutlierBounds.Isolation)
        {
            return Common(sorted);
        }

        var (first, third) = (ScaledColumns.Quantile(sorted, 0.25), ScaledColumns.Quantile(sorted, 0.75));
        var reach = Fence * (third - first);
        return (Math.Max(double.MinValue, first - reach), Math.Min(double.MaxValue, third + reach));
    }

    /// <summary>The least and the greatest value that the forest does not find strange.</summary>
    (double Low, double High) Common(double[] sorted)
    {
        if (Share == 0)
        {
            return (sorted[0], sorted[^1]);
        }

        // One thread, as columns are learned side by side.
        var column = Table.Create(Column.Of("value", sorted));
        var forest = new IsolationForest { OutlierShare = Share, Seed = Seed }.Fit(column, new FitOptions { MaxThreads = 1 });
        var scores = forest.PredictScores(column);
        return (sorted[Array.FindIndex(scores, score => score <= forest.Threshold)], sorted[Array.FindLastIndex(scores, score => score <= forest.Threshold)]);
    }
}
