using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by the plane that leaves them the widest margin: a linear support vector machine.</summary>
/// <remarks>
/// <para>With two classes, minimises ½ (‖w‖² + (b/s)²) + C Σ sᵢ max(0, 1 − yᵢ(b + xᵢ·w))ᵈ over w and b, where y is 1 for the second class and −1 for the first, sᵢ are the weights
/// of the rows, d is 1 or 2 by <see cref="Loss"/>, and s is <see cref="InterceptScaling"/>; with <see cref="Penalty"/> L1, ‖w‖₁ + |b/s| is in the place of half the squares. With k classes, each is so told from all others, and the largest margin decides. It
/// is the problem of liblinear, and with it of scikit-learn's <c>LinearSVC</c>: the intercept is the weight of a constant feature s and is penalised as all others are.</para>
/// <para>Dual coordinate descent in random order, with rows that are settled set aside. Time O(entries) a pass and class, some tens of passes where features are scaled; memory O(entries + n).
/// With L1, coordinate descent over the features, of the same costs. Classes are fitted side by side.</para>
/// <para>Use it for texts and other wide, sparse features, where it is fast and hard to beat. Not for effects that bend or interact, and not where probabilities are to be trusted:
/// those of the model are the logistic of the margin, which nothing calibrates. Features should be scaled: put <c>new Standardize()</c> before it; counts of words do well as TF-IDF.</para>
/// <para>Reads sparse columns. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: C. Cortes, V. Vapnik, "Support-Vector Networks", 1995; C.-J. Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008; with L1 R.-E. Fan et al.,
/// "LIBLINEAR", 2008, and G.-X. Yuan et al., "A Comparison of Optimization Methods and Software for Large-scale L1-regularized Linear Classification", 2010.</para>
/// </remarks>
public sealed record LinearSvm : Classifier
{
    /// <summary>C, what a row on the wrong side costs: larger fits the training rows more closely. Default 1. Range (0, ∞). It is the inverse of a ridge penalty on a sum over rows.</summary>
    public double C { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>Whether a row's cost is how far it lacks of the margin, or the square of that. Default <see cref="MarginLoss.Squared"/>.</summary>
    public MarginLoss Loss { get; init => field = Check.Defined(value); } = MarginLoss.Squared;

    /// <summary>What of the weights is kept small. Default <see cref="MarginPenalty.L2"/>. L1 makes the weights of features that do not help exactly 0, and goes with a squared
    /// <see cref="Loss"/> alone; <see cref="C"/> is then the inverse of a lasso's penalty.</summary>
    public MarginPenalty Penalty { get; init => field = Check.Defined(value); }

    /// <summary>s, the constant feature whose weight is the intercept; the larger, the less the intercept is penalised, and the slower the fit. 0 leaves the intercept out. Default 1. Range [0, ∞).</summary>
    public double InterceptScaling { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Stop where the projected gradients of the dual problem, which are in units of the margin, lie within this; with L1, where the largest component of the
    /// subgradient nearest 0 is at most this share of what the first pass found. Default 0.0001. Range (0, ∞).</summary>
    public double Tolerance { get; init => field = Check.Above(value, 0.0); } = 0.0001;

    /// <summary>Most passes over the rows, with L1 over the features, a class; the model tells whether it converged before. Default 1000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 1000;

    /// <summary>The seed of the order of the rows or features. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><see cref="Penalty"/> is L1 and <see cref="Loss"/> is not squared, or a column is not there.</exception>
    public override LinearSvmModel Fit(Table train, string target, FitOptions options = default)
    {
        if (Penalty == MarginPenalty.L1 && Loss != MarginLoss.Squared)
        {
            throw new ArgumentException($"Penalty is L1, which goes with a squared loss alone, but Loss is {Loss}: set Loss to Squared or Penalty to L2.", nameof(Penalty));
        }

        var data = ClassificationData.From(train, target, options, FeatureNeeds.FiniteVectors);
        MarginData.CheckLengths(data.Features);
        var results = Penalty == MarginPenalty.L1 ? SolveByFeatures(data, options)
            : data.Features.HasSparse ? SolveByRows(MarginData.Sparse(data.Features), data, options)
            : SolveByRows(MarginData.Dense(data.Features), data, options);
        return new LinearSvmModel(this, data.Input, target, data.Classes, new LinearSvmState(results, data.Means(options)));
    }

    DualResult[] SolveByRows<TRows>(TRows rows, ClassificationData data, FitOptions options)
        where TRows : struct, IMarginRows =>
        Solve((signs, settings, random, afterPass) => DualClassification.Solve(rows, signs, settings, random, afterPass), data, options);

    DualResult[] SolveByFeatures(ClassificationData data, FitOptions options)
    {
        var columns = MarginData.Columns(data.Features, InterceptScaling);
        return Solve((signs, settings, random, afterPass) => PrimalClassification.Solve(columns, signs, settings, random, afterPass), data, options);
    }

    DualResult[] Solve(Func<double[], DualSettings, RandomStream, Action<int>?, DualResult> solve, ClassificationData data, FitOptions options)
    {
        var costs = new double[data.Codes.Length];
        for (var row = 0; row < costs.Length; row++)
        {
            costs[row] = C * (data.Weights.Length == 0 ? 1 : data.Weights[row]);
        }

        var settings = new DualSettings(costs, Loss, 0, InterceptScaling, Tolerance, MaxIterations, options.CancellationToken);
        var random = new RandomStream(Seed);
        if (data.Classes.Count == 2)
        {
            return [One(1, pass => options.Progress?.Report(new FitProgress("passes", pass, MaxIterations)))];
        }

        var results = new DualResult[data.Classes.Count];
        var (fitter, done) = (Environment.CurrentManagedThreadId, 0);
        ParallelBlocks.For(
            results.Length,
            1,
            options.MaxThreads,
            (place, _, _) =>
            {
                results[place] = One(place, afterPass: null);
                var finished = Interlocked.Increment(ref done);
                if (Environment.CurrentManagedThreadId == fitter)
                {
                    options.Progress?.Report(new FitProgress("classes", finished, results.Length));
                }
            },
            options.CancellationToken);
        options.Progress?.Report(new FitProgress("classes", results.Length, results.Length));
        return results;

        DualResult One(int place, Action<int>? afterPass) =>
            solve(Array.ConvertAll(data.Codes, code => code == place ? 1.0 : -1), settings, random.Fork(place), afterPass);
    }
}
