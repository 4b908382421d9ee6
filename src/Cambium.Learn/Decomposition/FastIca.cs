using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Independent component analysis: replaces number columns by "ic1", "ic2", …, sources that are as independent as can be and of which the
/// columns are mixtures.
/// </summary>
/// <remarks>
/// <para>After whitening, looks for the rotation whose rows' contrast, such as the mean of log cosh z, is stationary, by Newton's fixed
/// point for all sources at once. Each source has mean 0 and variance 1 (divided by n); their order has no meaning, and the sign is such
/// that the largest weight of a source is positive.</para>
/// <para>Time O(n p²) for whitening and O(n k²) an iteration, memory O(n k). Use it to part signals that were mixed (sensors, factors); at
/// most one source may be normal. Scaling of the columns changes nothing but rounding as long as all directions are kept. Missing and
/// infinite values are refused: put Impute before it.</para>
/// <para>Source: A. Hyvärinen, "Fast and Robust Fixed-Point Algorithms for Independent Component Analysis", 1999 (the symmetric
/// scheme).</para>
/// </remarks>
public sealed record FastIca : Transform
{
    /// <summary>The columns to replace. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How many sources to look for, in as many directions of largest variance. Default null: as many as directions with variance.
    /// Range [1, ∞), and at most those.</summary>
    public int? Components { get; init => field = value is { } count ? Check.AtLeast(count, 1) : null; }

    /// <summary>What tells sources from mixtures. Default LogCosh.</summary>
    public IcaContrast Contrast { get; init => field = Check.Defined(value); }

    /// <summary>Most iterations. Default 200. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 200;

    /// <summary>Ends when no source's direction turns by more: 1 less the cosine of the angle. Default 0.0001. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0); } = 1e-4;

    /// <summary>The seed of the rotation to start from. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">More components are asked for than there are rows or columns.</exception>
    public override FastIcaModel Fit(Table features, FitOptions options = default)
    {
        var columns = NumberColumns.ToLearn(features, Columns);
        var (n, p) = (columns.Rows, columns.Count);
        AxesPlan.ThrowIfTooMany(Components, n, p);
        var moments = columns.Moments(options);
        var means = Array.ConvertAll(moments, moment => moment.Mean);
        var plan = new AxesPlan(Math.Min(n, p), Randomised: false, 0, 0, Seed);
        var axes = PrincipalAxes.Of(columns, means, moments.Max(moment => moment.Deviation), plan, options);
        var k = Directions(axes, columns);
        StepColumns.ThrowIfTaken(features, Projection.Names(FastIcaModel.Prefix, k), columns.Fields.Select(field => field.Name).ToHashSet());

        var whitening = new double[k * p];
        for (var i = 0; i < whitening.Length; i++)
        {
            whitening[i] = axes.Vectors[i] * (Math.Sqrt(n) / axes.Values[i / p]);
        }

        var white = new Projection(whitening, means, p).Of(columns, options.MaxThreads, options.CancellationToken);
        var rotation = new IcaRotation(this, white, k);
        rotation.Find(options);

        var unmixing = new double[k * p];
        var target = new MatrixSpan<double>(unmixing, k, p);
        MatrixProduct.Of(new MatrixView<double>(rotation.Weights, k, k), new MatrixView<double>(whitening, k, p), target, 1);
        var signs = new double[k];
        for (var i = 0; i < k; i++)
        {
            signs[i] = VectorSign.MakeLargestPositive(unmixing.AsSpan(i * p, p)) ? -1 : 1;
        }

        var mixing = Mixing(axes, rotation.Weights, signs, n);
        return new FastIcaModel(this, columns.Fields, means, unmixing, mixing, rotation.Iterations, rotation.Converged);
    }

    string Wanted => Components > 1 ? $"{Components} sources need" : "a source needs";

    /// <summary>The directions with variance, or those asked for among them.</summary>
    int Directions(PrincipalAxes axes, NumberColumns columns)
    {
        // The products of all pairs tell variances from rounding down to 1e-15 of the largest, so lengths to some 1e-7.
        const double NoLength = 1e-7;
        var there = axes.Values.Count(value => value > NoLength * axes.Values[0]);
        if (there == 0 || there < Components)
        {
            throw new TableException(
                $"The rows vary in {there} direction{(there == 1 ? "" : "s")} only, but {Wanted} as many: " +
                "columns are constant or sums of others; ask for fewer components or choose other columns.")
            {
                Column = columns.Fields[0].Name,
            };
        }

        return Components ?? there;
    }

    /// <summary>The pseudoinverse of the unmixing weights, p × k: the whitening undone, then the rotation.</summary>
    static double[] Mixing(PrincipalAxes axes, double[] rotation, double[] signs, int n)
    {
        var k = signs.Length;
        var p = axes.Vectors.Length / axes.Values.Length;
        var undone = new double[k * p];
        for (var i = 0; i < undone.Length; i++)
        {
            undone[i] = axes.Vectors[i] * (axes.Values[i / p] / Math.Sqrt(n));
        }

        var mixing = new double[p * k];
        var target = new MatrixSpan<double>(mixing, p, k);
        MatrixProduct.Of(new MatrixView<double>(undone, k, p).Transposed, new MatrixView<double>(rotation, k, k).Transposed, target, 1);
        for (var i = 0; i < mixing.Length; i++)
        {
            mixing[i] *= signs[i % k];
        }

        return mixing;
    }
}
