using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// SHAP values of any model, on the columns of the user's table: in random orders, columns take the row's values one after the other instead of the background's, and a column's value is the mean change of
/// the answer at its turn. Each order is gone through backwards too, which makes the values exact where no more than two columns act together.
/// </summary>
/// <remarks>
/// The values add up to the answer with any number of orders. Time: the model is asked 2 p × background rows times for an order and a row that is explained; for trees much less. Source: E. Štrumbelj,
/// I. Kononenko, "Explaining Prediction Models and Individual Predictions with Feature Contributions", 2014; R. Mitchell, J. Cooper, E. Frank, G. Holmes, "Sampling Permutations for Shapley Value
/// Estimation", 2022, section 3 (antithetic).
/// </remarks>
public static class PermutationShap
{
    /// <summary>The values of all columns on each row.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="background">Rows that stand for "not known", some 100 rows of the training table.</param>
    /// <param name="options">Orders, margin or answer, seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, or the model has no number to explain.</exception>
    /// <exception cref="TableException">There are no rows or no background, or they do not fit the model.</exception>
    public static ShapValues Of(Model model, Table rows, Table background, PermutationShapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var game = CoalitionGame.Of(model, rows, background, options.Output == ShapOutput.Margin, options.MaxThreads, options.CancellationToken);
        var p = game.Columns.Count;
        var orders = Orders(p, options);
        var (coalitions, places) = (new List<bool[]>(), new Dictionary<string, int>());
        var turns = Array.ConvertAll(orders, order => Turns(order, p, coalitions, places));
        var worth = game.Worth(coalitions, options.Progress);
        var values = new double[game.Outputs * game.RowCount * p];
        for (var output = 0; output < game.Outputs; output++)
        {
            for (var row = 0; row < game.RowCount; row++)
            {
                for (var order = 0; order < orders.Length; order++)
                {
                    var before = game.Bases[output];
                    for (var turn = 0; turn < p; turn++)
                    {
                        var after = turn == p - 1 ? game.Answers[output][row] : worth[output][turns[order][turn]][row];
                        values[(((output * game.RowCount) + row) * p) + orders[order][turn]] += (after - before) / orders.Length;
                        before = after;
                    }
                }
            }
        }

        return game.Result($"permutation SHAP, {options.Permutations} orders both ways", (output, row, column) => values[(((output * game.RowCount) + row) * p) + column]);
    }

    /// <inheritdoc cref="Of(Model, Table, Table, PermutationShapOptions)"/>
    public static ShapValues Of(Model model, Table rows, Table background) => Of(model, rows, background, new PermutationShapOptions());

    static int[][] Orders(int p, PermutationShapOptions options)
    {
        var random = new RandomStream(options.Seed);
        var orders = new int[2 * options.Permutations][];
        for (var i = 0; i < orders.Length; i += 2)
        {
            orders[i] = [.. Enumerable.Range(0, p)];
            random.Shuffle<int>(orders[i]);
            orders[i + 1] = [.. orders[i].Reverse()];
        }

        return orders;
    }

    /// <summary>The place of the coalition after each turn but the last, which is the whole; coalitions that are met again are asked about once.</summary>
    static int[] Turns(int[] order, int p, List<bool[]> coalitions, Dictionary<string, int> places)
    {
        var turns = new int[p - 1];
        var known = new bool[p];
        for (var turn = 0; turn < turns.Length; turn++)
        {
            known[order[turn]] = true;
            var key = string.Concat(known.Select(isIn => isIn ? '1' : '0'));
            if (!places.TryGetValue(key, out turns[turn]))
            {
                turns[turn] = coalitions.Count;
                places.Add(key, coalitions.Count);
                coalitions.Add((bool[])known.Clone());
            }
        }

        return turns;
    }
}
