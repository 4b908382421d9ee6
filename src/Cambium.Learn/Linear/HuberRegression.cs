using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Least squares that outliers do not pull along: rows far from the prediction count by their distance, not by its square, and the data say what is far.</summary>
/// <remarks>
/// <para>Minimises Σ sᵢ (σ + σ H((yᵢ − b − xᵢ·w) / σ)) + L2 ‖w‖² over w, b and σ, with H(z) = z² where |z| ≤ Threshold, else 2 Threshold |z| − Threshold², and s the weights of the
/// rows. scikit-learn's <c>HuberRegressor(epsilon=Threshold, alpha=L2)</c> is the same. The objective is convex.</para>
/// <para>L-BFGS with the curvature of each point for its metric: time O(n p²) an iteration, some 20 of them, memory O(n + p²) beyond the table; with 1,024 features or more
/// without that metric, time O(n p) an iteration.</para>
/// <para>Use it where some targets are grossly wrong. Not where features are (a row with an odd feature still pulls), nor where rows are fitted exactly: σ then goes to 0, and
/// the model tells that it did not converge.</para>
/// <para>Features need no scaling, except that L2 weighs all coefficients alike. Reads sparse columns, whose zeros are never written out. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put
/// <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: P. J. Huber, "Robust Estimation of a Location Parameter", 1964, and "Robust Statistics", 1981, §7.7 (the scale); A. B. Owen, "A Robust Hybrid of Lasso and Ridge
/// Regression", 2007.</para>
/// </remarks>
public sealed record HuberRegression : Regressor
{
    /// <summary>ε, the distance in units of σ beyond which a row counts by its distance. Default 1.35. Range [1, 1000]. At 1.35, 95 % as precise as least squares where
    /// errors are normal; smaller is more robust.</summary>
    public double Threshold { get; init => field = Check.InRange(value, 1.0, 1000.0); } = 1.35;

    /// <summary>The penalty on the squared coefficients; the intercept is never penalised. Default 0.0001. Range [0, ∞). It adds to a sum over rows.</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0.0); } = 0.0001;

    /// <summary>Stop where no component of the gradient is above this. The gradient is that of the objective divided by the sum of the weights, for a target whose median
    /// distance from its median is 1, by coefficients of features of deviation 1. Default 1e-6. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 1e-6;

    /// <summary>Most iterations; the model tells whether it converged before. Default 1000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 1000;

    /// <summary>Whether to add a constant b. Default true. False forces the prediction to be 0 where all features are 0.</summary>
    public bool Intercept { get; init; } = true;

    /// <inheritdoc/>
    public override HuberRegressionModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors);
        return new HuberRegressionModel(this, data.Input, target, HuberFit.To(data, this, options), data.Means(options));
    }
}
