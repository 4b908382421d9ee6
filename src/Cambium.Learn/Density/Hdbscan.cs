using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Finds clusters of any shape and of different density, and how firmly each row belongs; the others are noise.</summary>
/// <remarks>
/// <para>A row's core distance is the radius that holds rows of weight <see cref="MinRows"/>, itself included. Rows hang together at a density λ when a chain of steps leads from one to the
/// other, none longer than 1/λ, nor the core distance of a row on it. As λ rises from 0, clusters lose rows and split; parts of less weight than <see cref="MinClusterSize"/> are
/// no clusters but rows lost. Of the clusters within each other, those are given whose stabilities Σ wᵢ (λᵢ − λ_born) add up to the most, with λᵢ the density at which row i is lost, or the
/// smallest. All steps of equal length are taken at once, so that the answer does not depend on the order of the rows. Clusters are numbered in the order of their first rows.</para>
/// <para>A new row joins the row that it reaches first among its nearest ones, at the density at which it does.</para>
/// <para>Time about O(n p log² n) with few features, at worst O(n² p). Memory O(n p): no matrix of distances is held. The model keeps the training rows.</para>
/// <para>Use it where clusters have different densities and their number is not known. Not for clusters of fewer rows than chance makes, and not for many features of which few matter. Features
/// need scaling: put <c>new Standardize()</c> before it when they have different units.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights: a row of weight 2 is as two rows are.</para>
/// <para>Source: R. J. G. B. Campello, D. Moulavi, J. Sander, 2013; R. J. G. B. Campello, D. Moulavi, A. Zimek, J. Sander, 2015 (outlier scores); L. McInnes, J. Healy, 2017.</para>
/// </remarks>
public sealed record Hdbscan : Clusterer
{
    /// <summary>The least weight of a cluster's rows. Default 5. Range [2, ∞). Rows weigh 1 where there are no weights.</summary>
    public int MinClusterSize { get; init => field = Check.AtLeast(value, 2); } = 5;

    /// <summary>The weight of the rows that make a row's core distance, its own included. Default 5. Range [1, ∞). The more, the smoother the density and the more noise.</summary>
    public int MinRows { get; init => field = Check.AtLeast(value, 1); } = 5;

    /// <summary>Which of the clusters within each other are given. Default ExcessOfMass.</summary>
    public ClusterChoice Choice { get; init => field = Check.Defined(value); } = ClusterChoice.ExcessOfMass;

    /// <summary>What makes rows near. Default Euclidean.</summary>
    public DistanceMetric Metric { get; init => field = Check.Defined(value); } = DistanceMetric.Euclidean;

    /// <summary>The p of the Minkowski metric. Default 3. Range [1, 100]. Ignored by all other metrics.</summary>
    public double Power { get; init => field = Check.InRange(value, 1, 100); } = 3;

    internal NeighbourSpace Space => new(Metric, Power);

    /// <inheritdoc/>
    public override HdbscanModel Fit(Table train, FitOptions options = default)
    {
        var data = UnlabelledData.From(train, options, FeatureNeeds.FiniteNumbers);
        var rows = NeighbourRows.Learn(data.Input, data.Features, data.Weights, 1, Space, NeighbourSearch.Auto, options);
        var weights = rows.Kept(data.Weights);
        var cores = CoreDistances.Of(rows.Index, weights, MinRows, options);
        options.Progress?.Report(new FitProgress("core distances", 1, 1));
        var boxes = rows.Index.Tree ?? new SpaceTree(rows.Prepared, rows.Coordinates, Space.Distance, balls: false, options.CancellationToken);
        var edges = ReachabilityTree.Edges(boxes, rows.Prepared, rows.Coordinates, cores, options);
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i].Reduced = Space.FromReduced(edges[i].Reduced);
        }

        var each = weights.Length > 0 ? weights : [.. Enumerable.Repeat(1.0, rows.Count)];
        var tree = new ClusterTree(new ReachabilityJoins(edges, each), each, MinClusterSize);
        return new HdbscanModel(this, data.Input, rows, weights, cores, DensityClusters.Of(tree, Choice));
    }
}
