using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts amounts many of which are 0, or whose variance is another power of their mean; effects multiply.</summary>
/// <remarks>
/// <para>Minimises ½ Σ sᵢ d(yᵢ, μᵢ) + ½ L2 ‖w‖², with d the deviance of the Tweedie distribution of <see cref="Power"/>, over w and b, with μᵢ = exp(b + xᵢ·w) and s the weights of the rows. scikit-learn's
/// <c>TweedieRegressor(power=Power, link="log", alpha=L2 / Σ s)</c> is the same; so is R's <c>glm</c> with L2 = 0.</para>
/// <para>L-BFGS with the curvature of each point for its metric, which makes it Newton's method where it matters: time O(n p²) an iteration, some ten of them, memory
/// O(n + p²) beyond the table; with 1,024 features or more without that metric, time O(n p) an iteration.</para>
/// <para>Use it for totals of events that may not happen: claims of a year, rain of a day. For rows that were watched for different spans, predict the rate (the count or amount
/// over the span) and give the span as weight.</para>
/// <para>Features need no scaling, except that L2 weighs all coefficients alike: put <c>new Standardize()</c> before it when they have different units. Reads sparse columns, whose zeros are never written out. Missing values
/// are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights. Targets below 0 are refused, and 0 too with a Power of 2 or more.</para>
/// <para>Source: J. A. Nelder, R. W. M. Wedderburn, "Generalized Linear Models", 1972; M. C. K. Tweedie, 1984; B. Jørgensen, 1987.</para>
/// </remarks>
public sealed record TweedieRegression : Regressor
{
    /// <summary>p of the variance's mean^p. Default 1.5. Range [1, 3]. 1 is Poisson's, 2 gamma, 3 inverse Gaussian; between 1 and 2 amounts may be 0. Above 2 the objective
    /// may have more than one minimum; the one downhill of the mean is found.</summary>
    public double Power { get; init => field = Check.InRange(value, 1, 3); } = 1.5;

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
    public override TweedieRegressionModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors, y => LogLinearFit.TargetProblem(TweedieRegressionModel.Kind, Power, target, y));
        return new TweedieRegressionModel(this, target, LogLinearFit.To(data, Power, L2, Intercept, (Tolerance, MaxIterations), options));
    }
}
