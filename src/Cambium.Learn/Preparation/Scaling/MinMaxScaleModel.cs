using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Moves and scales number columns by the least and the greatest value of the training rows.</summary>
public sealed class MinMaxScaleModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[] _minima;
    readonly double[] _maxima;

    internal MinMaxScaleModel(MinMaxScale recipe, EquatableArray<Field> fields, double[] minima, double[] maxima)
    {
        Recipe = recipe;
        _fields = fields;
        _minima = minima;
        _maxima = maxima;
    }

    /// <inheritdoc/>
    public override MinMaxScale Recipe { get; }

    /// <summary>The columns that the step changes.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The least value of each column; 0 where no training row had one.</summary>
    public EquatableArray<double> Minima => _minima.ToEquatableArray();

    /// <summary>The greatest value of each column; 0 where no training row had one.</summary>
    public EquatableArray<double> Maxima => _maxima.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, (place, column) =>
    {
        var range = _maxima[place] - _minima[place];
        var scaled = ScaledColumns.Affine(column, _minima[place], (range == 0 ? 1 : range) / (Recipe.High - Recipe.Low), Recipe.Low);
        return Recipe.Clip ? ScaledColumns.Map(scaled, value => Math.Clamp(value, Recipe.Low, Recipe.High)) : scaled;
    });

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("minima", _minima);
        writer.Array("maxima", _maxima);
    }

    internal static MinMaxScaleModel Read(MinMaxScale recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        var (minima, maxima) = (reader.Finite("minima", fields.Count), reader.Finite("maxima", fields.Count));
        return minima.Zip(maxima).All(ends => ends.First <= ends.Second) && recipe.Low < recipe.High
            ? new MinMaxScaleModel(recipe, fields, minima, maxima)
            : throw new ModelFormatException("The least values of a scale are not all at most the greatest. The file is damaged or was edited; save the model again.");
    }
}
