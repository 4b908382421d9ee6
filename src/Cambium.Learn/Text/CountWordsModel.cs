using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns texts into how often each of the training rows' words comes in them.</summary>
public sealed class CountWordsModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly Vocabulary[] _vocabularies;

    internal CountWordsModel(CountWords recipe, EquatableArray<Field> fields, Vocabulary[] vocabularies)
    {
        Recipe = recipe;
        _fields = fields;
        _vocabularies = vocabularies;
    }

    /// <inheritdoc/>
    public override CountWords Recipe { get; }

    /// <summary>The columns that the step turns.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The words or runs of each column that are counted, in the order of <see cref="Columns"/>.</summary>
    public EquatableArray<EquatableArray<string>> Terms => _vocabularies.Select(vocabulary => vocabulary.Names).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var (grams, weights) = (Recipe.Grams, Recipe.Weights);
        return TextColumns.Changed(rows, _fields, (i, texts) => TextColumns.Vectors(texts, _vocabularies[i], grams, weights));
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        for (var i = 0; i < _vocabularies.Length; i++)
        {
            _vocabularies[i].Write(writer.Child($"vocabulary_{i}"));
        }
    }

    internal static CountWordsModel Read(CountWords recipe, ModelReader reader)
    {
        var fields = TextColumns.Read(reader);
        return new CountWordsModel(recipe, fields, [.. Enumerable.Range(0, fields.Count).Select(i => Vocabulary.Read(recipe.Grams, reader.Child($"vocabulary_{i}")))]);
    }
}
