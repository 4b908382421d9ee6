using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The features of a linear learner, with the means and spreads that its work is done in: columns of mean 0 and deviation 1 make any table's problem equally
/// well conditioned, and nothing is copied for it. Constant columns take no part.
/// </summary>
sealed class LinearDesign
{
    LinearDesign(ReadOnlyMemory<double>[] columns, int[] active, double[] means, double[] scales, int rowCount, double[] weights, double totalWeight)
    {
        Columns = columns;
        Active = active;
        Means = means;
        Scales = scales;
        RowCount = rowCount;
        Weights = weights;
        TotalWeight = totalWeight;
    }

    /// <summary>The columns that vary, n numbers each.</summary>
    internal ReadOnlyMemory<double>[] Columns { get; }

    /// <summary>The feature that each of <see cref="Columns"/> is.</summary>
    internal int[] Active { get; }

    /// <summary>The mean of each of <see cref="Columns"/> by weight; 0 where there is no intercept that could take it up.</summary>
    internal double[] Means { get; }

    /// <summary>The spread of each of <see cref="Columns"/> around <see cref="Means"/>; above 0.</summary>
    internal double[] Scales { get; }

    /// <summary>n.</summary>
    internal int RowCount { get; }

    /// <summary>The weight of each row; empty where every row counts 1.</summary>
    internal double[] Weights { get; }

    /// <summary>The sum of the weights.</summary>
    internal double TotalWeight { get; }

    /// <summary>Measures the columns.</summary>
    /// <exception cref="TableException">Columns are categories, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static LinearDesign From(FeatureMatrix features, double[] weights, bool intercept, FitOptions options)
    {
        var total = weights.Length == 0 ? features.RowCount : Sum.Of(weights);
        var moments = new ColumnMoments[features.FeatureCount];
        ParallelBlocks.For(
            moments.Length,
            1,
            options.MaxThreads,
            (feature, _, _) => moments[feature] = ColumnMoments.Of(features.Column(feature), weights, total),
            options.CancellationToken);
        if (features.Features.Any(feature => feature.Kind == FeatureKind.Category) || Array.Exists(moments, moment => double.IsNaN(moment.Mean)))
        {
            FiniteColumns.ThrowCannotLearn(features);
        }

        var means = Array.ConvertAll(moments, moment => intercept ? moment.Mean : 0);
        var scales = Array.ConvertAll(moments, moment => Scale(moment, intercept));
        var active = Enumerable.Range(0, scales.Length).Where(feature => scales[feature] > 0).ToArray();
        return new LinearDesign(
            Array.ConvertAll(active, features.ColumnMemory),
            active,
            Array.ConvertAll(active, feature => means[feature]),
            Array.ConvertAll(active, feature => scales[feature]),
            features.RowCount,
            weights,
            total);
    }

    /// <summary>Puts one number for each of <see cref="Columns"/> in its feature's place; 0 for the others.</summary>
    internal double[] Spread(ReadOnlySpan<double> values, int featureCount)
    {
        var spread = new double[featureCount];
        for (var i = 0; i < Active.Length; i++)
        {
            spread[Active[i]] = values[i];
        }

        return spread;
    }

    internal static double Scale(ColumnMoments moments, bool intercept)
    {
        if (!intercept)
        {
            return double.Hypot(moments.Mean, moments.Deviation);
        }

        // What rounding alone makes of a constant is no spread.
        return moments.Deviation > 1e-14 * Math.Abs(moments.Mean) ? moments.Deviation : 0;
    }
}
