using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Fills missing numbers by regressions of each column on all others, round after round (chained equations).</summary>
/// <remarks>
/// <para>Gaps start as the columns' means. In each round every column, those that miss fewest first, is learned from the others where it is
/// there, and its gaps are filled with what that predicts. Rounds end when no row's gaps move by more than the tolerance in sum. New rows go
/// through the same regressions. A column without any value becomes 0 and tells nothing of others.</para>
/// <para>Columns of whole numbers become columns of numbers. Infinite values are refused.</para>
/// <para>Time O(rounds · p · (n p² + p³)), memory O(n p) to learn and O(rounds · p²) to keep. Needs no scaling with the Bayesian ridge; with a given
/// penalty scale the columns before. Use it where columns go together in straight lines; what it fills in lies on them, and so shows less
/// spread than the values that are missing had.</para>
/// <para>Source: S. van Buuren, K. Groothuis-Oudshoorn, "mice: Multivariate Imputation by Chained Equations in R", 2011.</para>
/// </remarks>
public sealed record IterativeImpute : Transform
{
    /// <summary>The columns to fill, which also fill each other. Default none, which means all numbers.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How a column is learned from the others. Default Bayesian ridge.</summary>
    public ChainedRegression Regression { get; init => field = Check.Defined(value); } = ChainedRegression.BayesianRidge;

    /// <summary>λ of the penalty λ |w|². Default 1. Range (0, ∞). Ignored with <see cref="ChainedRegression.BayesianRidge"/>.</summary>
    public double L2 { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>The most rounds. Default 10. Range [1, 1,000].</summary>
    public int MaxRounds { get; init => field = Check.InRange(value, 1, 1000); } = 10;

    /// <summary>
    /// Rounds end when in each row the changes of a round add up to less than this share of the largest absolute value of all training
    /// rows. Default 0.001. Range [0, 1].
    /// </summary>
    public double Tolerance { get; init => field = Check.InRange(value, 0.0, 1.0); } = 1e-3;

    /// <summary>
    /// Whether to add a truth column "NAME_missing" for each column that misses values among the training rows. Default false.
    /// </summary>
    public bool Indicators { get; init; }

    /// <inheritdoc/>
    public override IterativeImputeModel Fit(Table features, FitOptions options = default)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var columns = ScaledColumns.Of(features, Columns);
        ScaledColumns.ThrowIfInfinite(columns);
        var indicators = MissingIndicators.Of(features, columns, Indicators);
        var values = Array.ConvertAll(columns, column => ColumnFit.Numbers(column).ToArray());
        var means = Array.ConvertAll(values, column => column.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average());
        ThrowIfTooLarge(columns, values, means);
        var rows = new ChainedRows(values, means, options);
        var order = rows.Order();
        var (weights, converged) = Learn(rows, order, features.RowCount, options);
        return new IterativeImputeModel(this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), means, order, weights, converged, indicators);
    }

    (List<double[]> Weights, bool Converged) Learn(ChainedRows rows, int[] order, int count, FitOptions options)
    {
        var weights = new List<double[]>();
        if (order.Length < 2)
        {
            return (weights, true); // nothing to learn from
        }

        for (var round = 1; round <= MaxRounds; round++)
        {
            var changes = new double[count];
            foreach (var column in order)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                weights.Add(rows.Learn(column, [.. order.Where(other => other != column).Order()], Solve, changes));
            }

            options.Progress?.Report(new FitProgress("rounds", round, MaxRounds));
            options.CancellationToken.ThrowIfCancellationRequested();
            if (changes.Max() < Tolerance * rows.Largest)
            {
                return (weights, true);
            }
        }

        return (weights, false);
    }

    double[] Solve(SymmetricEigen inner, double[] products, double squares, int rows) => Regression == ChainedRegression.Ridge
        ? GramRegression.Ridge(inner, products, L2)
        : GramRegression.Bayesian(inner, products, squares, rows);

    static void ThrowIfTooLarge(Column[] columns, double[][] values, double[] means)
    {
        // The root of the largest number, with room for the sum of as many squares as there can be rows.
        const double Largest = 1e145;
        var tooLarge = Array.FindIndex(values, column => Array.Exists(column, value => Math.Abs(value) > Largest));
        if (tooLarge >= 0)
        {
            throw new TableException($"Column '{columns[tooLarge].Name}' holds values too large to be squared (mean {means[tooLarge]:G3}); correct or divide them.") { Column = columns[tooLarge].Name };
        }
    }
}
