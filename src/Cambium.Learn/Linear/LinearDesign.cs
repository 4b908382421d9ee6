using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The features of a linear learner, with the means and spreads that its work is done in: columns of mean 0 and deviation 1 make any table's problem equally
/// well conditioned, and no column of numbers is copied for it. Constant columns take no part.
/// </summary>
/// <remarks>
/// The columns of numbers come first, then the places of sparse columns, whose zeros are never written out: means are taken away by formula. A place that more than half of the rows
/// hold is kept as a column of numbers, which takes no more memory; of the others at least half of the mean square is spread, so that no digits are lost by the formulas.
/// </remarks>
sealed class LinearDesign
{
    internal LinearDesign(
        ReadOnlyMemory<double>[] columns, SparseDesign? sparse, int[] active, int featureCount, double[] means, double[] scales, int rowCount, double[] weights, double totalWeight)
    {
        Columns = columns;
        Sparse = sparse;
        FeatureCount = featureCount;
        Active = active;
        Means = means;
        Scales = scales;
        RowCount = rowCount;
        Weights = weights;
        TotalWeight = totalWeight;
    }

    /// <summary>The columns of numbers that vary, n numbers each.</summary>
    internal ReadOnlyMemory<double>[] Columns { get; }

    /// <summary>The places of sparse columns that vary, which come after <see cref="Columns"/>; null where no feature is sparse.</summary>
    internal SparseDesign? Sparse { get; }

    /// <summary>How many columns vary, sparse places among them.</summary>
    internal int Count => Columns.Length + (Sparse?.Count ?? 0);

    /// <summary>p, with those that do not vary; a sparse column is as many as it is wide.</summary>
    internal int FeatureCount { get; }

    /// <summary>The feature that each column is.</summary>
    internal int[] Active { get; }

    /// <summary>The mean of each column by weight; 0 where there is no intercept that could take it up.</summary>
    internal double[] Means { get; }

    /// <summary>The spread of each column around <see cref="Means"/>; above 0.</summary>
    internal double[] Scales { get; }

    /// <summary>n.</summary>
    internal int RowCount { get; }

    /// <summary>The weight of each row; empty where every row counts 1.</summary>
    internal double[] Weights { get; }

    /// <summary>The sum of the weights.</summary>
    internal double TotalWeight { get; }

    /// <summary>The numbers that a row has, about.</summary>
    internal int RowWork => Columns.Length + (Sparse is null ? 0 : (Sparse.EntryCount / Math.Max(1, RowCount)) + 1);

    /// <summary>Measures the columns.</summary>
    /// <exception cref="TableException">Columns are categories, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static LinearDesign From(FeatureMatrix features, double[] weights, bool intercept, FitOptions options)
    {
        var total = weights.Length == 0 ? features.RowCount : Sum.Of(weights);
        if (features.HasSparse)
        {
            return SparseDesign.Measure(features, weights, total, intercept, options);
        }

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
            sparse: null,
            active,
            features.FeatureCount,
            Array.ConvertAll(active, feature => means[feature]),
            Array.ConvertAll(active, feature => scales[feature]),
            features.RowCount,
            weights,
            total);
    }

    /// <summary>Puts one number for each column in its feature's place; 0 for the others.</summary>
    internal double[] Spread(ReadOnlySpan<double> values)
    {
        var spread = new double[FeatureCount];
        for (var i = 0; i < Active.Length; i++)
        {
            spread[Active[i]] = values[i];
        }

        return spread;
    }

    /// <summary>z += X w for a run of rows, in the columns' own units.</summary>
    internal void AddProducts(int row, ReadOnlySpan<double> weights, Span<double> z)
    {
        ColumnProduct.Add(Columns, row, weights[..Columns.Length], z);
        Sparse?.AddProducts(row, weights[Columns.Length..], z);
    }

    /// <summary>Writes √s (x − mean) / scale for a run of rows, a column after another.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="rootWeights">√s of every row of the design; empty where every row counts 1.</param>
    /// <param name="standard">Count × rows.</param>
    internal void Standardize(int row, int count, double[] rootWeights, Span<double> standard)
    {
        CorrelationMatrix.Standardize(Columns, Means, Scales, rootWeights, row, count, standard);
        Sparse?.Standardize(row, count, Means.AsSpan(Columns.Length), Scales.AsSpan(Columns.Length), rootWeights, standard[(Columns.Length * count)..]);
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
