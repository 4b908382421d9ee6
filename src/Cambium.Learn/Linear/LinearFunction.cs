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

    /// <summary>Another function of the same features.</summary>
    internal LinearFunction With(double[] weights, double intercept) => new(Input, _features, weights, intercept);

    /// <summary>The weights by the feature's name, in the order of the columns; NaN for those left out.</summary>
    internal IReadOnlyDictionary<string, double> ByName(params ReadOnlySpan<int> leftOut)
    {
        var shown = Shown(leftOut);
        return new OrderedDictionary<string, double>(Input.Fields.Select((field, j) => KeyValuePair.Create(field.Name, shown[j])));
    }

    /// <summary>The function's value for each row.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit.</exception>
    internal double[] Values(Table rows) => Values(FiniteColumns.ToPredict(rows, _features), rows.RowCount);

    /// <summary>The function's value for each row that it was learned from.</summary>
    internal double[] Values(FeatureMatrix features) => Values([.. Enumerable.Range(0, features.FeatureCount).Select(features.ColumnMemory)], features.RowCount);

    double[] Values(ReadOnlyMemory<double>[] columns, int rowCount)
    {
        var values = new double[rowCount];
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
    internal string Format(params ReadOnlySpan<int> leftOut) => CoefficientTable.Format(Input, [""], Shown(leftOut), [Intercept]);

    internal void Write(ModelWriter writer)
    {
        writer.Array("coefficients", _weights);
        writer.Array("intercept", [Intercept]);
    }

    double[] Shown(ReadOnlySpan<int> leftOut)
    {
        var shown = (double[])_weights.Clone();
        foreach (var feature in leftOut)
        {
            shown[feature] = double.NaN;
        }

        return shown;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">The numbers are not there, not so many, or one is not finite.</exception>
    internal static LinearFunction Read(ModelHeader header, ModelReader reader) => new(
        header.Input,
        LinearNumbers.ReadFinite(reader, "coefficients", header.Input.Fields.Count),
        LinearNumbers.ReadFinite(reader, "intercept", 1)[0]);
}
