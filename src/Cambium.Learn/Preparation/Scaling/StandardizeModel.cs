using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Moves and scales number columns by the mean and the standard deviation of the training rows.</summary>
public sealed class StandardizeModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[] _means;
    readonly double[] _scales;

    internal StandardizeModel(Standardize recipe, EquatableArray<Field> fields, double[] means, double[] scales)
    {
        Recipe = recipe;
        _fields = fields;
        _means = means;
        _scales = scales;
    }

    /// <inheritdoc/>
    public override Standardize Recipe { get; }

    /// <summary>The columns that the step changes.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The mean of each column; 0 where no training row had a value.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>What each column is divided by; above 0.</summary>
    public EquatableArray<double> Scales => _scales.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, (place, column) => ScaledColumns.Affine(column, _means[place], _scales[place]));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("means", _means);
        writer.Array("scales", _scales);
    }

    internal static StandardizeModel Read(Standardize recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        return new StandardizeModel(recipe, fields, reader.Finite("means", fields.Count), ScaledColumns.ReadScales(reader, fields));
    }
}
