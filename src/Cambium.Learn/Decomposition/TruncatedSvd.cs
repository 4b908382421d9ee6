using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Truncated singular value decomposition: replaces number columns by "svd1", "svd2", …, the coordinates along the leading right singular
/// vectors, without taking the means away.
/// </summary>
/// <remarks>
/// <para>Of all matrices of rank k, X V Vᵀ with the k leading right singular vectors V is nearest to the rows X in squared error; the
/// component of a vector that has the largest size is positive.</para>
/// <para>Time and memory as for <see cref="Pca"/>. Reads sparse columns, whose zeros are never written out: a randomised solver then takes time O(entries · k) a round and memory O(entries + (n + p) k);
/// the full one takes at most 4,096 features, or 2²⁴ numbers where rows are fewer. Use it for counts and for their TF-IDF weights, where zeros must stay zeros (latent
/// semantic analysis); where columns have means of their own, <see cref="Pca"/> tells more. Columns of other units should be scaled before.
/// Missing and infinite values are refused: put Impute before it.</para>
/// <para>Source: C. Eckart, G. Young, 1936; S. Deerwester et al., "Indexing by Latent Semantic Analysis", 1990; N. Halko, P.-G. Martinsson,
/// J. A. Tropp, 2011.</para>
/// </remarks>
public sealed record TruncatedSvd : Transform
{
    // Of sparse columns, for the full solver: 128 MiB of pairs, or of numbers written out.
    const int MostPairs = 4096;
    const int MostWrittenOut = 1 << 24;

    /// <summary>The columns to replace. Default none, which means all numbers and sparse vectors; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How many vectors to keep. Default 2. Range [1, ∞), and at most the rows and the columns.</summary>
    public int Components { get; init => field = Check.AtLeast(value, 1); } = 2;

    /// <summary>How the vectors are found. Default Auto.</summary>
    public SvdSolver Solver { get; init => field = Check.Defined(value); }

    /// <summary>Rounds of a randomised solver; more bring it closer to the full one. Default null: 7 where fewer than a tenth of the
    /// vectors are wanted, else 4. Range [0, ∞).</summary>
    public int? PowerIterations { get; init => field = value is { } rounds ? Check.AtLeast(rounds, 0) : null; }

    /// <summary>Directions that a randomised solver follows beyond those wanted. Default 10. Range [0, ∞).</summary>
    public int Oversampling { get; init => field = Check.AtLeast(value, 0); } = 10;

    /// <summary>The seed of a randomised solver. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">More components are asked for than there are rows or columns.</exception>
    public override TruncatedSvdModel Fit(Table features, FitOptions options = default)
    {
        if (SparseNumbers.ToLearn(features, Columns) is { } sparse)
        {
            return FitSparse(features, sparse, options);
        }

        var columns = NumberColumns.ToLearn(features, Columns);
        AxesPlan.ThrowIfTooMany(Components, columns.Rows, columns.Count);
        StepColumns.ThrowIfTaken(
            features, Projection.Names(TruncatedSvdModel.Prefix, Components), columns.Fields.Select(field => field.Name).ToHashSet());

        var moments = columns.Moments(options);
        var largest = moments.Max(moment => Math.Max(moment.Deviation, Math.Abs(moment.Mean)));
        var plan = AxesPlan.Of(Math.Min(columns.Rows, columns.Count), Components, Solver, PowerIterations, Oversampling, Seed);
        var axes = PrincipalAxes.Of(columns, new double[columns.Count], largest, plan, options);

        var scores = new Projection(axes.Vectors, [], columns.Count).Of(columns, options.MaxThreads, options.CancellationToken);
        return Model(columns.Fields, axes, scores, columns.Rows, moments.Sum(moment => moment.Deviation * moment.Deviation));
    }

    TruncatedSvdModel FitSparse(Table features, SparseNumbers numbers, FitOptions options)
    {
        var (n, p) = (numbers.Rows, numbers.Count);
        AxesPlan.ThrowIfTooMany(Components, n, p);
        StepColumns.ThrowIfTaken(
            features, Projection.Names(TruncatedSvdModel.Prefix, Components), numbers.Fields.Select(field => field.Name).ToHashSet());
        var plan = AxesPlan.Of(Math.Min(n, p), Components, Solver, PowerIterations, Oversampling, Seed);
        var isSmall = p <= n ? p <= MostPairs : (long)n * p <= MostWrittenOut;
        if (Solver == SvdSolver.Full && !isSmall)
        {
            throw new ArgumentException(
                $"Solver is Full, but the sparse columns make {n} rows of {p} columns: it takes at most {MostPairs} columns, or {MostWrittenOut} numbers where rows are fewer. " +
                "Use SvdSolver.Randomised or Auto.",
                nameof(features));
        }

        var scale = PowerOfTwo.Near(numbers.Largest, nameof(features));
        var axes = PrincipalAxes.Of(numbers.DividedBy(scale), plan with { Randomised = plan.Randomised || !isSmall }, options);
        axes = axes with { Values = Array.ConvertAll(axes.Values, value => value * scale) };
        return Model(numbers.Fields, axes, SparseNumbers.Project(numbers.ByRow, axes.Vectors, options.MaxThreads), n, numbers.Variance);
    }

    TruncatedSvdModel Model(EquatableArray<Field> fields, PrincipalAxes axes, double[] scores, int rows, double total)
    {
        var variances = new double[Components];
        for (var i = 0; i < Components; i++)
        {
            var deviation = ColumnMoments.Of(scores.AsSpan(i * rows, rows), [], rows).Deviation;
            variances[i] = deviation * deviation;
        }

        var shares = Array.ConvertAll(variances, variance => total > 0 ? variance / total : 0);
        return new TruncatedSvdModel(this, fields, axes.Vectors, axes.Values, variances, shares);
    }
}
