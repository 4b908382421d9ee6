using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Learns the region that most rows lie in, bent by a kernel; rows beyond its border are outliers: a one-class support vector machine.</summary>
/// <remarks>
/// <para>
/// Minimises ½ ‖w‖² − ρ ν Σ sᵢ + Σ sᵢ max(0, ρ − w·φ(xᵢ)) over w and ρ, where s are the weights of the rows and φ is what the kernel is the inner product of. A row's score is
/// ρ − Σ βᵢ K(xᵢ, x), above 0 for outliers: minus the decision function of scikit-learn's <c>OneClassSVM</c> (LIBSVM), which finds the same with the same settings.
/// </para>
/// <para>
/// Sequential minimal optimisation. Time between O(n² p) and O(n³ p); memory <see cref="CacheMegabytes"/> and O(n p). Answering a row takes O(support vectors · p), and at least ν n rows are support vectors. Use it
/// for smooth regions and rows that are mostly sound, some tens of thousands at most; for more rows or many useless columns use an isolation forest.
/// </para>
/// <para>
/// Needs scaling: put <c>new Standardize()</c> before it, for distances add up all features. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put
/// <c>new OneHot()</c> before it. Honours weights; a whole weight is as a repeated row.
/// </para>
/// <para>Source: B. Schölkopf et al., "Estimating the Support of a High-Dimensional Distribution", 2001; R.-E. Fan, P.-H. Chen, C.-J. Lin, 2005; C.-C. Chang, C.-J. Lin, "LIBSVM", 2011.</para>
/// </remarks>
public sealed record OneClassSvm : OutlierDetector
{
    /// <summary>ν: at most this share of the training rows, by weight, is beyond the border, and at least this share are support vectors. Default 0.1. Range (0, 1]. scikit-learn's default is 0.5.</summary>
    public double Nu { get; init => field = Check.InRange(Check.Above(value, 0.0), 0, 1); } = 0.1;

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

    /// <summary>Stop where no pair of rows violates the conditions of the optimum by more. Default 0.001. Range (0, ∞). It is <c>tol</c> of scikit-learn.</summary>
    public double Tolerance { get; init => field = Check.Above(value, 0.0); } = 0.001;

    /// <summary>Most steps; the model tells whether it converged before. Default 10,000,000. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 10_000_000;

    /// <summary>Whether to set rows aside for a while that rest at a bound. Default true. Changes the time, not the optimum.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>Memory for kernel values, in MiB. Default 200. Range [1, 1,000,000]. Changes the time, not the result.</summary>
    public int CacheMegabytes { get; init => field = Check.InRange(value, 1, 1_000_000); } = 200;

    /// <inheritdoc/>
    public override OneClassSvmModel Fit(Table train, FitOptions options = default)
    {
        var data = UnlabelledData.From(train, options, FeatureNeeds.FiniteNumbers);
        var rows = KernelRows.From(data.Features, data.Weights, new KernelSettings(Kernel, Gamma, Degree, Constant));
        var problem = new SmoProblem
        {
            Rows = rows.Values,
            FeatureCount = rows.FeatureCount,
            Kernel = rows.Kernel,
            Target = new double[rows.Count],
            Lower = new double[rows.Count],
            Upper = rows.Weights,
            Start = Start(rows.Weights),
        };
        var settings = SmoSettings.Alone(Tolerance, MaxIterations, Shrinking, CacheMegabytes, options);
        using var solver = new SmoSolver(problem, settings);
        var result = solver.Solve();
        options.Progress?.Report(new FitProgress("iterations", result.Iterations, MaxIterations));
        return new OneClassSvmModel(this, data.Input, SavedVectors.Of(data.Features, rows, result), result.Iterations, result.Converged);
    }

    /// <summary>The first rows take all that they can hold, until ν Σ s is given out.</summary>
    double[] Start(double[] weights)
    {
        var start = new double[weights.Length];
        var left = Nu * weights.Sum();
        for (var row = 0; row < start.Length && left > 0; row++)
        {
            start[row] = Math.Min(weights[row], left);
            left -= start[row];
        }

        return start;
    }
}
