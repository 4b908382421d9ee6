using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Bends number columns by powers, and brings them to mean 0 and variance 1.</summary>
public sealed class PowerTransformModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[] _powers;
    readonly double[] _means;
    readonly double[] _scales;

    internal PowerTransformModel(PowerTransform recipe, EquatableArray<Field> fields, double[] powers, (double[] Means, double[] Scales)? moments)
    {
        Recipe = recipe;
        _fields = fields;
        _powers = powers;
        _means = moments?.Means ?? new double[fields.Count];
        _scales = moments?.Scales ?? Array.ConvertAll(_means, _ => 1.0);
    }

    /// <inheritdoc/>
    public override PowerTransform Recipe { get; }

    /// <summary>The columns that the step changes.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>λ of each column.</summary>
    public EquatableArray<double> Powers => _powers.ToEquatableArray();

    /// <summary>The mean of each bent column; 0 where it is not taken off.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>What each bent column is divided by; above 0.</summary>
    public EquatableArray<double> Scales => _scales.ToEquatableArray();

    /// <inheritdoc/>
    /// <exception cref="TableException">Box-Cox meets a number that is not above 0.</exception>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, (place, column) =>
    {
        if (Recipe.Family == PowerFamily.BoxCox)
        {
            ThrowUnlessAboveZero(column);
        }

        return ScaledColumns.Affine(Bent(column, Recipe.Family, _powers[place]), _means[place], _scales[place]);
    });

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("powers", _powers);
        writer.Array("means", _means);
        writer.Array("scales", _scales);
    }

    internal static PowerTransformModel Read(PowerTransform recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        return new PowerTransformModel(recipe, fields, reader.Finite("powers", fields.Count), (reader.Finite("means", fields.Count), ScaledColumns.ReadScales(reader, fields)));
    }

    internal static Column<double> Bent(Column column, PowerFamily family, double power) =>
        ScaledColumns.Map(column, value => double.IsInfinity(value) ? value : PowerCurve.At(family, PowerCurve.Log(family, value), power).Value);

    internal static void ThrowUnlessAboveZero(Column column)
    {
        var values = ColumnFit.Numbers(column).Span;
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] <= 0)
            {
                throw new TableException(
                    $"Column '{column.Name}' is {column.Format(row)} in row {row + 1}, but Box-Cox bends numbers above 0. Correct the row, or choose Yeo-Johnson.") { Column = column.Name };
            }
        }
    }
}
