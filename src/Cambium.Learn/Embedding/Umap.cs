using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Replaces number columns by "umap1", "umap2", …: places in few dimensions where rows that are near stay near (uniform manifold approximation and projection).
/// </summary>
/// <remarks>
/// <para>Minimises the cross entropy of two fuzzy graphs: v of the rows, where each is fully near its nearest other row and the rest fade so that their memberships add up to log₂ k, united as
/// a + b − a b; and 1 / (1 + a d²ᵇ) of the places. By stochastic gradient descent: an edge is drawn as often as its v says, with random rows to be pushed away from. Each row moves by
/// itself against the places of the epoch before, so that any number of threads gives the same places.</para>
/// <para>A row that was not trained on is placed at the mean of the places of the 10 nearest training rows, weighted by 1 / d²; a training row gets its own place.</para>
/// <para>Time O(n² p) for the exact nearest rows of many columns, then O(n k samples) an epoch; memory O(n (p + k)).</para>
/// <para>Use it to look at groups in many columns, for more rows than <see cref="TSne"/>, or for more than three dimensions. Distances between groups mean little. Columns need like
/// scales: put <c>new Standardize()</c> before it. Missing and infinite values are refused: put Impute before it. Weights are ignored.</para>
/// <para>Source: L. McInnes, J. Healy, J. Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", 2018.</para>
/// </remarks>
public sealed record Umap : Transform
{
    const int FewRows = 10_000;
    const int EpochsOfFewRows = 500;
    const int EpochsOfManyRows = 200;

    /// <summary>The columns to replace. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The number of new columns. Default 2. Range [1, 100].</summary>
    public int Dimensions { get; init => field = Check.InRange(value, 1, 100); } = 2;

    /// <summary>k, the nearest rows of a row that count, itself among them: few show small groups, many the whole. Default 15. Range [2, 1,000]. The table needs as many rows.</summary>
    public int Neighbours { get; init => field = Check.InRange(value, 2, 1_000); } = 15;

    /// <summary>How near places may be: small lets groups clump. Default 0.01. Range [0, 100]. At most <see cref="Spread"/>.</summary>
    public double MinDistance { get; init => field = Check.InRange(value, 0.0, 100.0); } = 0.01;

    /// <summary>The scale of the places. Default 1. Range [0.01, 100].</summary>
    public double Spread { get; init => field = Check.InRange(value, 0.01, 100.0); } = 1;

    /// <summary>Passes over the edges; 0, the default, means 500 for up to 10,000 rows and 200 for more. Range [0, 1,000,000].</summary>
    public int Epochs { get; init => field = Check.InRange(value, 0, 1_000_000); }

    /// <summary>The first step; it falls to 0. Default 1. Range [0.0001, 100].</summary>
    public double LearningRate { get; init => field = Check.InRange(value, 0.0001, 100.0); } = 1;

    /// <summary>Random rows that each drawn edge's row is pushed away from. Default 5. Range [0, 1,000].</summary>
    public int NegativeSamples { get; init => field = Check.InRange(value, 0, 1_000); } = 5;

    /// <summary>The weight of a push against a pull. Default 1. Range [0, 1,000].</summary>
    public double Repulsion { get; init => field = Check.InRange(value, 0.0, 1_000.0); } = 1;

    /// <summary>Where places start. Default Spectral.</summary>
    public UmapStart Start { get; init => field = Check.Defined(value); }

    /// <summary>The seed of random rows and places. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A chosen column is not there, or <see cref="MinDistance"/> is above <see cref="Spread"/>.</exception>
    public override UmapModel Fit(Table features, FitOptions options = default)
    {
        if (MinDistance > Spread)
        {
            throw new ArgumentException($"MinDistance is {MinDistance}, above Spread, which is {Spread}; lower it, or raise Spread.", nameof(MinDistance));
        }

        var rows = EmbeddingRows.From(features, Columns, Neighbours, $"Neighbours {Neighbours}", options.CancellationToken);
        var names = Projection.Names(UmapModel.Prefix, Dimensions);
        StepColumns.ThrowIfTaken(features, names, rows.Columns.Fields.Select(field => field.Name).ToHashSet());
        var random = new RandomStream(Seed);
        var graph = Graph(rows, options);
        var places = Places(rows, graph, random, options);
        var epochs = Epochs > 0 ? Epochs : rows.Columns.Rows <= FewRows ? EpochsOfFewRows : EpochsOfManyRows;
        using var descent = new UmapDescent(this, graph, places, epochs, options);
        descent.Run(random);
        return new UmapModel(this, new EmbeddingPlaces(rows.Columns.Fields, rows.Index, descent.Places(), Dimensions), epochs);
    }

    // The largest coordinate is 10, as the authors' program has it.
    double[] Places(EmbeddingRows rows, NeighbourGraph graph, RandomStream random, FitOptions options)
    {
        const double Largest = 10;
        var from = Start == UmapStart.Random ? EmbeddingStart.Random : EmbeddingStart.Pca;
        var places = rows.Start(Dimensions, from, Largest, isLargest: true, random, options);
        return Start == UmapStart.Spectral ? SpectralStart.Of(graph, places, Dimensions, Largest, random, options) : places;
    }

    NeighbourGraph Graph(EmbeddingRows rows, FitOptions options)
    {
        var k = Neighbours - 1;
        var (nearest, squares) = rows.Nearest(k, options);
        return NeighbourGraph.Of(nearest, FuzzyMemberships.Of(squares, k, options), k, (there, back) => there + back - (there * back), options);
    }
}
