using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Moves and scales number columns by quantiles of the training rows.</summary>
public sealed class RobustScaleModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[] _centers;
    readonly double[] _scales;

    internal RobustScaleModel(RobustScale recipe, EquatableArray<Field> fields, double[] centers, double[] scales)
    {
        Recipe = recipe;
        _fields = fields;
        _centers = centers;
        _scales = scales;
    }

    /// <inheritdoc/>
    public override RobustScale Recipe { get; }

    /// <summary>The columns that the step changes.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The median of each column; 0 where no training row had a value, or medians are not taken off.</summary>
    public EquatableArray<double> Centers => _centers.ToEquatableArray();

    /// <summary>What each column is divided by; above 0.</summary>
    public EquatableArray<double> Scales => _scales.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) =>
        ColumnChanges.Replace(rows, _fields, (place, column) => ScaledColumns.Affine(column, _centers[place], _scales[place]));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("centers", _centers);
        writer.Array("scales", _scales);
    }

    internal static RobustScaleModel Read(RobustScale recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        return new RobustScaleModel(recipe, fields, reader.Finite("centers", fields.Count), ScaledColumns.ReadScales(reader, fields));
    }
}
