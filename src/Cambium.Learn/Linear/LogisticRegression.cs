using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by weighted sums of the features, turned into probabilities: logistic regression, with a softmax over three or more classes.</summary>
/// <remarks>
/// <para>With two classes, minimises Σ sᵢ log(1 + exp(−yᵢ(b + xᵢ·w))) + ½ L2 ‖w‖² over w and b, where y is 1 for the second class and −1 for the first and s
/// are the weights of the rows. With k classes, minimises Σ sᵢ (log Σⱼ exp(bⱼ + xᵢ·wⱼ) − (b + x·w of the row's class)) + ½ L2 Σⱼ ‖wⱼ‖².
/// scikit-learn's <c>LogisticRegression(C=1/L2)</c> is the same.</para>
/// <para>L-BFGS, started from the shares of the classes and preconditioned by the correlations of the features, so that it needs few iterations even
/// where features have very different units. Time O(n p k) an iteration, memory O(n + p²) beyond the table, which is not copied.</para>
/// <para>Use it as a first model, or when the effect of each feature is to be read off. Not for effects that bend or interact. Features need no scaling,
/// except that L2 weighs all coefficients alike: put <c>new Standardize()</c> before it when they have different units.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: D. R. Cox, 1958; J. Nocedal, 1980 (L-BFGS); T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §4.4.</para>
/// </remarks>
public sealed record LogisticRegression : Classifier
{
    // A fit that has not converged by then has left the start so far that the curvature there no longer helps.
    const int FirstUpdate = 16;

    /// <summary>The penalty on the squared coefficients, half of it; the intercepts are never penalised. Default 1. Range [0, ∞). It is 1 / C of scikit-learn.
    /// It adds to a sum over rows, so that twice the rows want twice the penalty for the same effect. With 0 and classes that a plane separates, the
    /// coefficients grow until <see cref="Tolerance"/> stops them.</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Stop where no component of the gradient is above this. The gradient is that of the objective divided by the sum of the weights, by
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
        var data = ClassificationData.From(train, target, options);
        var design = LinearDesign.From(data.Features, data.Weights, Intercept, options);
        var objective = new LogisticObjective(design, data.Codes, data.Classes.Count, L2, Intercept, options);
        var point = objective.Start();
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
        var (coefficients, intercepts) = objective.Unscale(point, data.Features.FeatureCount);
        return new LogisticRegressionModel(this, data.Input, target, data.Classes, coefficients, intercepts, result);

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
