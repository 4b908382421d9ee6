using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Groups rows around k centres that move a little with every small random batch of rows: k-means for tables too long to pass over often.</summary>
/// <remarks>
/// <para>Aims at the least Σ wᵢ ‖xᵢ − c(i)‖², as <see cref="KMeans"/>, and ends a few percent above it. Each centre is the mean of all rows that it was given so far; a centre given hardly
/// any is moved to a random row of the batch.</para>
/// <para>Time O(b p k) a batch of b rows, memory O(n + k p) beyond the table; a last pass over all rows takes O(n p k).</para>
/// <para>Use it for millions of rows. For up to some hundred thousand <see cref="KMeans"/> is as quick and better. Columns need like scales: put <c>new Standardize()</c> before it.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights: rows are drawn alike and
/// count by their weight.</para>
/// <para>Source: D. Sculley, "Web-Scale K-Means Clustering", 2010.</para>
/// </remarks>
public sealed record MiniBatchKMeans : Clusterer
{
    /// <summary>k, the number of clusters. Default 8. Range [1, 100,000]. More than there are distinct rows are refused.</summary>
    public int Clusters { get; init => field = Check.InRange(value, 1, 100_000); } = 8;

    /// <summary>The rows of a batch, drawn with replacement. Default 1024. Range [1, 10,000,000].</summary>
    public int BatchSize { get; init => field = Check.InRange(value, 1, 10_000_000); } = 1024;

    /// <summary>The number of starts tried on a sample of three batches; the best is used. Default 3. Range [1, 10,000]. Ignored when <see cref="InitialCentres"/> are given.</summary>
    public int Restarts { get; init => field = Check.InRange(value, 1, 10_000); } = 3;

    /// <summary>The batches make up at most so many times the table. Default 100. Range [1, 1,000,000].</summary>
    public int MaxIterations { get; init => field = Check.InRange(value, 1, 1_000_000); } = 100;

    /// <summary>Ends once so many batches in a row have not lowered the smoothed inertia of a batch; 0 never does. Default 10. Range [0, 1,000,000].</summary>
    public int Patience { get; init => field = Check.InRange(value, 0, 1_000_000); } = 10;

    /// <summary>A centre that was given less than this share of what the largest was given is moved to a random row. Default 0.01. Range [0, 1].</summary>
    public double ReassignmentShare { get; init => field = Check.InRange(value, 0.0, 1.0); } = 0.01;

    /// <summary>The centres to start from, k × p, row-major, in the units and the order of the table's columns. Default none, which means drawn ones.</summary>
    public EquatableArray<double> InitialCentres { get; init => field = CentreStarts.Finite(value); } = [];

    /// <summary>The seed of starts and batches. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="InitialCentres"/> are not k × p numbers.</exception>
    public override KMeansModel Fit(Table train, FitOptions options = default)
    {
        var points = ClusterPoints.From(train, Clusters, options);
        return KMeansModel.From(this, points, new MiniBatches(this, points, options).Run(), options);
    }
}
