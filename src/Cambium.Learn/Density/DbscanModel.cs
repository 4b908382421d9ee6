using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted density clusters: the core rows and the cluster of each.</summary>
public sealed class DbscanModel : ClustererModel
{
    const string CoresName = "core_clusters";
    const string ClustersName = "training_clusters";

    readonly NeighbourRows _cores;
    readonly int[] _ofCores;
    readonly int[] _clusters;

    internal DbscanModel(Dbscan recipe, Schema input, NeighbourRows cores, int[] ofCores, int[] clusters)
        : base(input)
    {
        Recipe = recipe;
        _cores = cores;
        _ofCores = ofCores;
        _clusters = clusters;
        ClusterCount = ofCores.DefaultIfEmpty(Noise).Max() + 1;
    }

    /// <inheritdoc/>
    public override Dbscan Recipe { get; }

    /// <inheritdoc/>
    public override int ClusterCount { get; }

    /// <summary>The cluster of each training row of weight above 0, in their order, from 0 or <see cref="ClustererModel.Noise"/>. A row that is near core rows of two clusters may be given the other one as a new row.</summary>
    public EquatableArray<int> TrainingClusters => _clusters.ToEquatableArray();

    /// <summary>The rows of the training table that are core rows, from 0, rising.</summary>
    public EquatableArray<int> CoreRows => Enumerable.Range(0, _cores.Count).Select(_cores.NumberOf).ToEquatableArray();

    /// <inheritdoc/>
    public override int[] PredictClusters(Table rows)
    {
        var queries = _cores.Queries(rows);
        var clusters = new int[rows.RowCount];
        Array.Fill(clusters, Noise);
        if (_cores.Count > 0)
        {
            var most = Recipe.Space.ToReduced(Recipe.Radius);
            _cores.Index.Nearest(queries, 1, skipOwn: false, (first, count, nearest, reduced) =>
            {
                for (var i = 0; i < count; i++)
                {
                    clusters[first + i] = reduced[i] <= most ? _ofCores[nearest[i]] : Noise;
                }
            });
        }

        return clusters;
    }

    internal override void Write(ModelWriter writer)
    {
        _cores.Write(writer);
        writer.Array(CoresName, _ofCores);
        writer.Array(ClustersName, _clusters);
    }

    internal static DbscanModel Read(Dbscan recipe, ModelHeader header, ModelReader reader)
    {
        var cores = NeighbourRows.Read(reader, header.Input, 0, recipe.Space, NeighbourSearch.Auto);
        var ofCores = reader.Array<int>(CoresName, cores.Count);
        NeighbourRows.Require(
            Array.TrueForAll(ofCores, cluster => cluster >= 0 && cluster < cores.Count), CoresName, $"holds a number that is not between 0 and {cores.Count - 1}");
        var clusters = reader.Array<int>(ClustersName);
        NeighbourRows.Require(
            Array.TrueForAll(clusters, cluster => cluster >= Noise && cluster < cores.Count), ClustersName, $"holds a number that is not between -1 and {cores.Count - 1}");
        return new(recipe, header.Input, cores, ofCores, clusters);
    }
}
