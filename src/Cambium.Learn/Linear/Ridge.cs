using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Least squares with a penalty on the squares of the coefficients: keeps all features, and keeps those that go together from cancelling each other out.</summary>
/// <remarks>
/// <para>Minimises Σ sᵢ (yᵢ − b − xᵢ·w)² + L2 ‖w‖² over w and b, exactly, with s the weights of the rows. scikit-learn's <c>Ridge(alpha=L2)</c> and
/// <see cref="LinearRegression"/> with the same <see cref="LinearRegression.L2"/> are the same.</para>
/// <para>Time O(n p²), memory O(p²) beyond the table: normal equations of standardised columns, or a QR factorisation where columns are nearly collinear and the
/// penalty is small. Over 4,096 features of sparse columns, conjugate gradients until 1e-13 of the right-hand side are left, at most 10 p steps: time O(entries) a step, memory O(entries + n + p).</para>
/// <para>Use it where features are many or correlated and all may matter a little. Not to find out which matter (<see cref="Lasso"/>), nor for effects that bend or
/// interact.</para>
/// <para>Features need scaling, for the penalty weighs all coefficients alike: put <c>new Standardize()</c> before it when they have different units. Reads sparse columns, whose zeros are never written out. Missing values are
/// refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: A. E. Hoerl, R. W. Kennard, "Ridge Regression", 1970; T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §3.4.1.</para>
/// </remarks>
public sealed record Ridge : Regressor
{
    /// <summary>The penalty on the squared coefficients, λ; the intercept is never penalised. Default 1. Range [0, ∞). It adds to a sum over rows, so that twice the rows want
    /// twice the penalty for the same effect.</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Whether to add a constant b. Default true. False forces the prediction to be 0 where all features are 0.</summary>
    public bool Intercept { get; init; } = true;

    /// <inheritdoc/>
    public override RidgeModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var design = LinearDesign.From(data.Features, data.Weights, Intercept, options);
        var solution = LinearSolver.Solve(design, data.Target, L2, Intercept, options);
        options.Progress?.Report(new FitProgress("solve", 1, 1));
        var function = new LinearFunction(data.Input, design.Spread(solution.Coefficients), solution.Intercept, data.Means(options));
        return new RidgeModel(this, function, target);
    }
}
