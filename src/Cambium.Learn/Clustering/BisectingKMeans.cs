using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Groups rows by parting all of them in two, then one of the parts, and so on: divisive hierarchical clustering.</summary>
/// <remarks>
/// <para>Each time, the part with the largest Σ w ‖x − c‖² around its mean c, or the one with the most rows, is parted by k-means with two centres. The sum over all parts is mostly somewhat
/// above that of <see cref="KMeans"/>, but the parts are of more even size and nest in a tree.</para>
/// <para>Time O(n p) for each level of the tree, memory O(n p) for the parts that are being parted.</para>
/// <para>Use it for many clusters, or where a tree of clusters is wanted. Columns need like scales: put <c>new Standardize()</c> before it.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: M. Steinbach, G. Karypis, V. Kumar, "A Comparison of Document Clustering Techniques", 2000.</para>
/// </remarks>
public sealed record BisectingKMeans : Clusterer
{
    /// <summary>The number of clusters. Default 8. Range [1, 100,000]. More than there are distinct rows are refused.</summary>
    public int Clusters { get; init => field = Check.InRange(value, 1, 100_000); } = 8;

    /// <summary>Which part is parted next. Default LargestInertia.</summary>
    public BisectingOrder Order { get; init => field = Check.Defined(value); }

    /// <summary>The number of starts for each parting, of which the best is kept. Default 3. Range [1, 10,000].</summary>
    public int Restarts { get; init => field = Check.InRange(value, 1, 10_000); } = 3;

    /// <summary>Most iterations of a start. Default 300. Range [1, 1,000,000].</summary>
    public int MaxIterations { get; init => field = Check.InRange(value, 1, 1_000_000); } = 300;

    /// <summary>A start ends where the squared moves of its centres add up to no more than this times the mean variance of the columns. Default 0.0001. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 0.0001;

    /// <summary>The seed of the starts. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override BisectingKMeansModel Fit(Table train, FitOptions options = default)
    {
        var points = ClusterPoints.From(train, Clusters, options);
        var tree = new Bisection(this, points, options).Run();
        return new BisectingKMeansModel(this, points.Input, tree);
    }
}
