using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Clips number columns at bounds of the training rows.</summary>
public sealed class ClipOutliersModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[] _lows;
    readonly double[] _highs;

    internal ClipOutliersModel(ClipOutliers recipe, EquatableArray<Field> fields, double[] lows, double[] highs)
    {
        Recipe = recipe;
        _fields = fields;
        _lows = lows;
        _highs = highs;
    }

    /// <inheritdoc/>
    public override ClipOutliers Recipe { get; }

    /// <summary>The columns that the step changes.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The lower bound of each column.</summary>
    public EquatableArray<double> Lows => _lows.ToEquatableArray();

    /// <summary>The upper bound of each column.</summary>
    public EquatableArray<double> Highs => _highs.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, (place, column) =>
    {
        var (low, high) = (_lows[place], _highs[place]);
        return Recipe.Fate == OutlierFate.Bound
            ? ScaledColumns.Map(column, value => Math.Clamp(value, low, high))
            : Column.Of(column.Name, Array.ConvertAll(ColumnFit.Numbers(column).ToArray(), value => value >= low && value <= high ? value : double.NaN));
    });

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("lows", _lows);
        writer.Array("highs", _highs);
    }

    internal static ClipOutliersModel Read(ClipOutliers recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        var (lows, highs) = (reader.Finite("lows", fields.Count), reader.Finite("highs", fields.Count));
        return lows.Zip(highs).All(bounds => bounds.First <= bounds.Second)
            ? new ClipOutliersModel(recipe, fields, lows, highs)
            : throw new ModelFormatException("weights.safetensors: 'lows' must be at most 'highs'. The file is damaged; save the model again.");
    }
}
