using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Takes rows for draws from k normal distributions and learns these: clusters with a probability for each row.</summary>
/// <remarks>
/// <para>Maximises Σ wᵢ log Σₖ πₖ N(xᵢ; μₖ, Σₖ), w the weights of the rows, by expectation and maximisation in turn (EM) from the clusters of <see cref="KMeans"/>. Each step raises the sum; no
/// start leads to the highest one for sure.</para>
/// <para>Time O(n k p²) an iteration, O(n k p) for diagonal and spherical covariances; memory O(n + k p²) beyond the table.</para>
/// <para>Use it for groups that are long, overlap or differ in width, or where probabilities, densities or the number of groups by BIC are wanted. Not for many columns and few rows.
/// Full, tied and diagonal covariances need no scaling but for the start; spherical ones need columns of like scales.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: A. P. Dempster, N. M. Laird, D. B. Rubin, "Maximum Likelihood from Incomplete Data via the EM Algorithm", 1977; T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §8.5.</para>
/// </remarks>
public sealed record GaussianMixture : Clusterer
{
    /// <summary>k, the number of components. Default 2. Range [1, 10,000]. More than there are distinct rows are refused.</summary>
    public int Components { get; init => field = Check.InRange(value, 1, 10_000); } = 2;

    /// <summary>What the components may look like. Default Full.</summary>
    public CovarianceShape Covariance { get; init => field = Check.Defined(value); }

    /// <summary>What is added to each variance, in the squared units of the columns, so that no component shrinks to a point. Default 0.000001. Range [0, ∞).</summary>
    public double Regularisation { get; init => field = Check.AtLeast(value, 0.0); } = 0.000001;

    /// <summary>The number of starts, of which the one with the highest likelihood is kept. Default 1. Range [1, 10,000]. Ignored when <see cref="InitialMeans"/> are given.</summary>
    public int Restarts { get; init => field = Check.InRange(value, 1, 10_000); } = 1;

    /// <summary>Most iterations of a start. Default 100. Range [1, 1,000,000].</summary>
    public int MaxIterations { get; init => field = Check.InRange(value, 1, 1_000_000); } = 100;

    /// <summary>A start ends where an iteration changes the mean log likelihood of a row by less than this. Default 0.001. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 0.001;

    /// <summary>The centres that k-means starts from, k × p, row-major, in the units and the order of the table's columns. Default none, which means drawn ones.</summary>
    public EquatableArray<double> InitialMeans { get; init => field = CentreStarts.Finite(value, nameof(InitialMeans)); } = [];

    /// <summary>The seed of the starts. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="InitialMeans"/> are not k × p numbers.</exception>
    public override GaussianMixtureModel Fit(Table train, FitOptions options = default)
    {
        var points = ClusterPoints.From(train, Components, options);
        return new MixtureFit(this, points, options).Run();
    }
}
