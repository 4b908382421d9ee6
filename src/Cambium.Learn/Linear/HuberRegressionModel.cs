using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A fitted Huber regression: the prediction is the intercept plus each feature times its coefficient.</summary>
public sealed class HuberRegressionModel : RegressorModel
{
    readonly LinearFunction _function;

    internal HuberRegressionModel(HuberRegression recipe, Schema input, string target, HuberFit fit, TrainingMeans? means)
        : this(recipe, new LinearFunction(input, fit.Coefficients, fit.Intercept, means), target, fit.Scale, fit.Outliers, fit.Result)
    {
    }

    HuberRegressionModel(HuberRegression recipe, LinearFunction function, string target, double scale, int outliers, LbfgsResult result)
        : base(function.Input, target)
    {
        Recipe = recipe;
        _function = function;
        Scale = scale;
        Outliers = outliers;
        Converged = result.Converged;
        Iterations = result.Iterations;
        GradientNorm = result.GradientNorm;
    }

    /// <inheritdoc/>
    public override HuberRegression Recipe { get; }

    /// <summary>What one unit more of a feature adds to the prediction, by the feature's name, in the order of the input's columns. 0 for a constant column.</summary>
    public IReadOnlyDictionary<string, double> Coefficients => _function.Coefficients;

    /// <summary>The prediction where all features are 0; 0 where the recipe has none.</summary>
    public double Intercept => _function.Intercept;

    /// <summary>σ, the scale of the rows that are near their predictions, in units of the target.</summary>
    public double Scale { get; }

    /// <summary>How many training rows are farther than <see cref="HuberRegression.Threshold"/> times <see cref="Scale"/> from their predictions.</summary>
    public int Outliers { get; }

    /// <summary>Whether the gradient came within <see cref="HuberRegression.Tolerance"/>.</summary>
    public bool Converged { get; }

    /// <summary>The number of iterations done.</summary>
    public int Iterations { get; }

    /// <summary>The largest component of the gradient at the end, measured as <see cref="HuberRegression.Tolerance"/> says.</summary>
    public double GradientNorm { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _function.Values(rows);

    /// <summary>The coefficients, one a line.</summary>
    public override string ToString() =>
        $"Huber regression for {Target}, {Outliers} outlier{(Outliers == 1 ? "" : "s")} " +
        $"({(Converged ? "converged" : "not converged")} after {Iterations} iteration{(Iterations == 1 ? "" : "s")})\n{_function.Format()}";

    private protected override ShapForm MakeShapForm() => _function.ForShap(this);

    internal override void Write(ModelWriter writer)
    {
        _function.Write(writer);
        writer.Array("scale", [Scale]);
        writer.Array("gradient_norm", [GradientNorm]);
        writer.Value("outliers", Outliers);
        writer.Value("converged", Converged);
        writer.Value("iterations", Iterations);
    }

    internal static HuberRegressionModel Read(HuberRegression recipe, ModelHeader header, ModelReader reader)
    {
        var result = new LbfgsResult(
            reader.Value<bool>("converged") ? LbfgsStop.Converged : LbfgsStop.MaxIterations,
            reader.Value<int>("iterations"),
            0,
            double.NaN,
            reader.Finite("gradient_norm", 1)[0]);
        return new HuberRegressionModel(
            recipe, LinearFunction.Read(header, reader), header.Target, reader.Finite("scale", 1)[0], reader.Value<int>("outliers"), result);
    }
}
