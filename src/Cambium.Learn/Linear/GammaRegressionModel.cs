using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted gamma regression: the prediction is e to the power of the intercept plus each feature times its coefficient.</summary>
public sealed class GammaRegressionModel : RegressorModel
{
    internal const string Kind = "a gamma regression";

    readonly LogLinearFit _fit;

    internal GammaRegressionModel(GammaRegression recipe, string target, LogLinearFit fit)
        : base(fit.Function.Input, target)
    {
        Recipe = recipe;
        _fit = fit;
    }

    /// <inheritdoc/>
    public override GammaRegression Recipe { get; }

    /// <summary>What one unit more of a feature adds to the logarithm of the prediction, by the feature's name, in the order of the input's columns. 0 for a constant column.</summary>
    public IReadOnlyDictionary<string, double> Coefficients => _fit.Function.Coefficients;

    /// <summary>The logarithm of the prediction where all features are 0; 0 where the recipe has none.</summary>
    public double Intercept => _fit.Function.Intercept;

    /// <summary>The mean unit deviance of the training rows, by weight: 0 where each is predicted exactly.</summary>
    public double Deviance => _fit.Deviance;

    /// <summary>D², the share of the training rows' deviance around their mean that the predictions explain: 1 where each is exact, 0 where they are no better than the mean.</summary>
    public double ExplainedDeviance => _fit.ExplainedDeviance;

    /// <summary>Whether the gradient came within <see cref="GammaRegression.Tolerance"/>.</summary>
    public bool Converged => _fit.Converged;

    /// <summary>The number of iterations done.</summary>
    public int Iterations => _fit.Iterations;

    /// <summary>The largest component of the gradient at the end, measured as <see cref="GammaRegression.Tolerance"/> says.</summary>
    public double GradientNorm => _fit.GradientNorm;

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _fit.PredictValues(rows);

    /// <summary>D² on other rows: the share of their deviance around their own mean that the predictions explain; below 0 where the mean would be better.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or a target is out of its domain.</exception>
    public double ExplainedDevianceOn(Table test) => _fit.ExplainedDevianceOn(test, Kind, 2, Target);

    /// <summary>The coefficients, one a line.</summary>
    public override string ToString() => _fit.Format("Gamma regression", Target);

    private protected override ShapForm MakeShapForm() => _fit.Function.ForShap(this, ShapLink.Exponential);

    internal override void Write(ModelWriter writer) => _fit.Write(writer);

    internal static GammaRegressionModel Read(GammaRegression recipe, ModelHeader header, ModelReader reader) => new(recipe, header.Target, LogLinearFit.Read(header, reader));
}
