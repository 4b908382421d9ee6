using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>b + x·w over the columns of a table: what the models of this folder that give one number a row have in common.</summary>
sealed class LinearFunction
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _weights; // p; 0 where a feature takes no part

    /// <summary>A function of columns.</summary>
    /// <param name="input">The columns that the features come from.</param>
    /// <param name="weights">One finite number a feature.</param>
    /// <param name="intercept">The constant.</param>
    internal LinearFunction(Schema input, double[] weights, double intercept)
        : this(input, FeatureMatrix.FeaturesOf(input), weights, intercept)
    {
    }

    LinearFunction(Schema input, EquatableArray<Feature> features, double[] weights, double intercept)
    {
        Input = input;
        _features = features;
        _weights = weights;
        Intercept = intercept;
    }

    internal Schema Input { get; }

    internal double Intercept { get; }

    internal ReadOnlySpan<double> Weights => _weights;

    /// <summary>Another function of the same features.</summary>
    internal LinearFunction With(double[] weights, double intercept) => new(Input, _features, weights, intercept);

    /// <summary>The weights by the feature's name, in the order of the columns.</summary>
    internal IReadOnlyDictionary<string, double> ByName() =>
        new OrderedDictionary<string, double>(Input.Fields.Select((field, j) => KeyValuePair.Create(field.Name, _weights[j])));

    /// <summary>The function's value for each row.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit.</exception>
    internal double[] Values(Table rows)
    {
        var columns = FiniteColumns.ToPredict(rows, _features);
        var values = new double[rows.RowCount];
        var tile = LinearRows.Tile(columns.Length);
        for (var row = 0; row < values.Length; row += tile)
        {
            var part = values.AsSpan(row, Math.Min(tile, values.Length - row));
            part.Fill(Intercept);
            ColumnProduct.Add(columns, row, _weights, part);
        }

        return values;
    }

    /// <summary>The weights, one a line, the intercept first.</summary>
    internal string Format() => CoefficientTable.Format(Input, [""], _weights, [Intercept]);

    internal void Write(ModelWriter writer)
    {
        writer.Array("coefficients", _weights);
        writer.Array("intercept", [Intercept]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">The numbers are not there, not so many, or one is not finite.</exception>
    internal static LinearFunction Read(ModelHeader header, ModelReader reader) => new(
        header.Input,
        LinearNumbers.ReadFinite(reader, "coefficients", header.Input.Fields.Count),
        LinearNumbers.ReadFinite(reader, "intercept", 1)[0]);
}
