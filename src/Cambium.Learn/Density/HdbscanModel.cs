using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted hierarchical density clusters: the training rows and the tree of clusters.</summary>
public sealed class HdbscanModel : ClustererModel
{
    const string CoresName = "core_distances";

    // Among so many times the rows of a core distance, a new row looks for the one that it reaches first, as McInnes and Healy's library does.
    const int Reach = 2;

    readonly NeighbourRows _rows;
    readonly double[] _weights;
    readonly double[] _cores;
    readonly DensityClusters _clusters;

    internal HdbscanModel(Hdbscan recipe, Schema input, NeighbourRows rows, double[] weights, double[] cores, DensityClusters clusters)
        : base(input)
    {
        Recipe = recipe;
        _rows = rows;
        _weights = weights;
        _cores = cores;
        _clusters = clusters;
    }

    /// <inheritdoc/>
    public override Hdbscan Recipe { get; }

    /// <inheritdoc/>
    public override int ClusterCount => _clusters.Count;

    /// <summary>The cluster of each training row of weight above 0, in their order, from 0 or <see cref="ClustererModel.Noise"/>.</summary>
    public EquatableArray<int> TrainingClusters => _clusters.RowClusters.Select(_clusters.NumberOf).ToEquatableArray();

    /// <summary>How firmly each of those rows belongs to its cluster, from 0 for noise to 1: the density at which it is lost over the one at which the cluster ends or splits.</summary>
    public EquatableArray<double> TrainingMemberships => _clusters.RowClusters.Select((cluster, row) => _clusters.Membership(cluster, _clusters.RowDensities[row])).ToEquatableArray();

    /// <summary>How far below the highest density around it each of those rows is lost, from 0 at the heart of a cluster to nearly 1: the GLOSH score.</summary>
    /// <remarks>
    /// A cluster ends where fewer than the least number of rows are left together, as Campello et al. 2015 define it. The R package dbscan lets it live on until its last two rows part: its
    /// scores are 1 − f (1 − score), with f a number of at most 1 for each innermost cluster, the shortest reachability within it over that at which it ends.
    /// </remarks>
    public EquatableArray<double> TrainingOutlierScores => _clusters.OutlierScores().ToEquatableArray();

    /// <inheritdoc/>
    public override int[] PredictClusters(Table rows) => Array.ConvertAll(Join(rows), row => _clusters.NumberOf(row.Cluster));

    /// <summary>How firmly each row belongs to the cluster that <see cref="PredictClusters"/> gives it, from 0 for noise to 1.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public double[] PredictMemberships(Table rows) => Array.ConvertAll(Join(rows), row => _clusters.Membership(row.Cluster, row.Density));

    /// <summary>Where in the tree of clusters rows are.</summary>
    (int Cluster, double Density)[] Join(Table rows)
    {
        var queries = _rows.Queries(rows);
        var joined = new (int Cluster, double Density)[rows.RowCount];
        var k = (int)Math.Min((long)Reach * Recipe.MinRows, _rows.Count);
        _rows.Index.Nearest(queries, k, skipOwn: false, (first, count, nearest, reduced) =>
        {
            for (var i = 0; i < count; i++)
            {
                var found = nearest.Slice(i * k, k);
                var distances = reduced.Slice(i * k, k);
                var core = CoreDistances.Core(_weights, found, distances, Recipe.MinRows);
                core = core >= 0 ? core : distances[^1];
                var (row, shortest) = (found[0], double.PositiveInfinity);
                for (var j = 0; j < k; j++)
                {
                    var length = Math.Max(Math.Max(core, distances[j]), _cores[found[j]]);
                    (row, shortest) = length < shortest ? (found[j], length) : (row, shortest);
                }

                // It is lost where the row that it joins is lost, if not before.
                var density = Math.Min(ClusterTree.DensityOf(_rows.Space.FromReduced(shortest)), _clusters.RowDensities[row]);
                joined[first + i] = (_clusters.Join(row, density), density);
            }
        });
        return joined;
    }

    internal override void Write(ModelWriter writer)
    {
        _rows.Write(writer);
        KeptRows.WriteWeights(writer, _weights);
        writer.Array(CoresName, _cores);
        _clusters.Write(writer);
    }

    internal static HdbscanModel Read(Hdbscan recipe, ModelHeader header, ModelReader reader)
    {
        var rows = NeighbourRows.Read(reader, header.Input, 1, recipe.Space, NeighbourSearch.Auto);
        var weights = KeptRows.ReadWeights(reader, rows.Count);
        var cores = reader.Array<double>(CoresName, rows.Count);
        NeighbourRows.Require(Array.TrueForAll(cores, core => core >= 0 && double.IsFinite(core)), CoresName, "holds a number that is not finite and at least 0");
        return new(recipe, header.Input, rows, weights, cores, DensityClusters.Read(reader, rows.Count));
    }
}
