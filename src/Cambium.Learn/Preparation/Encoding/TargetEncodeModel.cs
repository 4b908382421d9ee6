using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns levels into what the target was on average where training rows had them.</summary>
public sealed class TargetEncodeModel : TransformModel
{
    readonly double[] _means;

    // Of each column the outputs of each level, and last those of missing values.
    readonly double[][] _values;

    internal TargetEncodeModel(TargetEncode recipe, EquatableArray<Field> fields, EquatableArray<string> classes, double[] means, double[][] values)
    {
        Recipe = recipe;
        Fields = fields;
        Classes = classes;
        _means = means;
        _values = values;
    }

    /// <inheritdoc/>
    public override TargetEncode Recipe { get; }

    /// <summary>The target's classes that each have a column; empty where a column becomes one.</summary>
    public EquatableArray<string> Classes { get; }

    /// <summary>The mean of the target, or the share of each class: what levels that no training row had become.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>The names of the columns that the step makes.</summary>
    public EquatableArray<string> Names => Fields.SelectMany(NamesOf).ToEquatableArray();

    /// <summary>The columns that the step turns.</summary>
    internal EquatableArray<Field> Fields { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Expand(rows, Fields, (place, column) =>
    {
        var outputs = _means.Length;
        var codes = ClassLabels.Encode(column, Fields[place].Levels);
        var values = new double[outputs][];
        for (var output = 0; output < outputs; output++)
        {
            var ofLevels = new double[Fields[place].Levels.Count + 1];
            for (var level = 0; level < ofLevels.Length; level++)
            {
                ofLevels[level] = _values[place][(level * outputs) + output];
            }

            values[output] = Array.ConvertAll(codes, code => code == ClassLabels.Unseen ? _means[output] : ofLevels[code == ClassLabels.Missing ? ^1 : code]);
        }

        return Columns(place, values);
    });

    internal override IEnumerable<MadeColumn> Made => Classes.Count == 0 ? [] : Fields.SelectMany(column => NamesOf(column).Select(name => new MadeColumn(name, [column.Name])));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(Fields));
        writer.Value("classes", Classes);
        writer.Array("means", _means);
        writer.Array("values", _values.SelectMany(values => values).ToArray());
    }

    internal static TargetEncodeModel Read(TargetEncode recipe, ModelReader reader)
    {
        var fields = LevelColumns.Read(reader);
        var classes = reader.Value<EquatableArray<string>>("classes");
        if (classes.Count is 1 or 2 || classes.Any(string.IsNullOrEmpty) || classes.Distinct().Count() != classes.Count)
        {
            throw new ModelFormatException("model.json: 'classes' must be empty, or at least three distinct texts. The file is damaged or was edited; save the model again.");
        }

        var outputs = Math.Max(1, classes.Count);
        return new TargetEncodeModel(recipe, fields, classes, reader.Finite("means", outputs), LevelColumns.ReadValues(reader, "values", fields, 1, outputs));
    }

    /// <summary>The columns that take the place of a column.</summary>
    internal Column[] Columns(int place, double[][] values) => [.. NamesOf(Fields[place]).Select((name, output) => Column.Of(name, values[output]))];

    IEnumerable<string> NamesOf(Field field) => Classes.Count == 0 ? [field.Name] : Classes.Select(label => $"{field.Name}_{label}");
}
