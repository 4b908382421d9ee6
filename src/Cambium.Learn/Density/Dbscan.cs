using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Finds clusters of any shape: rows that have company within a radius hang together, the others are noise.</summary>
/// <remarks>
/// <para>A core row is one with rows of weight <see cref="MinRows"/> or more within <see cref="Radius"/>, itself included. Core rows within the radius of each other are in one cluster.
/// A row that is no core row belongs to the cluster of a core row within the radius, of several to the one whose first core row stands first in the table; else it is noise, −1. Clusters are
/// numbered in the order of their first core rows. scikit-learn's <c>DBSCAN(eps, min_samples)</c> gives the same numbers.</para>
/// <para>A new row belongs to the cluster of the nearest core row, if that is within the radius.</para>
/// <para>Time about O(n p log n) with few features and a radius that holds few rows, at worst O(n² p). Memory O(n p); the model keeps the core rows.</para>
/// <para>Use it where clusters are equally dense and of any shape, and where noise is to be told. Not for clusters of different density: <see cref="Hdbscan"/> takes those. Features need
/// scaling: put <c>new Standardize()</c> before it when they have different units.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights: a row of weight 2 is company as two rows are.</para>
/// <para>Source: M. Ester, H.-P. Kriegel, J. Sander, X. Xu, "A Density-Based Algorithm for Discovering Clusters", 1996.</para>
/// </remarks>
public sealed record Dbscan : Clusterer
{
    /// <summary>ε, the distance up to which rows are company, the border included; in the unit of <see cref="Metric"/>. Default 0.5. Range (0, ∞).</summary>
    public double Radius { get; init => field = Check.Above(value, 0.0); } = 0.5;

    /// <summary>The weight of the rows within the radius, a row's own included, that makes it a core row. Default 5. Range [1, ∞). Rows weigh 1 where there are no weights.</summary>
    public int MinRows { get; init => field = Check.AtLeast(value, 1); } = 5;

    /// <summary>What makes rows near. Default Euclidean.</summary>
    public DistanceMetric Metric { get; init => field = Check.Defined(value); } = DistanceMetric.Euclidean;

    /// <summary>The p of the Minkowski metric. Default 3. Range [1, 100]. Ignored by all other metrics.</summary>
    public double Power { get; init => field = Check.InRange(value, 1, 100); } = 3;

    internal NeighbourSpace Space => new(Metric, Power);

    /// <inheritdoc/>
    public override DbscanModel Fit(Table train, FitOptions options = default)
    {
        var data = UnlabelledData.From(train, options, FeatureNeeds.FiniteNumbers);
        var rows = NeighbourRows.Keep(data.Input, data.Features, data.Weights, 1, Space, NeighbourSearch.Auto, options);
        var graph = new CoreRows(rows.Prepared, rows.Coordinates, Space.Distance, Space.ToReduced(Radius), options);
        var clusters = graph.Clusters(rows.Kept(data.Weights), MinRows, out var isCore);
        var cores = rows.Take([.. Enumerable.Range(0, rows.Count).Where(row => isCore[row])]);
        var ofCores = clusters.Where((_, row) => isCore[row]).ToArray();
        return new DbscanModel(this, data.Input, cores, ofCores, clusters);
    }
}
