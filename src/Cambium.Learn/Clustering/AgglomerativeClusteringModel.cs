using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted hierarchical clustering: the tree of merges, and the clusters where it is cut. A row belongs to the cluster of the nearest training row, the first of equals.</summary>
public sealed class AgglomerativeClusteringModel : ClustererModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _rows;
    readonly int[] _labels;
    readonly CentreLookup _lookup;

    internal AgglomerativeClusteringModel(AgglomerativeClustering recipe, Schema input, Dendrogram dendrogram, double[] rows)
        : base(input)
    {
        Recipe = recipe;
        Dendrogram = dendrogram;
        _features = FeatureMatrix.FeaturesOf(input);
        _rows = rows;
        _labels = recipe.DistanceThreshold > 0 ? dendrogram.CutBelow(recipe.DistanceThreshold) : dendrogram.Cut(recipe.Clusters);
        ClusterCount = _labels.Max() + 1;
        // It brings rows to one scale, as the fit does: an index of the numbers as they are squares them, which fails for units below 1e-150.
        _lookup = new CentreLookup(rows, input.Fields.Count);
    }

    /// <inheritdoc/>
    public override AgglomerativeClustering Recipe { get; }

    /// <inheritdoc/>
    public override int ClusterCount { get; }

    /// <summary>All merges of the training rows; rows of weight 0 are left out and not counted.</summary>
    public Dendrogram Dendrogram { get; }

    /// <summary>The cluster of each training row of a weight above 0.</summary>
    public EquatableArray<int> Labels => _labels.ToEquatableArray();

    /// <inheritdoc/>
    public override int[] PredictClusters(Table rows) =>
        Array.ConvertAll(_lookup.Nearest(FiniteColumns.ToPredict(rows, _features), rows.RowCount), row => _labels[row]);

    /// <summary>The clusters' sizes, and the last merges.</summary>
    public override string ToString() =>
        $"hierarchical clustering, {Recipe.Linkage} linkage: clusters of {string.Join(", ", _labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value))} rows\n{Dendrogram}";

    internal override void Write(ModelWriter writer)
    {
        var merges = Dendrogram.Merges;
        writer.Array("merges", merges.SelectMany(merge => new[] { merge.First, merge.Second }).ToArray());
        writer.Array("heights", merges.Select(merge => merge.Height).ToArray());
        writer.Array("rows", _rows);
    }

    internal static AgglomerativeClusteringModel Read(AgglomerativeClustering recipe, ModelHeader header, ModelReader reader)
    {
        var rows = CentreTable.Read(reader, "rows", header.Input.Fields.Count);
        var n = rows.Length / header.Input.Fields.Count;
        if (recipe.DistanceThreshold == 0 && recipe.Clusters > n)
        {
            throw new ModelFormatException($"model.json: the recipe asks for {recipe.Clusters} clusters of {n} rows. The file is damaged; save the model again.");
        }

        var heights = reader.Finite("heights", n - 1);
        return new AgglomerativeClusteringModel(recipe, header.Input, new Dendrogram(n, Merges(reader.Array<int>("merges", 2 * (n - 1)), heights, n)), rows);
    }

    static Merge[] Merges(int[] parts, double[] heights, int n)
    {
        var merges = new Merge[heights.Length];
        var used = new bool[(2 * n) - 1];
        for (var t = 0; t < merges.Length; t++)
        {
            var (first, second) = (parts[2 * t], parts[(2 * t) + 1]);
            // Each part is there already and is merged once, so that the last merge holds all rows.
            if (first < 0 || second <= first || second >= n + t || used[first] || used[second] || heights[t] < 0)
            {
                throw new ModelFormatException($"weights.safetensors: 'merges' is no tree at merge {t}. The file is damaged; save the model again.");
            }

            (used[first], used[second]) = (true, true);
            merges[t] = new Merge(first, second, heights[t], Size(first) + Size(second));
        }

        return merges;

        int Size(int node) => node < n ? 1 : merges[node - n].Size;
    }
}
