using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted k-means: a row belongs to the nearest centre, the first of equals.</summary>
public sealed class KMeansModel : ClustererModel
{
    readonly EquatableArray<Feature> _features;
    readonly CentreLookup _lookup;

    KMeansModel(Clusterer recipe, Schema input, EquatableArray<double> centres, double inertia, int iterations, bool converged)
        : base(input)
    {
        Recipe = recipe;
        Centres = centres;
        Inertia = inertia;
        Iterations = iterations;
        Converged = converged;
        ClusterCount = centres.Count / input.Fields.Count;
        _features = FeatureMatrix.FeaturesOf(input);
        _lookup = new CentreLookup(centres.Span, input.Fields.Count);
    }

    /// <summary>The recipe that made the model, a <see cref="KMeans"/> or a <see cref="MiniBatchKMeans"/>.</summary>
    public override Clusterer Recipe { get; }

    /// <inheritdoc/>
    public override int ClusterCount { get; }

    /// <summary>The centre of each cluster, k × p, row-major, in the units and the order of the input's columns.</summary>
    public EquatableArray<double> Centres { get; }

    /// <summary>Σ w ‖x − c‖² over the training rows, c the nearest centre.</summary>
    public double Inertia { get; }

    /// <summary>How often the centres of the start that was kept moved; batches for <see cref="MiniBatchKMeans"/>.</summary>
    public int Iterations { get; }

    /// <summary>Whether the centres came to rest before the most iterations were done.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public override int[] PredictClusters(Table rows) => _lookup.Nearest(FiniteColumns.ToPredict(rows, _features), rows.RowCount);

    /// <summary>The centres, one a line.</summary>
    public override string ToString() => $"k-means: {ClusterCount} clusters, inertia {Inertia:G6}\n{CentreTable.Format(Input, Centres.Span)}";

    /// <summary>The model of a result in the points' scale.</summary>
    internal static KMeansModel From(Clusterer recipe, ClusterPoints points, Lloyd.Result result, FitOptions options)
    {
        var p = points.Tiles.FeatureCount;
        var centres = new double[result.Centres.Length];
        for (var at = 0; at < centres.Length; at += p)
        {
            points.Tiles.Restore(result.Centres.AsSpan(at, p), centres.AsSpan(at, p));
        }

        var inertia = CentreDistances.Inertia(points.Tiles, points.Weights, result.Centres, result.Labels, options);
        return new KMeansModel(recipe, points.Input, centres.ToEquatableArray(), inertia, result.Iterations, result.Converged);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Array("centres", Centres.Span.ToArray());
        writer.Array("inertia", [Inertia]);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static KMeansModel Read(Clusterer recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            CentreTable.Read(reader, "centres", header.Input.Fields.Count).ToEquatableArray(),
            reader.Finite("inertia", 1)[0],
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
}
