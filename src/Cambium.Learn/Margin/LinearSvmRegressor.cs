using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number by a plane that ignores errors up to ε: linear support vector regression.</summary>
/// <remarks>
/// <para>Minimises ½ (‖w‖² + ((b − ȳ)/s)²) + C Σ sᵢ max(0, |yᵢ − b − xᵢ·w| − ε)ᵈ over w and b, where sᵢ are the weights of the rows, ȳ is the mean of the target by weight, d is 1 or 2 by
/// <see cref="Loss"/>, and s is <see cref="InterceptScaling"/>. It is the problem of liblinear, and with it of scikit-learn's <c>LinearSVR</c>, on the target less its mean, so that
/// the penalty on the intercept does not pull predictions to 0.</para>
/// <para>Dual coordinate descent in random order, with rows that are settled set aside. Time O(entries) a pass; memory O(entries + n).</para>
/// <para>Use it where some targets are far off, for a linear loss does not square errors, and for wide, sparse features. Not for effects that bend or interact. Features should be scaled: put
/// <c>new Standardize()</c> before it; C and ε are in units of the target.</para>
/// <para>Reads sparse columns. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: H. Drucker et al., "Support Vector Regression Machines", 1997; C.-H. Ho, C.-J. Lin, "Large-scale Linear Support Vector Regression", 2012.</para>
/// </remarks>
public sealed record LinearSvmRegressor : Regressor
{
    /// <summary>C, what a row outside the tube costs: larger fits the training rows more closely. Default 1. Range (0, ∞).</summary>
    public double C { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>ε, the error that costs nothing, in units of the target. Default 0. Range [0, ∞).</summary>
    public double Epsilon { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>Whether a row's cost is how far it is outside the tube, or the square of that. Default <see cref="MarginLoss.Linear"/>.</summary>
    public MarginLoss Loss { get; init => field = Check.Defined(value); } = MarginLoss.Linear;

    /// <summary>s, the constant feature whose weight is the intercept; the larger, the less the intercept is penalised, and the slower the fit. 0 fixes the intercept at the mean of the target. Default 1. Range [0, ∞).</summary>
    public double InterceptScaling { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Stop where the rows are in all as little off their conditions as this share of what they were in the first pass. Default 0.0001. Range (0, ∞).</summary>
    public double Tolerance { get; init => field = Check.Above(value, 0.0); } = 0.0001;

    /// <summary>Most passes over the rows; the model tells whether it converged before. Default 1000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 1000;

    /// <summary>The seed of the order of the rows. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override LinearSvmRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteVectors);
        MarginData.CheckLengths(data.Features);
        var mean = Mean(data);
        var result = data.Features.HasSparse
            ? Solve(MarginData.Sparse(data.Features), data, mean, options)
            : Solve(MarginData.Dense(data.Features), data, mean, options);
        return new LinearSvmRegressorModel(this, data.Input, target, new LinearSvmState([result with { Intercept = mean + result.Intercept }], data.Means(options)));
    }

    DualResult Solve<TRows>(TRows rows, RegressionData data, double mean, FitOptions options)
        where TRows : struct, IMarginRows
    {
        var costs = new double[rows.Count];
        for (var row = 0; row < costs.Length; row++)
        {
            costs[row] = C * (data.Weights.Length == 0 ? 1 : data.Weights[row]);
        }

        var settings = new DualSettings(costs, Loss, Epsilon, InterceptScaling, Tolerance, MaxIterations, options.CancellationToken);
        return DualRegression.Solve(
            rows,
            Array.ConvertAll(data.Target, y => y - mean),
            settings,
            new RandomStream(Seed),
            pass => options.Progress?.Report(new FitProgress("passes", pass, MaxIterations)));
    }

    // The running mean neither overflows nor loses digits where the values are large.
    static double Mean(RegressionData data)
    {
        var (mean, total) = (0.0, 0.0);
        for (var row = 0; row < data.Target.Length; row++)
        {
            var weight = data.Weights.Length == 0 ? 1 : data.Weights[row];
            total += weight;
            mean += weight == 0 ? 0 : (data.Target[row] - mean) * (weight / total);
        }

        return mean;
    }
}
