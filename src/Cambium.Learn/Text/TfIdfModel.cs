using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns texts into vectors of the training rows' words, weighed by how rare they are.</summary>
public sealed class TfIdfModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly Vocabulary[] _vocabularies;
    readonly double[][] _weights;

    internal TfIdfModel(TfIdf recipe, EquatableArray<Field> fields, Vocabulary[] vocabularies, double[][] weights)
    {
        Recipe = recipe;
        _fields = fields;
        _vocabularies = vocabularies;
        _weights = weights;
    }

    /// <inheritdoc/>
    public override TfIdf Recipe { get; }

    /// <summary>The columns that the step turns.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The words or runs of each column that are counted, in the order of <see cref="Columns"/>.</summary>
    public EquatableArray<EquatableArray<string>> Terms => _vocabularies.Select(vocabulary => vocabulary.Names).ToEquatableArray();

    /// <summary>What the counts of each column's terms are multiplied by.</summary>
    public EquatableArray<EquatableArray<double>> Weights => _weights.Select(weights => weights.ToEquatableArray()).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var grams = Recipe.Grams;
        return TextColumns.Changed(rows, _fields, (i, texts) =>
            TextColumns.Vectors(texts, _vocabularies[i], grams, new TextWeights(Recipe.Binary, Recipe.Sublinear, Recipe.Idf ? _weights[i] : null, Recipe.Norm)));
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        for (var i = 0; i < _vocabularies.Length; i++)
        {
            var part = writer.Child($"vocabulary_{i}");
            _vocabularies[i].Write(part);
            part.Array("weights", _weights[i]);
        }
    }

    internal static TfIdfModel Read(TfIdf recipe, ModelReader reader)
    {
        var fields = TextColumns.Read(reader);
        var parts = Enumerable.Range(0, fields.Count).Select(i => reader.Child($"vocabulary_{i}")).ToArray();
        var vocabularies = Array.ConvertAll(parts, part => Vocabulary.Read(recipe.Grams, part));
        return new TfIdfModel(recipe, fields, vocabularies, [.. parts.Zip(vocabularies, (part, vocabulary) => part.Finite("weights", vocabulary.Count))]);
    }
}
