using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted quantile regression: the prediction is the intercept plus each feature times its coefficient.</summary>
public sealed class QuantileRegressionModel : RegressorModel
{
    readonly LinearFunction _function;

    internal QuantileRegressionModel(QuantileRegression recipe, LinearFunction function, string target, double gap, int iterations, bool converged)
        : base(function.Input, target)
    {
        Recipe = recipe;
        _function = function;
        Gap = gap;
        Iterations = iterations;
        Converged = converged;
    }

    /// <inheritdoc/>
    public override QuantileRegression Recipe { get; }

    /// <summary>What one unit more of a feature adds to the quantile, by the feature's name, in the order of the input's columns. 0 for a constant column.</summary>
    public IReadOnlyDictionary<string, double> Coefficients => _function.Coefficients;

    /// <summary>The quantile where all features are 0; 0 where the recipe has none.</summary>
    public double Intercept => _function.Intercept;

    /// <summary>How far the objective can at most be above its minimum, measured as <see cref="QuantileRegression.Tolerance"/> says.</summary>
    public double Gap { get; }

    /// <summary>The number of iterations done.</summary>
    public int Iterations { get; }

    /// <summary>Whether the gap came within <see cref="QuantileRegression.Tolerance"/>.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _function.Values(rows);

    /// <summary>The coefficients, one a line.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Quantile regression for {Target}, quantile {Recipe.Quantile} ") +
        $"({(Converged ? "converged" : "not converged")} after {Iterations} iteration{(Iterations == 1 ? "" : "s")})\n{_function.Format()}";

    private protected override ShapForm MakeShapForm() => _function.ForShap(this);

    internal override void Write(ModelWriter writer)
    {
        _function.Write(writer);
        writer.Array("gap", [Gap]);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static QuantileRegressionModel Read(QuantileRegression recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            LinearFunction.Read(header, reader),
            header.Target,
            reader.Finite("gap", 1)[0],
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
}
