using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by a border with the widest margin, bent by a kernel: a support vector machine (C-SVC), one for every pair of classes.</summary>
/// <remarks>
/// <para>
/// For each pair, minimises ½ ‖w‖² + C Σ sᵢ max(0, 1 − yᵢ (w·φ(xᵢ) + b)), where y is 1 for the later class and −1 for the other, s are the weights of the rows and
/// φ is what the kernel is the inner product of. The answer is Σ βᵢ K(xᵢ, x) + b over the rows with βᵢ ≠ 0, the support vectors. scikit-learn's
/// <c>SVC</c> (LIBSVM) with the same settings finds the same.
/// </para>
/// <para>
/// Sequential minimal optimisation. Time between O(n² p) and O(n³ p) for a pair, six times that with <see cref="SupportVectorProbabilities.Platt"/>; memory
/// <see cref="CacheMegabytes"/> and O(n p). Answering a row takes O(support vectors · p). Use it where borders are smooth and bent and rows are some tens of thousands at most; for more rows use
/// boosted trees, and for flat borders a linear learner.
/// </para>
/// <para>
/// The prediction is the most probable class. With <see cref="SupportVectorProbabilities.Margin"/> and two classes that is the side of the border; with
/// <see cref="SupportVectorProbabilities.Platt"/> it may differ close to the border, and with several classes also from a vote of the pairs.
/// </para>
/// <para>
/// Needs scaling: put <c>new Standardize()</c> before it, for distances add up all features. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put
/// <c>new OneHot()</c> before it. Honours weights: a row's weight multiplies its C. A whole weight is as a repeated row, but for the folds of
/// <see cref="SupportVectorProbabilities.Platt"/>, which are dealt by rows.
/// </para>
/// <para>
/// Source: C. Cortes, V. Vapnik, "Support-Vector Networks", 1995; R.-E. Fan, P.-H. Chen, C.-J. Lin, "Working Set Selection Using Second Order Information", 2005; C.-C. Chang, C.-J. Lin, "LIBSVM", 2011;
/// H.-T. Lin, C.-J. Lin, R. C. Weng, 2007 (probabilities); T.-F. Wu, C.-J. Lin, R. C. Weng, 2004 (several classes).
/// </para>
/// </remarks>
public sealed record SupportVectorClassifier : Classifier
{
    /// <summary>What a row on the wrong side costs: larger bends the border more to single rows. Default 1. Range (0, ∞).</summary>
    public double C { get; init => field = Check.Above(value, 0.0); } = 1;

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

    /// <summary>How decisions become probabilities. Default Platt.</summary>
    public SupportVectorProbabilities Probabilities { get; init => field = Check.Defined(value); } = SupportVectorProbabilities.Platt;

    /// <summary>Whether C is multiplied by n / (k · n of the row's class), so that all classes cost alike, however many rows they have. Default false.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Stop where no pair of rows violates the conditions of the optimum by more. Default 0.001. Range (0, ∞). It is <c>tol</c> of scikit-learn.</summary>
    public double Tolerance { get; init => field = Check.Above(value, 0.0); } = 0.001;

    /// <summary>Most steps for a pair of classes; the model tells whether it converged before. Default 10,000,000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 10_000_000;

    /// <summary>Whether to set rows aside for a while that rest at a bound. Default true. Changes the time, not the optimum.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>Memory for kernel values, in MiB. Default 200. Range [1, 1,000,000]. Changes the time, not the result.</summary>
    public int CacheMegabytes { get; init => field = Check.InRange(value, 1, 1_000_000); } = 200;

    /// <summary>The seed of the folds that probabilities are fitted on. Default 0. Any whole number. Ignored without <see cref="SupportVectorProbabilities.Platt"/>.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override SupportVectorClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options, FeatureNeeds.FiniteNumbers);
        var rows = KernelRows.From(data.Features, data.Weights, new KernelSettings(Kernel, Gamma, Degree, Constant));
        var machines = new PairTraining(this, rows, data.Codes, data.Classes.Count).Train(options);
        return SupportVectorClassifierModel.From(this, data, target, rows, machines);
    }
}
