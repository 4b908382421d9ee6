using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Training rows as learners read them that work with squared distances: finite, around their means, near 1 in size.</summary>
sealed class ClusterPoints
{
    // A hundred thousand times its square is still a number.
    const double WidestSpread = 1e150;

    ClusterPoints(Schema input, PointTiles tiles, double[] weights, double totalWeight, ColumnMoments[] moments)
    {
        Input = input;
        Tiles = tiles;
        Weights = weights;
        TotalWeight = totalWeight;
        Means = Array.ConvertAll(moments, moment => moment.Mean);
        Deviations = Array.ConvertAll(moments, moment => moment.Deviation);
        Variance = moments.Sum(moment => moment.Deviation * tiles.Scale * (moment.Deviation * tiles.Scale));
    }

    /// <summary>The columns that the features come from.</summary>
    internal Schema Input { get; }

    /// <summary>n points of p numbers.</summary>
    internal PointTiles Tiles { get; }

    /// <summary>The weight of each row; empty where every row counts 1.</summary>
    internal double[] Weights { get; }

    /// <summary>The sum of the weights.</summary>
    internal double TotalWeight { get; }

    /// <summary>The mean of each column, in its units.</summary>
    internal double[] Means { get; }

    /// <summary>The standard deviation of each column, in its units.</summary>
    internal double[] Deviations { get; }

    /// <summary>The sum of the columns' variances, in the points' scale.</summary>
    internal double Variance { get; }

    /// <summary>The mean squared distance to the nearest centre, in the units of the table.</summary>
    /// <param name="score">Σ w (½‖c‖² − x·c).</param>
    internal double MeanLoss(double score) => Math.Max(0, Variance + (2 * score / TotalWeight)) / Tiles.Scale / Tiles.Scale;

    /// <summary>The weights of some rows; none where every row counts 1.</summary>
    internal double[] WeightsOf(int[] rows) => Weights.Length == 0 ? [] : Array.ConvertAll(rows, row => Weights[row]);

    /// <summary>Reads the rows to learn from.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="leastDistinct">How many of them must differ.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static ClusterPoints From(Table train, int leastDistinct, FitOptions options)
    {
        var data = UnlabelledData.From(train, options, FeatureNeeds.FiniteNumbers);
        var total = data.Weights.Length == 0 ? data.Features.RowCount : Sum.Of(data.Weights);
        var columns = Enumerable.Range(0, data.Features.FeatureCount).Select(data.Features.ColumnMemory).ToArray();
        var moments = new ColumnMoments[columns.Length];
        ParallelBlocks.For(
            columns.Length,
            1,
            options.MaxThreads,
            (feature, _, _) => moments[feature] = ColumnMoments.Of(columns[feature].Span, data.Weights, total),
            options.CancellationToken);
        TrainingRows.ThrowIfAny([.. Problems(data, columns, moments, leastDistinct)]);
        var scale = PointTiles.ScaleFor(moments.Max(moment => moment.Deviation));
        var tiles = new PointTiles(columns, data.Features.RowCount, Array.ConvertAll(moments, moment => moment.Mean), scale);
        return new ClusterPoints(data.Input, tiles, data.Weights, total, moments);
    }

    static IEnumerable<string> Problems(UnlabelledData data, ReadOnlyMemory<double>[] columns, ColumnMoments[] moments, int leastDistinct)
    {
        for (var feature = 0; feature < moments.Length; feature++)
        {
            if (!(moments[feature].Deviation <= WidestSpread))
            {
                yield return $"column '{data.Features.Features[feature].Name}' has a standard deviation of over {WidestSpread}, too wide for squared distances: scale it down";
            }
        }

        var distinct = DistinctRows.Count(columns, data.Weights, leastDistinct);
        if (distinct < leastDistinct)
        {
            yield return $"it has {distinct} distinct row{(distinct == 1 ? "" : "s")}{(data.Weights.Length > 0 ? " of a weight above 0" : "")}, " +
                $"fewer than the {leastDistinct} clusters that are asked for";
        }
    }
}
