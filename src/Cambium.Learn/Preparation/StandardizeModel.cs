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
    public override Table Apply(Table rows)
    {
        var changed = ColumnFit.Fit(rows, _fields);
        for (var i = 0; i < _fields.Count; i++)
        {
            var values = ColumnFit.Numbers(changed[_fields[i].Name]).ToArray();
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = (values[row] - _means[i]) / _scales[i];
            }

            changed = changed.With(Column.Of(_fields[i].Name, values));
        }

        return changed;
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("means", _means);
        writer.Array("scales", _scales);
    }

    internal static StandardizeModel Read(Standardize recipe, ModelReader reader)
    {
        var fields = reader.Schema("columns").Fields;
        return new StandardizeModel(recipe, fields, reader.Array<double>("means", fields.Count), reader.Array<double>("scales", fields.Count));
    }
}
