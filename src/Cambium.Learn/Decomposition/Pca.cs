using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Principal component analysis: replaces number columns by "pc1", "pc2", …, the coordinates along the orthogonal directions of largest
/// variance, the largest first.
/// </summary>
/// <remarks>
/// <para>With X̄ the rows less the column means, component j is the unit vector v that maximises ‖X̄ v‖² among those orthogonal to the
/// components before it; the component of the largest size is positive. Its explained variance is ‖X̄ v‖² / (n − 1).</para>
/// <para>Full: O(n p² + p³) time and O(p²) memory through the products of all pairs of columns where n ≥ p, which gives each variance to
/// some 1e-15 of the largest one; where n &lt; p, O(n² p + n³) through a singular value decomposition, whose small variances keep twice as
/// many digits. Randomised: O(n p (k + oversampling)) a round and a copy of the columns.</para>
/// <para>Use it to shorten many correlated columns and to look at them in two dimensions; not to choose columns, and not where small
/// directions matter. Columns of other units should be standardised before. Missing and infinite values are refused: put Impute before
/// it.</para>
/// <para>Source: K. Pearson, 1901; H. Hotelling, 1933; N. Halko, P.-G. Martinsson, J. A. Tropp, "Finding Structure with Randomness",
/// 2011.</para>
/// </remarks>
public sealed record Pca : Transform
{
    /// <summary>The columns to replace. Default none, which means all numbers; truths and moments are left.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How many components to keep. Default null: as many as <see cref="VarianceShare"/> asks for. Range [1, ∞), and at most the
    /// rows and the columns.</summary>
    public int? Components { get; init => field = value is { } count ? Check.AtLeast(count, 1) : null; }

    /// <summary>Keeps no more components than explain this share of the variance. Default 1: all that <see cref="Components"/> says. Range
    /// (0, 1].</summary>
    public double VarianceShare { get; init => field = Check.InRange(Check.Above(value, 0), 0, 1); } = 1;

    /// <summary>How the components are found. Default Auto.</summary>
    public SvdSolver Solver { get; init => field = Check.Defined(value); }

    /// <summary>Divides each new column by its standard deviation; one without variance (less than 1e-15 of the first) becomes 0. Default
    /// false.</summary>
    public bool Whiten { get; init; }

    /// <summary>Rounds of a randomised solver; more bring it closer to the full one. Default null: 7 where fewer than a tenth of the
    /// components are wanted, else 4. Range [0, ∞).</summary>
    public int? PowerIterations { get; init => field = value is { } rounds ? Check.AtLeast(rounds, 0) : null; }

    /// <summary>Directions that a randomised solver follows beyond those wanted. Default 10. Range [0, ∞).</summary>
    public int Oversampling { get; init => field = Check.AtLeast(value, 0); } = 10;

    /// <summary>The seed of a randomised solver. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">More components are asked for than there are rows or columns, or Solver is Randomised without
    /// Components.</exception>
    public override PcaModel Fit(Table features, FitOptions options = default)
    {
        var columns = NumberColumns.ToLearn(features, Columns);
        var (n, p) = (columns.Rows, columns.Count);
        if (n < 2)
        {
            throw new TableException("The table has 1 row; a variance takes at least two.");
        }

        AxesPlan.ThrowIfTooMany(Components, n, p);
        if (Solver == SvdSolver.Randomised && Components is null)
        {
            throw new ArgumentException(
                "Solver is Randomised, which finds a few components only, but Components says not how many; set it.", nameof(Components));
        }

        var moments = columns.Moments(options);
        var means = Array.ConvertAll(moments, moment => moment.Mean);
        var plan = AxesPlan.Of(Math.Min(n, p), Components, Solver, PowerIterations, Oversampling, Seed);
        var axes = PrincipalAxes.Of(columns, means, moments.Max(moment => moment.Deviation), plan, options);

        var variances = Array.ConvertAll(axes.Values, value => value * value / (n - 1));
        var total = axes.TotalSquares / (n - 1);
        var shares = Array.ConvertAll(variances, variance => total > 0 ? variance / total : 0);
        var kept = Kept(shares);
        var names = Projection.Names(PcaModel.Prefix, kept);
        StepColumns.ThrowIfTaken(features, names, columns.Fields.Select(field => field.Name).ToHashSet());
        return new PcaModel(this, columns.Fields, means, axes.Vectors[..(kept * p)], variances[..kept], shares[..kept]);
    }

    /// <summary>The least number of components that together explain the share asked for.</summary>
    int Kept(double[] shares)
    {
        var explained = 0.0;
        for (var i = 0; i < shares.Length && VarianceShare < 1; i++)
        {
            explained += shares[i];
            if (explained >= VarianceShare)
            {
                return i + 1;
            }
        }

        return shares.Length;
    }
}
