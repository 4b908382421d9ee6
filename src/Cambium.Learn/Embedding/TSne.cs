using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Replaces number columns by "tsne1", "tsne2", …: places in two or three dimensions where rows that are near stay near (t-distributed stochastic neighbour embedding by Barnes-Hut).
/// </summary>
/// <remarks>
/// <para>Minimises Σ p log (p / q) over pairs of rows: p falls with their distance like a normal density whose width gives each row as many effective neighbours as <see cref="Perplexity"/> says,
/// over the nearest 3 · perplexity rows; q falls with the distance of their places as 1 / (1 + d²), and both add up to 1. Gradient descent with momentum and gains; far places push as one.</para>
/// <para>A row that was not trained on is placed at the mean of the places of the 10 nearest training rows, weighted by 1 / d²; a training row gets its own place.</para>
/// <para>Time O(n² p) for the neighbours of many columns, then O(n (perplexity + log n)) an iteration; memory O(n (p + perplexity)).</para>
/// <para>Use it to look at groups in many columns. Distances between groups and their widths mean little; do not learn from the places. Columns need like scales: put
/// <c>new Standardize()</c> before it, and <c>new Pca()</c> where there are more than some fifty. Missing and infinite values are refused: put Impute before it. Weights are ignored.</para>
/// <para>Source: L. van der Maaten, G. Hinton, "Visualizing Data using t-SNE", 2008; L. van der Maaten, "Accelerating t-SNE using Tree-Based Algorithms", 2014.</para>
/// </remarks>
public sealed record TSne : Transform
{
    /// <summary>The columns to replace. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The number of new columns. Default 2. Range [2, 3].</summary>
    public int Dimensions { get; init => field = Check.InRange(value, 2, 3); } = 2;

    /// <summary>The effective number of neighbours of a row. Default 30. Range [1, 10,000]. The table needs more rows than that.</summary>
    public double Perplexity { get; init => field = Check.InRange(value, 1.0, 10_000.0); } = 30;

    /// <summary>What p is multiplied by in the first 250 iterations, so that groups gather. Default 12. Range [1, 1,000].</summary>
    public double EarlyExaggeration { get; init => field = Check.InRange(value, 1.0, 1_000.0); } = 12;

    /// <summary>The factor on each step; 0, the default, means n / exaggeration / 4, at least 50. Range [0, ∞).</summary>
    public double LearningRate { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>Most iterations. Default 1000. Range [1, 1,000,000].</summary>
    public int Iterations { get; init => field = Check.InRange(value, 1, 1_000_000); } = 1000;

    /// <summary>Ends once so many iterations have not lowered the divergence. Default 300. Range [50, 1,000,000].</summary>
    public int Patience { get; init => field = Check.InRange(value, 50, 1_000_000); } = 300;

    /// <summary>Ends where the gradient is no longer than this. Default 0.0000001. Range [0, ∞).</summary>
    public double MinGradientNorm { get; init => field = Check.AtLeast(value, 0.0); } = 0.0000001;

    /// <summary>θ: a cell of places pushes as one where its side is less than θ times its distance; 0 is exact. Default 0.5. Range [0, 1].</summary>
    public double Angle { get; init => field = Check.InRange(value, 0.0, 1.0); } = 0.5;

    /// <summary>Where places start. Default Pca.</summary>
    public EmbeddingStart Start { get; init => field = Check.Defined(value); }

    /// <summary>The seed of random places. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override TSneModel Fit(Table features, FitOptions options = default)
    {
        var rows = EmbeddingRows.From(features, Columns, (int)Math.Floor(Perplexity) + 1, $"Perplexity {Perplexity}", options.CancellationToken);
        var names = Projection.Names(TSneModel.Prefix, Dimensions);
        StepColumns.ThrowIfTaken(features, names, rows.Columns.Fields.Select(field => field.Name).ToHashSet());
        var n = rows.Columns.Rows;
        var places = rows.Start(Dimensions, Start, 1e-4, isLargest: false, new RandomStream(Seed), options);
        using var descent = new TSneDescent(this, Graph(rows, n, options), places, options);
        descent.Run();
        return new TSneModel(this, new EmbeddingPlaces(rows.Columns.Fields, rows.Index, places, Dimensions), descent.Divergence, descent.Iterations, descent.Converged);
    }

    NeighbourGraph Graph(EmbeddingRows rows, int n, FitOptions options)
    {
        var k = Math.Min(n - 1, (int)(3 * Perplexity) + 1);
        var (nearest, squares) = rows.Nearest(k, options);
        var probabilities = Learn.Perplexity.Probabilities(squares, k, Perplexity, options);
        return NeighbourGraph.Of(nearest, probabilities, k, (there, back) => (there + back) / (2 * n), options);
    }
}
