using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Groups rows by merging the two nearest clusters again and again, from every row alone to all in one: hierarchical clustering.</summary>
/// <remarks>
/// <para>Gives the whole tree of merges (<see cref="AgglomerativeClusteringModel.Dendrogram"/>), cut where <see cref="Clusters"/> are left or at a distance. Distances are Euclidean. A row that
/// was not trained on belongs to the cluster of the nearest training row.</para>
/// <para>Time O(n² p) for single and Ward linkage, O(n² (p + log n)) for the others; memory O(n p) for single and Ward, 4 n² bytes more for average and complete linkage, which
/// therefore take at most 50,000 rows. A prediction takes O(n p) a row.</para>
/// <para>Use it for up to some ten thousand rows, where the number of clusters is not known or the tree itself is of interest. Columns need like scales: put
/// <c>new Standardize()</c> before it.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights; rows of weight 0 are left out of the tree.</para>
/// <para>Source: J. H. Ward, "Hierarchical Grouping to Optimize an Objective Function", 1963; F. Murtagh, "A Survey of Recent Advances in Hierarchical Clustering
/// Algorithms", 1983 (nearest-neighbour chains); R. C. Prim, "Shortest Connection Networks", 1957 (single linkage).</para>
/// </remarks>
public sealed record AgglomerativeClustering : Clusterer
{
    internal const int MostRowsOfMatrix = 50_000;

    /// <summary>The number of clusters that are left. Default 2. Range [1, 1,000,000]. Ignored when <see cref="DistanceThreshold"/> is above 0.</summary>
    public int Clusters { get; init => field = Check.InRange(value, 1, 1_000_000); } = 2;

    /// <summary>Clusters this far apart or farther are not merged. Default 0: <see cref="Clusters"/> decides. Range [0, ∞).</summary>
    public double DistanceThreshold { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>How far apart two clusters are. Default Ward.</summary>
    public Linkage Linkage { get; init => field = Check.Defined(value); }

    /// <inheritdoc/>
    public override AgglomerativeClusteringModel Fit(Table train, FitOptions options = default)
    {
        var points = ClusterPoints.From(train, DistanceThreshold > 0 ? 1 : Clusters, options);
        var rows = points.Weights.Length == 0
            ? [.. Enumerable.Range(0, points.Tiles.RowCount)]
            : Enumerable.Range(0, points.Tiles.RowCount).Where(row => points.Weights[row] > 0).ToArray();
        if (Linkage is Linkage.Average or Linkage.Complete && rows.Length > MostRowsOfMatrix)
        {
            throw new TableException(
                $"The table cannot be learned from: it has {rows.Length} rows, and {Linkage} linkage takes at most {MostRowsOfMatrix}, whose distances fill 10 GB: " +
                "use Ward or Single linkage, or cluster the centres of KMeans.");
        }

        var merges = new LinkageTree(points.Tiles.Take(rows), points.WeightsOf(rows), options).Build(Linkage);
        return new AgglomerativeClusteringModel(this, points.Input, new Dendrogram(rows.Length, merges), points.Tiles.RestoredRows(rows));
    }
}
