using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by weighted sums of the features, turned into probabilities: logistic regression, with a softmax over three or more classes.</summary>
/// <remarks>
/// <para>With two classes, minimises Σ sᵢ log(1 + exp(−yᵢ(b + xᵢ·w))) + L1 ‖w‖₁ + ½ L2 ‖w‖² over w and b, where y is 1 for the second class and −1 for the first and s
/// are the weights of the rows. With k classes, minimises Σ sᵢ (log Σⱼ exp(bⱼ + xᵢ·wⱼ) − (b + x·w of the row's class)) + Σⱼ (L1 ‖wⱼ‖₁ + ½ L2 ‖wⱼ‖²).
/// scikit-learn's <c>LogisticRegression(C=1/L2)</c> is the same with L1 = 0, its <c>penalty="l1"</c> with <c>C=1/L1</c> and L2 = 0, its
/// <c>penalty="elasticnet", C=1/(L1 + L2), l1_ratio=L1/(L1 + L2)</c> with both.</para>
/// <para>With L1 = 0, L-BFGS, started from the shares of the classes and preconditioned by the correlations of the features, so that it needs few iterations even
/// where features have very different units: time O(n p k) an iteration, memory O(n + p²) beyond the table, which is not copied. With L1 above 0, proximal Newton steps
/// solved by coordinate descent over the a features that are in use: time O(n (p k + a² k²)) an iteration, memory O(n + a² k²); where a k is above 1,536, k takes the
/// place of k², and there are more iterations. On sparse columns a pass takes time O(entries k) in both, memory O(entries + n k).</para>
/// <para>Use it as a first model, or when the effect of each feature is to be read off. Not for effects that bend or interact. Features need no scaling,
/// except that L1 and L2 weigh all coefficients alike: put <c>new Standardize()</c> before it when they have different units.</para>
/// <para>Reads sparse columns, whose zeros are never written out. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: D. R. Cox, 1958; J. Nocedal, 1980 (L-BFGS); J. Friedman, T. Hastie, R. Tibshirani, 2010, and
/// G.-X. Yuan, C.-H. Ho, C.-J. Lin, 2012 (L1); T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §4.4.</para>
/// </remarks>
public sealed record LogisticRegression : Classifier
{
    // A fit that has not converged by then has left the start so far that the curvature there no longer helps.
    const int FirstUpdate = 16;

    /// <summary>The penalty on the sizes of the coefficients, which makes those of features that do not help exactly 0; the intercepts are never penalised.
    /// Default 0: none. Range [0, ∞). It adds to a sum over rows, and to <see cref="L2"/>: set that to 0 for the lasso's penalty alone.</summary>
    public double L1 { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>The penalty on the squared coefficients, half of it; the intercepts are never penalised. Default 1. Range [0, ∞). It is 1 / C of scikit-learn.
    /// It adds to a sum over rows, so that twice the rows want twice the penalty for the same effect. With 0 and classes that a plane separates, the
    /// coefficients grow until <see cref="Tolerance"/> stops them.</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Stop where no component of the gradient is above this; with L1 above 0, of the subgradient that is nearest 0. The gradient is that of the objective divided by the sum of the weights, by
    /// coefficients of features of deviation 1; so the same number means the same on any table. Default 1e-6. Range [0, ∞). On standardised
    /// features it is the <c>tol</c> of scikit-learn 1.4 and later; earlier ones do not divide, so their <c>tol</c> is n times as large.</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 1e-6;

    /// <summary>Most iterations; the model tells whether it converged before. Default 1000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 1000;

    /// <summary>Whether to add a constant to each class's sum. Default true. False forces equal probabilities where all features are 0.</summary>
    public bool Intercept { get; init; } = true;

    /// <inheritdoc/>
    public override LogisticRegressionModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var design = LinearDesign.From(data.Features, data.Weights, Intercept, options);
        var objective = new LogisticObjective(design, data.Codes, data.Classes.Count, L1 > 0 ? 0 : L2, Intercept, options);
        var point = objective.Start();
        var result = L1 > 0 ? MinimizeSparse(design, objective, point, options) : MinimizeSmooth(design, objective, point, options);
        var (coefficients, intercepts) = objective.Unscale(point);
        return new LogisticRegressionModel(this, data.Input, target, data.Classes, coefficients, intercepts, result, data.Means(options));
    }

    LbfgsResult MinimizeSparse(LinearDesign design, LogisticObjective objective, double[] point, FitOptions options) =>
        new ProximalNewton(design, objective, L1, L2, Intercept, options).Minimize(
            point,
            Tolerance,
            MaxIterations,
            (iteration, loss) => options.Progress?.Report(new FitProgress("iterations", iteration, MaxIterations) { TrainingLoss = loss }));

    LbfgsResult MinimizeSmooth(LinearDesign design, LogisticObjective objective, double[] point, FitOptions options)
    {
        var preconditioner = new LogisticPreconditioner(design, objective, L2, Intercept, options);
        preconditioner.Update(point);
        var result = Lbfgs.Minimize(
            objective.Evaluate,
            point,
            new LbfgsOptions
            {
                Tolerance = Tolerance,
                MaxIterations = MaxIterations,
                Preconditioner = preconditioner.Apply,
                Progress = AfterIteration,
                CancellationToken = options.CancellationToken,
            });
        objective.CenterScores(point);
        return result;

        void AfterIteration(int iteration, double loss, double gradientNorm)
        {
            options.Progress?.Report(new FitProgress("iterations", iteration, MaxIterations) { TrainingLoss = loss });
            if (iteration >= FirstUpdate && int.IsPow2(iteration))
            {
                preconditioner.Update(point);
            }
        }
    }
}
