using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted ridge regression: the prediction is the intercept plus each feature times its coefficient.</summary>
public sealed class RidgeModel : RegressorModel
{
    readonly LinearFunction _function;

    internal RidgeModel(Ridge recipe, LinearFunction function, string target)
        : base(function.Input, target)
    {
        Recipe = recipe;
        _function = function;
    }

    /// <inheritdoc/>
    public override Ridge Recipe { get; }

    /// <summary>What one unit more of a feature adds to the prediction, by the feature's name, in the order of the input's columns. 0 for a constant column.</summary>
    public IReadOnlyDictionary<string, double> Coefficients => _function.Coefficients;

    /// <summary>The prediction where all features are 0; 0 where the recipe has none.</summary>
    public double Intercept => _function.Intercept;

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _function.Values(rows);

    /// <summary>The coefficients, one a line.</summary>
    public override string ToString() => $"Ridge regression for {Target}\n{_function.Format()}";

    private protected override ShapForm MakeShapForm() => _function.ForShap(this);

    internal override void Write(ModelWriter writer) => _function.Write(writer);

    internal static RidgeModel Read(Ridge recipe, ModelHeader header, ModelReader reader) => new(recipe, LinearFunction.Read(header, reader), header.Target);
}
