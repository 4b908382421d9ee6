using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns levels into how frequent they were among training rows.</summary>
public sealed class FrequencyEncodeModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    // Of each column the rows of each level and, last, those without a value.
    readonly double[][] _counts;
    readonly long _rows;

    internal FrequencyEncodeModel(FrequencyEncode recipe, EquatableArray<Field> fields, double[][] counts, long rows)
    {
        Recipe = recipe;
        _fields = fields;
        _counts = counts;
        _rows = rows;
    }

    /// <inheritdoc/>
    public override FrequencyEncode Recipe { get; }

    /// <summary>The columns that the step turns.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, (place, column) =>
    {
        var values = Recipe.Counts ? _counts[place] : Array.ConvertAll(_counts[place], count => count / _rows);
        return Column.Of(column.Name, LevelColumns.Values(column, _fields[place].Levels, values, values[^1], unseen: 0));
    });

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("rows", _rows);
        writer.Array("counts", _counts.SelectMany(counts => counts).ToArray());
    }

    internal static FrequencyEncodeModel Read(FrequencyEncode recipe, ModelReader reader)
    {
        var fields = LevelColumns.Read(reader);
        var rows = reader.Value<long>("rows");
        var counts = LevelColumns.ReadValues(reader, "counts", fields, 1);
        return rows > 0 && counts.All(ofColumn => ofColumn.All(count => count >= 0 && count <= rows))
            ? new FrequencyEncodeModel(recipe, fields, counts, rows)
            : throw new ModelFormatException(
                $"weights.safetensors: 'counts' must hold numbers from 0 to 'rows', {rows}, which must be above 0. The file is damaged; save the model again.");
    }
}
