using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted linear regression: the prediction is the intercept plus each feature times its coefficient.</summary>
public sealed class LinearRegressionModel : RegressorModel
{
    readonly LinearFunction _function;
    readonly int[] _aliased; // features, ascending

    internal LinearRegressionModel(LinearRegression recipe, LinearFunction function, string target, int rank, int[] aliased)
        : base(function.Input, target)
    {
        Recipe = recipe;
        _function = function;
        _aliased = aliased;
        Rank = rank;
        Coefficients = function.ByName(aliased);
        var names = WideFeatures.DistinctNames(Input);
        Aliased = aliased.Select(feature => names[feature]).ToEquatableArray();
    }

    /// <inheritdoc/>
    public override LinearRegression Recipe { get; }

    /// <summary>
    /// What one unit more of a feature adds to the prediction, by the feature's name, in the order of the input's columns. NaN for those in <see cref="Aliased"/>,
    /// which predictions leave out; 0 for a constant column where <see cref="LinearRegression.L2"/> is above 0.
    /// </summary>
    public IReadOnlyDictionary<string, double> Coefficients { get; }

    /// <summary>The prediction where all features are 0; 0 where the recipe has none.</summary>
    public double Intercept => _function.Intercept;

    /// <summary>How many features are linearly independent of each other and of the intercept.</summary>
    public int Rank { get; }

    /// <summary>
    /// Features that the intercept and the features to their left make up, in the order of the input's columns: nothing tells their effects apart. None where
    /// <see cref="LinearRegression.L2"/> is above 0.
    /// </summary>
    public EquatableArray<string> Aliased { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _function.Values(rows);

    /// <summary>The coefficients, one a line.</summary>
    public override string ToString() => $"Linear regression for {Target}\n{_function.Format(_aliased)}";

    private protected override ShapForm MakeShapForm() => _function.ForShap(this);

    internal override void Write(ModelWriter writer)
    {
        _function.Write(writer);
        writer.Value("rank", Rank);
        writer.Value("aliased", _aliased);
    }

    internal static LinearRegressionModel Read(LinearRegression recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, LinearFunction.Read(header, reader), header.Target, reader.Value<int>("rank"), ReadAliased(reader, WideFeatures.Count(header.Input)));

    static int[] ReadAliased(ModelReader reader, int featureCount)
    {
        // The first version of the format gave collinear columns a coefficient each.
        var aliased = reader.Has("aliased") ? reader.Value<int[]>("aliased") : [];
        var last = -1;
        foreach (var feature in aliased)
        {
            if (feature <= last || feature >= featureCount)
            {
                throw new ModelFormatException(
                    $"model.json: 'aliased' holds {feature}, expected ascending numbers of the {featureCount} columns, from 0 on. " +
                    "The file is damaged or was edited; save the model again.");
            }

            last = feature;
        }

        return aliased;
    }
}
