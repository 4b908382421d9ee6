using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The columns whose texts a step reads, and the vectors that it puts into their places.</summary>
static class TextColumns
{
    /// <summary>The chosen columns of free text or categories, or all of free text where none is chosen.</summary>
    internal static EquatableArray<Field> Of(Table features, ColumnSelection chosen) =>
        StepColumns.Of(features, chosen, column => column.Type == ColumnType.String || (!chosen.IsOpen && column.Type == ColumnType.Category), "texts")
            .Select(StepColumns.FieldOf).ToEquatableArray();

    /// <summary>The texts of a column; those of numbers and moments are what they are written as.</summary>
    internal static TextColumn Texts(Column column) => column as TextColumn
        ?? TextColumn.FromValues(column.Name, [.. Enumerable.Range(0, column.Length).Select(row => column.Validity[row] ? column.Format(row) : null)]);

    /// <summary>The rows with each of the columns changed into vectors.</summary>
    /// <param name="rows">Any rows.</param>
    /// <param name="fields">The columns.</param>
    /// <param name="change">Makes the vectors of the column of a number.</param>
    internal static Table Changed(Table rows, EquatableArray<Field> fields, Func<int, TextColumn, SparseColumn> change)
    {
        var changed = ColumnFit.Fit(rows, fields);
        for (var i = 0; i < fields.Count; i++)
        {
            changed = changed.With(change(i, Texts(changed[fields[i].Name])));
        }

        return changed;
    }

    /// <summary>The vectors of texts by a vocabulary.</summary>
    internal static SparseColumn Vectors(TextColumn texts, Vocabulary vocabulary, GramSettings settings, TextWeights weights) =>
        SparseColumn.Known(texts.Name, SparseBlock.Matrix(texts.Length, vocabulary.Count, 0, () =>
        {
            var reader = new UnitReader(settings);
            return (row, block) =>
            {
                reader.Read(texts.Utf8(row));
                vocabulary.Find(reader, settings, block);
                block.Count();
                weights.Apply(block);
            };
        }), vocabulary.Names);

    /// <summary>Reads the columns of a saved step.</summary>
    internal static EquatableArray<Field> Read(ModelReader reader) => reader.Schema("columns").Fields;
}
