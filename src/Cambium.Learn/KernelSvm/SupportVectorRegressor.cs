using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number by a curve that keeps most rows within a tube around it and is otherwise as flat as can be: support vector regression (epsilon-SVR).</summary>
/// <remarks>
/// <para>
/// Minimises ½ ‖w‖² + C Σ sᵢ max(0, |yᵢ − w·φ(xᵢ) − b| − ε), where s are the weights of the rows and φ is what the kernel is the inner product of. The answer is
/// Σ βᵢ K(xᵢ, x) + b over the rows with βᵢ ≠ 0, the support vectors: those on the tube's edge and beyond. scikit-learn's <c>SVR</c> (LIBSVM) with the same settings finds the same.
/// </para>
/// <para>
/// Sequential minimal optimisation. Time between O(n² p) and O(n³ p); memory <see cref="CacheMegabytes"/> and O(n p). Answering a row takes O(support vectors · p). Use it for smooth
/// curves on some tens of thousands of rows at most, and where single wild values of the target must not pull; for more rows use boosted trees.
/// </para>
/// <para>
/// Needs scaling: put <c>new Standardize()</c> before it, for distances add up all features; <see cref="C"/> and <see cref="Epsilon"/> are in the target's unit, so give them with it in mind.
/// Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights: a row's weight multiplies its C, and a whole weight is as a repeated row.
/// </para>
/// <para>
/// Source: V. Vapnik, 1995; A. J. Smola, B. Schölkopf, "A Tutorial on Support Vector Regression", 2004; R.-E. Fan, P.-H. Chen, C.-J. Lin, 2005; C.-C. Chang, C.-J. Lin, "LIBSVM", 2011.
/// </para>
/// </remarks>
public sealed record SupportVectorRegressor : Regressor
{
    /// <summary>What each unit beyond the tube costs: larger bends the curve more to single rows. Default 1. Range (0, ∞).</summary>
    public double C { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>ε, half the width of the tube, in the target's unit: errors up to it cost nothing. Default 0.1. Range [0, ∞).</summary>
    public double Epsilon { get; init => field = Check.AtLeast(value, 0.0); } = 0.1;

    /// <summary>How alike two rows are. Default Rbf.</summary>
    public SupportVectorKernel Kernel { get; init => field = Check.Defined(value); } = SupportVectorKernel.Rbf;

    /// <summary>
    /// γ of the kernel: larger makes rows unlike at shorter distances. Default null: 1 / (p · the variance of all numbers in the features), scikit-learn's
    /// "scale". Range (0, ∞). Ignored by the linear kernel.
    /// </summary>
    public double? Gamma { get; init => field = value is { } number ? Check.Above(number, 0.0) : null; }

    /// <summary>The power of the polynomial kernel. Default 3. Range [1, 100]. Ignored by the others.</summary>
    public int Degree { get; init => field = Check.InRange(value, 1, 100); } = 3;

    /// <summary>What the polynomial and the sigmoid kernel add before their power or tangent. Default 0. Finite. Ignored by the others.</summary>
    public double Constant { get; init => field = Check.InRange(value, -double.MaxValue, double.MaxValue); }

    /// <summary>Stop where no pair of rows violates the conditions of the optimum by more, in the target's unit. Default 0.001. Range (0, ∞). It is <c>tol</c> of scikit-learn.</summary>
    public double Tolerance { get; init => field = Check.Above(value, 0.0); } = 0.001;

    /// <summary>Most steps; the model tells whether it converged before. Default 10,000,000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 10_000_000;

    /// <summary>Whether to set rows aside for a while that rest at a bound or within the tube. Default true. Changes the time, not the optimum.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>Memory for kernel values, in MiB. Default 200. Range [1, 1,000,000]. Changes the time, not the result.</summary>
    public int CacheMegabytes { get; init => field = Check.InRange(value, 1, 1_000_000); } = 200;

    /// <inheritdoc/>
    public override SupportVectorRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteNumbers);
        var rows = KernelRows.From(data.Features, data.Weights, new KernelSettings(Kernel, Gamma, Degree, Constant));
        var problem = new SmoProblem
        {
            Rows = rows.Values,
            FeatureCount = rows.FeatureCount,
            Kernel = rows.Kernel,
            Target = Array.ConvertAll(rows.Kept, row => data.Target[row]),
            Lower = Array.ConvertAll(rows.Weights, weight => -C * weight),
            Upper = Array.ConvertAll(rows.Weights, weight => C * weight),
            Epsilon = Epsilon,
        };
        var settings = SmoSettings.Alone(Tolerance, MaxIterations, Shrinking, CacheMegabytes, options);
        using var solver = new SmoSolver(problem, settings);
        var result = solver.Solve();
        options.Progress?.Report(new FitProgress("iterations", result.Iterations, MaxIterations));
        return new SupportVectorRegressorModel(this, data.Input, target, SavedVectors.Of(data.Features, rows, result), result.Iterations, result.Converged);
    }
}
