using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns levels into how much they speak for the second of two classes.</summary>
public sealed class WeightOfEvidenceModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[] _informations;

    // Of each column the evidence of each level, and last that of missing values.
    readonly double[][] _values;

    internal WeightOfEvidenceModel(WeightOfEvidence recipe, EquatableArray<Field> fields, EquatableArray<string> classes, double[] informations, double[][] values)
    {
        Recipe = recipe;
        _fields = fields;
        Classes = classes;
        _informations = informations;
        _values = values;
    }

    /// <inheritdoc/>
    public override WeightOfEvidence Recipe { get; }

    /// <summary>The two classes of the target; evidence above 0 speaks for the second.</summary>
    public EquatableArray<string> Classes { get; }

    /// <summary>The columns that the step turns.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The information value of each column, at least 0.</summary>
    public EquatableArray<double> InformationValues => _informations.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(
        rows, _fields, (place, column) => Column.Of(column.Name, LevelColumns.Values(column, _fields[place].Levels, _values[place], _values[place][^1], unseen: 0)));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("classes", Classes);
        writer.Array("informations", _informations);
        writer.Array("values", _values.SelectMany(values => values).ToArray());
    }

    internal static WeightOfEvidenceModel Read(WeightOfEvidence recipe, ModelReader reader)
    {
        var fields = LevelColumns.Read(reader);
        var classes = reader.Classes("classes");
        return classes.Count == 2
            ? new WeightOfEvidenceModel(recipe, fields, classes, reader.Finite("informations", fields.Count), LevelColumns.ReadValues(reader, "values", fields, 1))
            : throw new ModelFormatException($"model.json: 'classes' has {classes.Count} items, expected 2. The file is damaged or was edited; save the model again.");
    }
}
