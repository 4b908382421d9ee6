using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells rows that stand in thinner company than their neighbours do.</summary>
/// <remarks>
/// <para>The density of a row is 1 over the mean, over its k nearest training rows j, of max(dⱼ, rⱼ), with dⱼ the distance to j and rⱼ that from j to its own k-th neighbour. A row's
/// factor is the mean density of those neighbours over its own: about 1 within a group however dense, the higher the stranger. scikit-learn's
/// <c>LocalOutlierFactor(novelty=True)</c> gives the negative of it.</para>
/// <para>Training rows are not their own neighbours, and so their factors are <see cref="LocalOutlierFactorModel.TrainingScores"/>; to score them again as new rows makes each look
/// less strange than it is.</para>
/// <para>Time: k neighbours of each row, O(n² p) by brute force, about O(n p log n) with few features. Memory O(n (p + k)); the model keeps the training rows.</para>
/// <para>Use it where groups of different density are all normal. Not for outliers that lie close together in groups of more than k, and not for many features of which few matter.
/// Features need scaling: put <c>new Standardize()</c> before it when they have different units.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Rows of weight 0 are as if they were not there;
/// other weights are not read.</para>
/// <para>Source: M. M. Breunig, H.-P. Kriegel, R. T. Ng, J. Sander, "LOF: Identifying Density-Based Local Outliers", 2000.</para>
/// </remarks>
public sealed record LocalOutlierFactor : OutlierDetector
{
    /// <summary>k, how many nearest rows are a row's company. Default 20. Range [1, ∞). It must be less than the number of training rows.</summary>
    public int Neighbours { get; init => field = Check.AtLeast(value, 1); } = 20;

    /// <summary>A row with a factor above this is an outlier. Default 1.5. Range [0, ∞). Ignored when <see cref="OutlierShare"/> is above 0.</summary>
    public double Threshold { get; init => field = Check.AtLeast(value, 0.0); } = 1.5;

    /// <summary>The share of the training rows that are to be outliers; the threshold is the factor that so many exceed. Default 0: <see cref="Threshold"/> is taken. Range [0, 0.5].</summary>
    public double OutlierShare { get; init => field = Check.InRange(value, 0, 0.5); }

    /// <summary>What makes rows near. Default Euclidean.</summary>
    public DistanceMetric Metric { get; init => field = Check.Defined(value); } = DistanceMetric.Euclidean;

    /// <summary>The p of the Minkowski metric. Default 3. Range [1, 100]. Ignored by all other metrics.</summary>
    public double Power { get; init => field = Check.InRange(value, 1, 100); } = 3;

    /// <summary>How neighbours are found; all ways find the same. Default Auto: a KD-tree from 1,024 rows on where there are at most 8 features, else brute force.</summary>
    public NeighbourSearch Search { get; init => field = Check.Defined(value); } = NeighbourSearch.Auto;

    internal NeighbourSpace Space => new(Metric, Power);

    /// <inheritdoc/>
    public override LocalOutlierFactorModel Fit(Table train, FitOptions options = default)
    {
        var data = UnlabelledData.From(train, options, FeatureNeeds.FiniteNumbers);
        var rows = NeighbourRows.Learn(data.Input, data.Features, data.Weights, Neighbours + 1, Space, Search, options);
        var densities = LocalDensities.Of(rows, Neighbours, options, out var scores);
        var threshold = OutlierShare > 0 ? Quantile(scores, 1 - OutlierShare) : Threshold;
        return new LocalOutlierFactorModel(this, data.Input, rows, densities, scores, threshold);
    }

    /// <summary>The value that a share of the values does not exceed, between the two nearest where it falls between.</summary>
    static double Quantile(double[] values, double share)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
