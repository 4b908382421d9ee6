using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A fitted linear regression: the prediction is the intercept plus each feature times its coefficient.</summary>
public sealed class LinearRegressionModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _coefficients;

    internal LinearRegressionModel(LinearRegression recipe, Schema input, string target, double[] coefficients, double intercept, int rank)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _coefficients = coefficients;
        Intercept = intercept;
        Rank = rank;
        Coefficients = new OrderedDictionary<string, double>(input.Fields.Select((field, i) => KeyValuePair.Create(field.Name, coefficients[i])));
    }

    /// <inheritdoc/>
    public override LinearRegression Recipe { get; }

    /// <summary>What one unit more of a feature adds to the prediction, by the feature's name, in the order of the input's columns. 0 for a constant column.</summary>
    public IReadOnlyDictionary<string, double> Coefficients { get; }

    /// <summary>The prediction where all features are 0; 0 where the recipe has none.</summary>
    public double Intercept { get; }

    /// <summary>How many features are linearly independent. Below the number of features that vary, coefficients are one choice of many.</summary>
    public int Rank { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        var columns = FiniteColumns.ToPredict(rows, _features);
        var values = new double[rows.RowCount];
        var tile = LinearRows.Tile(columns.Length);
        for (var row = 0; row < values.Length; row += tile)
        {
            var part = values.AsSpan(row, Math.Min(tile, values.Length - row));
            part.Fill(Intercept);
            ColumnProduct.Add(columns, row, _coefficients, part);
        }

        return values;
    }

    /// <summary>The coefficients, one a line.</summary>
    public override string ToString() =>
        $"Linear regression for {Target}\n{CoefficientTable.Format(Input, [""], _coefficients, [Intercept])}";

    internal override void Write(ModelWriter writer)
    {
        writer.Array("coefficients", _coefficients);
        writer.Array("intercept", [Intercept]);
        writer.Value("rank", Rank);
    }

    internal static LinearRegressionModel Read(LinearRegression recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            header.Target,
            LinearNumbers.ReadFinite(reader, "coefficients", header.Input.Fields.Count),
            LinearNumbers.ReadFinite(reader, "intercept", 1)[0],
            reader.Value<int>("rank"));
}
