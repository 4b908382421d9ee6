using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Replaces columns by places near those of the most similar training rows.</summary>
public sealed class UmapModel : TransformModel
{
    internal const string Prefix = "umap";

    readonly EmbeddingPlaces _places;

    internal UmapModel(Umap recipe, EmbeddingPlaces places, int epochs)
    {
        Recipe = recipe;
        _places = places;
        Epochs = epochs;
        Embedding = places.RowMajor();
    }

    /// <inheritdoc/>
    public override Umap Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _places.Fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The places of the training rows: n × d, row-major.</summary>
    public EquatableArray<double> Embedding { get; }

    /// <summary>Passes over the edges.</summary>
    public int Epochs { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows) => _places.Apply(rows, Prefix);

    internal override IEnumerable<MadeColumn> Made => MadeColumn.OfAll(Prefix, Recipe.Dimensions, _places.Fields);

    internal override void Write(ModelWriter writer)
    {
        _places.Write(writer);
        writer.Value("epochs", Epochs);
    }

    internal static UmapModel Read(Umap recipe, ModelReader reader) => new(recipe, EmbeddingPlaces.Read(reader, recipe.Dimensions), reader.Value<int>("epochs"));
}
