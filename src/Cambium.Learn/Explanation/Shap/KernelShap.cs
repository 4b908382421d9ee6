using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// SHAP values of any model, on the columns of the user's table: coalitions of columns are tried, the others taking their values from background rows, and the values are the coefficients of a weighted
/// least squares fit to what the coalitions are worth. For trees and linear models <see cref="Model.Shap(Table, ShapOptions)"/> is exact and faster.
/// </summary>
/// <remarks>
/// <para>
/// Minimises Σ_S π(S) (v(S) − φ₀ − Σ_{j∈S} φ_j)² with π(S) = (p − 1) / (C(p, |S|) |S| (p − |S|)), such that φ₀ + Σ φ_j is the answer, on every row. With all 2^p − 2 coalitions that is the Shapley value;
/// else sizes are taken whole from the outermost inwards while they fit, and the rest is drawn by weight, each coalition with its opposite. Time: the model is asked coalitions × background rows times
/// a row that is explained; for trees much less.
/// </para>
/// <para>Source: S. M. Lundberg, S.-I. Lee, "A Unified Approach to Interpreting Model Predictions", 2017, section 4.1; I. Covert, S.-I. Lee, "Improving KernelSHAP", 2021 (pairs).</para>
/// </remarks>
public static class KernelShap
{
    const int UsualCoalitions = 2048;

    /// <summary>The values of all columns on each row.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="background">Rows that stand for "not known", some 100 rows of the training table.</param>
    /// <param name="options">Coalitions, margin or answer, seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, the model has no number to explain, or there are fewer coalitions than two a column.</exception>
    /// <exception cref="TableException">There are no rows or no background, or they do not fit the model.</exception>
    public static ShapValues Of(Model model, Table rows, Table background, KernelShapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var game = CoalitionGame.Of(model, rows, background, options.Output == ShapOutput.Margin, options.MaxThreads, options.CancellationToken);
        var p = game.Columns.Count;
        var most = options.Coalitions == 0 ? UsualCoalitions + (2 * p) : options.Coalitions;
        if (most < 2 * p && (p > 30 || most < (1 << p) - 2))
        {
            throw new ArgumentException($"Coalitions is {most}, but {p} columns need at least {2 * p}, each column alone and all but it; give more, or 0 for the usual number.", nameof(options));
        }

        if (p == 1)
        {
            return game.Result("KernelSHAP, all coalitions", (output, row, _) => game.Answers[output][row] - game.Bases[output]);
        }

        var drawn = CoalitionDraw.Of(p, most, options.Seed);
        var worth = game.Worth([.. drawn.Coalitions], options.Progress);
        var fit = new ConstrainedFit(drawn);
        var values = Enumerable.Range(0, game.Outputs)
            .Select(output => Enumerable.Range(0, game.RowCount)
                .Select(row => fit.Solve(coalition => worth[output][coalition][row] - game.Bases[output], game.Answers[output][row] - game.Bases[output]))
                .ToArray())
            .ToArray();
        return game.Result(drawn.AreAll ? "KernelSHAP, all coalitions" : $"KernelSHAP, {drawn.Coalitions.Length} coalitions", (output, row, column) => values[output][row][column]);
    }

    /// <inheritdoc cref="Of(Model, Table, Table, KernelShapOptions)"/>
    public static ShapValues Of(Model model, Table rows, Table background) => Of(model, rows, background, new KernelShapOptions());
}
