using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number as a weighted sum of the features: ordinary least squares, or the ridge penalty of <see cref="Ridge"/> with <see cref="L2"/> above 0.</summary>
/// <remarks>
/// <para>Minimises Σ sᵢ (yᵢ − b − xᵢ·w)² + L2 ‖w‖² over w and b, exactly, with s the weights of the rows. scikit-learn's <c>Ridge(alpha=L2)</c> is the same.</para>
/// <para>Time O(n p²), memory O(p²) beyond the table: normal equations of standardised columns, or a QR factorisation where columns are nearly collinear.
/// Where columns are collinear or outnumber the rows and L2 is 0, many w are equally good. As in R's <c>lm</c>, a column of which the intercept and the columns to
/// its left leave less than 1e-7 of its spread is aliased: it is left out, and its coefficient is NaN.</para>
/// <para>Use it as a first model, or when the effect of each feature is to be read off. Not for effects that bend or interact. Features need no scaling, except
/// that L2 weighs all coefficients alike: put <c>new Standardize()</c> before it when they have different units and L2 is above 0.</para>
/// <para>Reads sparse columns, without a penalty up to 4,096 features that vary. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: A.-M. Legendre, 1805; A. E. Hoerl, R. W. Kennard, "Ridge Regression", 1970; T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §3.4.1.</para>
/// </remarks>
public sealed record LinearRegression : Regressor
{
    /// <summary>The penalty on the squared coefficients; the intercept is never penalised. Default 0: none. Range [0, ∞). It adds to a sum over rows, so that
    /// twice the rows want twice the penalty for the same effect.</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>Whether to add a constant b. Default true. False forces the prediction to be 0 where all features are 0.</summary>
    public bool Intercept { get; init; } = true;

    /// <inheritdoc/>
    public override LinearRegressionModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var design = LinearDesign.From(data.Features, data.Weights, Intercept, options);
        var solution = LinearSolver.Solve(design, data.Target, L2, Intercept, options);
        options.Progress?.Report(new FitProgress("solve", 1, 1));
        var function = new LinearFunction(data.Input, design.Spread(solution.Coefficients), solution.Intercept, data.Means(options));
        return new LinearRegressionModel(this, function, target, solution.Rank, L2 > 0 ? [] : Aliased(design, solution, design.FeatureCount));
    }

    /// <summary>The features that are left out: those that do not vary, and those that others make up.</summary>
    static int[] Aliased(LinearDesign design, LinearSolution solution, int featureCount)
    {
        var used = design.Active.Where((_, place) => !solution.IsAliased[place]).ToHashSet();
        return [.. Enumerable.Range(0, featureCount).Where(feature => !used.Contains(feature))];
    }
}
