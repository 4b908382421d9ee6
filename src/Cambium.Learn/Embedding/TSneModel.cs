using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Replaces columns by places near those of the most similar training rows.</summary>
public sealed class TSneModel : TransformModel
{
    internal const string Prefix = "tsne";

    readonly EmbeddingPlaces _places;

    internal TSneModel(TSne recipe, EmbeddingPlaces places, double divergence, int iterations, bool converged)
    {
        Recipe = recipe;
        _places = places;
        Divergence = divergence;
        Iterations = iterations;
        Converged = converged;
        Embedding = places.RowMajor();
    }

    /// <inheritdoc/>
    public override TSne Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _places.Fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The places of the training rows: n × d, row-major.</summary>
    public EquatableArray<double> Embedding { get; }

    /// <summary>Σ p log (p / q) over pairs of training rows, the sum over all places taken by the tree.</summary>
    public double Divergence { get; }

    /// <summary>Iterations done.</summary>
    public int Iterations { get; }

    /// <summary>Whether the places came to rest before the most iterations were done.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows) => _places.Apply(rows, Prefix);

    internal override IEnumerable<MadeColumn> Made => MadeColumn.OfAll(Prefix, Recipe.Dimensions, _places.Fields);

    internal override void Write(ModelWriter writer)
    {
        _places.Write(writer);
        writer.Array("divergence", [Divergence]);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static TSneModel Read(TSne recipe, ModelReader reader) =>
        new(
            recipe,
            EmbeddingPlaces.Read(reader, recipe.Dimensions),
            reader.Finite("divergence", 1)[0],
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
}
