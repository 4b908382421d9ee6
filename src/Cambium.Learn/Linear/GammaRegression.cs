using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts amounts above 0 whose spread is in proportion to their mean; effects multiply.</summary>
/// <remarks>
/// <para>Minimises Σ sᵢ (yᵢ / μᵢ + log μᵢ) + ½ L2 ‖w‖² over w and b, with μᵢ = exp(b + xᵢ·w) and s the weights of the rows. scikit-learn's
/// <c>GammaRegressor(alpha=L2 / Σ s)</c> is the same; so is R's <c>glm</c> with L2 = 0.</para>
/// <para>L-BFGS with the curvature of each point for its metric, which makes it Newton's method where it matters: time O(n p²) an iteration, some ten of them, memory
/// O(n + p²) beyond the table; with 1,024 features or more without that metric, time O(n p) an iteration.</para>
/// <para>Use it for amounts, waiting times, sizes: where being off by a tenth is as bad for a small number as for a large one. For rows that were watched for different spans, predict the rate (the count or amount
/// over the span) and give the span as weight.</para>
/// <para>Features need no scaling, except that L2 weighs all coefficients alike: put <c>new Standardize()</c> before it when they have different units. Reads sparse columns, whose zeros are never written out. Missing values
/// are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights. Targets that are not above 0 are refused.</para>
/// <para>Source: J. A. Nelder, R. W. M. Wedderburn, "Generalized Linear Models", 1972; P. McCullagh, J. A. Nelder, 2nd ed., 1989, ch. 8.</para>
/// </remarks>
public sealed record GammaRegression : Regressor
{
    /// <summary>The penalty on the squared coefficients, half of it; the intercept is never penalised. Default 1. Range [0, ∞). It adds to a sum over rows, so that twice the rows want
    /// twice the penalty for the same effect: it is the <c>alpha</c> of scikit-learn times the sum of the weights.</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Stop where no component of the gradient is above this. The gradient is that of the objective divided by the sum of the weights, for a target of mean 1, by
    /// coefficients of features of deviation 1; so the same number means the same on any table. Default 1e-6. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 1e-6;

    /// <summary>Most iterations; the model tells whether it converged before. Default 1000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 1000;

    /// <summary>Whether to add a constant b. Default true. False forces the prediction to be 1 where all features are 0.</summary>
    public bool Intercept { get; init; } = true;

    /// <inheritdoc/>
    public override GammaRegressionModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors, y => LogLinearFit.TargetProblem(GammaRegressionModel.Kind, 2, target, y));
        return new GammaRegressionModel(this, target, LogLinearFit.To(data, 2, L2, Intercept, (Tolerance, MaxIterations), options));
    }
}
