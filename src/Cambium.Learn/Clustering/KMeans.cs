using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Groups rows around k centres, each the mean of its rows.</summary>
/// <remarks>
/// <para>Minimises Σ wᵢ ‖xᵢ − c(i)‖², c(i) the centre nearest to row i and w the weights of the rows, from several starts, and keeps the best. A start is drawn so
/// that its centres lie apart (greedy k-means++); then rows go to their nearest centre and centres to the mean of their rows, in turn (Lloyd). A centre that no row
/// is nearest to goes to the row farthest from its own. No start leads to the least sum for sure.</para>
/// <para>Time O(n p k) an iteration, less where centres hardly move any more; memory O(n p), a copy of the table in single precision, half as large. Single precision sorts out
/// the centres that are surely farther, double precision tells the rest, so that the result is that of double precision.</para>
/// <para>Use it for groups that are round and of like width, for many rows, or to replace rows by a few typical ones. Not for groups that are long, nested or of very different
/// width, nor where noise should stay alone. Columns need like scales, since distances add them up: put <c>new Standardize()</c> before it.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: S. P. Lloyd, "Least Squares Quantization in PCM", 1957, published 1982; D. Arthur, S. Vassilvitskii, "k-means++: The Advantages of Careful Seeding", 2007.</para>
/// </remarks>
public sealed record KMeans : Clusterer
{
    /// <summary>k, the number of clusters. Default 8. Range [1, 100,000]. More than there are distinct rows are refused.</summary>
    public int Clusters { get; init => field = Check.InRange(value, 1, 100_000); } = 8;

    /// <summary>The number of starts, of which the one with the least inertia is kept. Default 10. Range [1, 10,000]. Ignored when <see cref="InitialCentres"/> are given.</summary>
    public int Restarts { get; init => field = Check.InRange(value, 1, 10_000); } = 10;

    /// <summary>Most iterations of a start. Default 300. Range [1, 1,000,000].</summary>
    public int MaxIterations { get; init => field = Check.InRange(value, 1, 1_000_000); } = 300;

    /// <summary>
    /// A start ends where the squared moves of its centres add up to no more than this times the mean variance of the columns. Default 0.0001. Range [0, ∞). With 0 it ends
    /// where no row changes its centre.
    /// </summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 0.0001;

    /// <summary>The centres to start from, k × p, row-major, in the units and the order of the table's columns. Default none, which means drawn ones.</summary>
    public EquatableArray<double> InitialCentres { get; init => field = CentreStarts.Finite(value); } = [];

    /// <summary>The seed of the starts. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="InitialCentres"/> are not k × p numbers.</exception>
    public override KMeansModel Fit(Table train, FitOptions options = default)
    {
        var points = ClusterPoints.From(train, Clusters, options);
        var settings = new LloydSettings(Clusters, Restarts, MaxIterations, Tolerance * points.Variance / points.Tiles.FeatureCount);
        var best = LloydStarts.Best(points.Tiles, points.Weights, settings, InitialCentres, new RandomStream(Seed), options, points);
        return KMeansModel.From(this, points, best, options);
    }
}
