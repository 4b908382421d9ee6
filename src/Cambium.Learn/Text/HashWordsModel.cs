using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns texts into vectors where each word counts at the place that its hash tells.</summary>
public sealed class HashWordsModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    internal HashWordsModel(HashWords recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
    }

    /// <inheritdoc/>
    public override HashWords Recipe { get; }

    /// <summary>The columns that the step turns.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => TextColumns.Changed(rows, _fields, (_, texts) => Vectors(texts));

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static HashWordsModel Read(HashWords recipe, ModelReader reader) => new(recipe, TextColumns.Read(reader));

    SparseColumn Vectors(TextColumn texts)
    {
        var grams = Recipe.Grams;
        return SparseColumn.Known(texts.Name, SparseBlock.Matrix(texts.Length, Recipe.Width, 0, () =>
        {
            var reader = new UnitReader(grams);
            return (row, block) =>
            {
                reader.Read(texts.Utf8(row));
                AddAll(reader, grams, block);
                block.CountSigned();
                TextWeights.Scale(block.Values, Recipe.Norm);
            };
        }), []);
    }

    void AddAll(UnitReader reader, GramSettings grams, SparseBlock row)
    {
        var start = 0;
        for (var segment = 0; segment < reader.SegmentCount; segment++)
        {
            var end = reader.SegmentEnd(segment);
            for (var first = start; first < end; first++)
            {
                for (var units = 1; units <= grams.MaxGram && first + units <= end; units++)
                {
                    if (grams.Counts(units, end - start))
                    {
                        Add(Murmur.Hash(reader.Bytes(first, first + units - 1)), row);
                    }
                }
            }

            start = end;
        }
    }

    // The sign of the hash tells whether to count up or down, the rest of it the place.
    void Add(int hash, SparseBlock row)
    {
        var place = (int)(Math.Abs((long)hash) % Recipe.Width);
        row.Add((place << 1) | (Recipe.Signed && hash < 0 ? 1 : 0));
    }
}
