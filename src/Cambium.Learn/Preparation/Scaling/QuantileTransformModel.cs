using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns numbers into shares of the training rows, or their normal quantiles.</summary>
public sealed class QuantileTransformModel : TransformModel
{
    // How near to an end a value counts as the end, and the share beyond which normal quantiles are cut off: scikit-learn's.
    const double NearEnd = 1e-7;
    static readonly double Lowest = InverseNormal.Of(NearEnd - (double.BitIncrement(1) - 1));

    readonly EquatableArray<Field> _fields;
    readonly int _count;

    // Of each column its quantiles, ascending.
    readonly double[][] _quantiles;

    internal QuantileTransformModel(QuantileTransform recipe, EquatableArray<Field> fields, int count, double[][] quantiles)
    {
        Recipe = recipe;
        _fields = fields;
        _count = count;
        _quantiles = quantiles;
    }

    /// <inheritdoc/>
    public override QuantileTransform Recipe { get; }

    /// <summary>The columns that the step changes.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The quantiles of a column, of equally spaced shares from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public EquatableArray<double> Quantiles(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _quantiles.Length);
        return _quantiles[column].ToEquatableArray();
    }

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, (place, column) =>
    {
        var quantiles = _quantiles[place];
        return ScaledColumns.Map(column, Recipe.Output == QuantileOutput.Normal ? value => Normal(quantiles, value) : value => Share(quantiles, value));
    });

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("count", _count);
        writer.Array("quantiles", _quantiles.SelectMany(quantiles => quantiles).ToArray());
    }

    internal static QuantileTransformModel Read(QuantileTransform recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        var count = reader.Value<int>("count");
        if (count < 1 || count > recipe.Quantiles)
        {
            throw new ModelFormatException($"model.json: 'count' is {count}, expected a number from 1 to {recipe.Quantiles}. The file is damaged or was edited; save the model again.");
        }

        var values = reader.Finite("quantiles", (long)count * fields.Count);
        var quantiles = values.Chunk(count).ToArray();
        return quantiles.All(column => column.Zip(column.Skip(1)).All(pair => pair.First <= pair.Second))
            ? new QuantileTransformModel(recipe, fields, count, quantiles)
            : throw new ModelFormatException("weights.safetensors: 'quantiles' must ascend within each column. The file is damaged; save the model again.");
    }

    static double Normal(double[] quantiles, double value)
    {
        // Of a constant column every value is both ends; scikit-learn takes the lower.
        var share = value - NearEnd < quantiles[0] ? 0 : value + NearEnd > quantiles[^1] ? 1 : Middle(quantiles, value);
        return Math.Clamp(InverseNormal.Of(share), Lowest, -Lowest);
    }

    static double Share(double[] quantiles, double value) => value <= quantiles[0] ? 0 : value >= quantiles[^1] ? 1 : Middle(quantiles, value);

    /// <summary>The share of a value, in the middle of the shares of quantiles that are equal to it.</summary>
    static double Middle(double[] quantiles, double value)
    {
        var step = 1.0 / (quantiles.Length - 1);
        var last = LastAtMost(quantiles, value);
        if (quantiles[last] == value)
        {
            return (FirstAtLeast(quantiles, value) + last) * step / 2;
        }

        return (last + ((value - quantiles[last]) / (quantiles[last + 1] - quantiles[last]))) * step;
    }

    static int LastAtMost(double[] quantiles, double value)
    {
        var (low, high) = (0, quantiles.Length);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = quantiles[middle] <= value ? (middle, high) : (low, middle);
        }

        return low;
    }

    static int FirstAtLeast(double[] quantiles, double value)
    {
        var (low, high) = (-1, quantiles.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = quantiles[middle] >= value ? (low, middle) : (middle, high);
        }

        return high;
    }
}
