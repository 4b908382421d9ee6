using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Divides number columns by the largest absolute value of the training rows.</summary>
public sealed class MaxAbsScaleModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[] _scales;

    internal MaxAbsScaleModel(MaxAbsScale recipe, EquatableArray<Field> fields, double[] scales)
    {
        Recipe = recipe;
        _fields = fields;
        _scales = scales;
    }

    /// <inheritdoc/>
    public override MaxAbsScale Recipe { get; }

    /// <summary>The columns that the step changes.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>What each column is divided by; above 0.</summary>
    public EquatableArray<double> Scales => _scales.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, (place, column) => ScaledColumns.Affine(column, 0, _scales[place]));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("scales", _scales);
    }

    internal static MaxAbsScaleModel Read(MaxAbsScale recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        return new MaxAbsScaleModel(recipe, fields, ScaledColumns.ReadScales(reader, fields));
    }
}
