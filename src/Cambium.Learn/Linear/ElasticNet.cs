using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Least squares with a penalty on the sizes and on the squares of the coefficients: drops features that do not help, and spreads the weight over those that go together.</summary>
/// <remarks>
/// <para>Minimises (1 / (2 Σ sᵢ)) Σ sᵢ (yᵢ − b − xᵢ·w)² + Penalty (L1Share ‖w‖₁ + ½ (1 − L1Share) ‖w‖²) over w and b, with s the weights of the rows.
/// scikit-learn's <c>ElasticNet(alpha=Penalty, l1_ratio=L1Share)</c> is the same.</para>
/// <para>Coordinate descent: on the inner products of the columns for up to 1,024 features, time O(n p²) once and O(a p) a pass with a features in the model, memory O(p²);
/// for more, on growing sets of columns, time O(n p) for each of a few looks at the table, memory O(n a + a²). It ends when the duality gap proves that the
/// objective is close enough to its minimum.</para>
/// <para>Use it like <see cref="Lasso"/> where features are correlated: of several that tell the same it keeps all, where the lasso picks one.</para>
/// <para>Features need scaling, for the penalty weighs all coefficients alike: put <c>new Standardize()</c> before it when they have different units. Reads sparse columns, whose zeros are never written out. Missing values are
/// refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: H. Zou, T. Hastie, 2005; J. Friedman, T. Hastie, R. Tibshirani, 2010 (coordinate descent, paths); O. Fercoq, A. Gramfort, J. Salmon, 2015 (screening by the gap).</para>
/// </remarks>
public sealed record ElasticNet : Regressor
{
    /// <summary>The penalty, λ. Default 0.1. Range (0, ∞). In units of the target times units of a feature; the objective is a mean over rows, so it means the same
    /// on any number of them. <see cref="Path(Table, string, FitOptions)"/> tries a range of penalties.</summary>
    public double Penalty { get; init => field = Check.Above(value, 0.0); } = 0.1;

    /// <summary>The part of the penalty that is on the sizes; the rest is on the squares. Default 0.5. Range [0.01, 1]. With 1 it is <see cref="Lasso"/>;
    /// for squares alone see <see cref="Ridge"/>.</summary>
    public double L1Share { get; init => field = Check.InRange(value, 0.01, 1); } = 0.5;

    /// <summary>Stop when the duality gap is at most this share of the target's mean square (around its mean, where there is an intercept). The
    /// objective is then no further above its minimum. Default 1e-8. Range [0, ∞). It is the <c>tol</c> of scikit-learn.</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 1e-8;

    /// <summary>Most passes over the coefficients; the model tells whether it converged before. Default 10,000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 10_000;

    /// <summary>Whether to add a constant b, which is not penalised. Default true. False forces the prediction to be 0 where all features are 0.</summary>
    public bool Intercept { get; init; } = true;

    /// <inheritdoc/>
    public override ElasticNetModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var solution = LassoProblem.From(data, Intercept, options).Solve(Penalty, L1Share, Tolerance, MaxIterations, AfterCheck);
        return new ElasticNetModel(this, new LinearFunction(data.Input, solution.Coefficients, solution.Intercept, data.Means(options)), target, solution);

        void AfterCheck(int sweeps, double loss) => options.Progress?.Report(new FitProgress("passes", sweeps, MaxIterations) { TrainingLoss = loss });
    }

    /// <summary>Fits for 100 penalties, from the least that makes all coefficients 0 down to a thousandth of it, at equal ratios; <see cref="Penalty"/> is ignored.</summary>
    /// <returns>The models, the strongest penalty first. They are one model where the target is constant or no feature goes with it.</returns>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public IReadOnlyList<ElasticNetModel> Path(Table train, string target, FitOptions options = default) =>
        Path(train, target, LassoPath.Standard, options);

    /// <summary>Fits for several penalties, each starting from the coefficients of the next stronger one; <see cref="Penalty"/> is ignored.</summary>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="penalties">Finite numbers above 0, in any order.</param>
    /// <param name="options">Weights, threads, progress, cancellation.</param>
    /// <returns>The models, the strongest penalty first.</returns>
    /// <exception cref="ArgumentException">A column is not there, or a penalty is out of its range.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public IReadOnlyList<ElasticNetModel> Path(Table train, string target, IReadOnlyList<double> penalties, FitOptions options = default)
    {
        LassoPath.Check(penalties);
        return Path(train, target, _ => penalties, options);
    }

    ElasticNetModel[] Path(Table train, string target, Func<double, IReadOnlyList<double>> penalties, FitOptions options)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var none = new LinearFunction(data.Input, new double[WideFeatures.Count(data.Features.Features)], 0, data.Means(options));
        return LassoPath.Fit(
            LassoProblem.From(data, Intercept, options),
            penalties,
            L1Share,
            (Tolerance, MaxIterations),
            options,
            (penalty, solution) => new ElasticNetModel(this with { Penalty = penalty }, none.With(solution.Coefficients, solution.Intercept), target, solution));
    }
}
