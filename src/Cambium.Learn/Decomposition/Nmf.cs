using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Non-negative matrix factorisation: replaces number columns of at least 0 by "nmf1", "nmf2", …, how much of each of a few non-negative
/// parts a row holds.
/// </summary>
/// <remarks>
/// <para>Minimises ½ ‖X − W H‖² over W (n × k) and H (k × p), both at least 0, by coordinate descent, to a local minimum that depends on
/// the start. A row to change is described by the parts that were learned, by the weights that leave the least squared error.</para>
/// <para>Time O(n p k) an iteration, memory a copy of the columns and O((n + p) k). Use it for counts, intensities and spectra, whose parts
/// add up and should be read; not where negative numbers have a meaning: they are refused, as missing and infinite ones are. Columns of
/// large numbers count most: scale them before if all should count alike, without moving zero.</para>
/// <para>Source: D. D. Lee, H. S. Seung, 1999; A. Cichocki, A.-H. Phan, "Fast Local Algorithms for Large Scale Nonnegative Matrix and
/// Tensor Factorizations", 2009 (the descent); C. Boutsidis, E. Gallopoulos, "SVD Based Initialization", 2008 (the start).</para>
/// </remarks>
public sealed record Nmf : Transform
{
    /// <summary>The columns to replace. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How many parts to look for. Default 2. Range [1, ∞), and at most the rows and the columns.</summary>
    public int Components { get; init => field = Check.AtLeast(value, 1); } = 2;

    /// <summary>Where the descent starts. Default Svd.</summary>
    public NmfStart Start { get; init => field = Check.Defined(value); }

    /// <summary>Most iterations. Default 200. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 200;

    /// <summary>Ends when the projected gradients of an iteration add up to no more than this share of those of the first. Default 0.0001.
    /// Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0); } = 1e-4;

    /// <summary>The seed of a random start. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">More components are asked for than there are rows or columns.</exception>
    public override NmfModel Fit(Table features, FitOptions options = default)
    {
        var columns = NumberColumns.ToLearn(features, Columns);
        var negative = columns.Negative();
        if (negative is { } where)
        {
            throw new TableException($"The table cannot be learned from: {where.Problem}.") { Column = where.Column };
        }

        AxesPlan.ThrowIfTooMany(Components, columns.Rows, columns.Count);
        StepColumns.ThrowIfTaken(features, Projection.Names(NmfModel.Prefix, Components), columns.Fields.Select(field => field.Name).ToHashSet());
        var moments = columns.Moments(options);
        var descent = new NmfDescent(columns, Components, options);
        if (Start == NmfStart.Random)
        {
            descent.StartAtRandom(moments.Average(moment => moment.Mean), Seed);
        }
        else
        {
            descent.StartFromVectors(columns, moments);
        }

        descent.Run(MaxIterations, Tolerance);
        return new NmfModel(this, columns.Fields, descent.Parts, Math.Sqrt(descent.SquaredError()), descent.Iterations, descent.Converged);
    }
}
