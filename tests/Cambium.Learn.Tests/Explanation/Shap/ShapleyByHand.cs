using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Shapley values by their definition, over all coalitions: slow, and right by inspection.</summary>
static class ShapleyByHand
{
    /// <summary>The value of each player.</summary>
    /// <param name="players">How many there are; a coalition is a bit a player.</param>
    /// <param name="worth">What a coalition is worth.</param>
    internal static double[] Values(int players, Func<int, double> worth)
    {
        var worths = Enumerable.Range(0, 1 << players).Select(worth).ToArray();
        return [.. Enumerable.Range(0, players).Select(player => Enumerable.Range(0, 1 << players)
            .Where(coalition => (coalition & (1 << player)) == 0)
            .Sum(coalition => Weight(players, int.PopCount(coalition)) * (worths[coalition | (1 << player)] - worths[coalition])))];
    }

    /// <summary>Half the interaction index of each pair of players, players × players, with what is left of each player's value on the diagonal.</summary>
    internal static double[] Interactions(int players, Func<int, double> worth)
    {
        var worths = Enumerable.Range(0, 1 << players).Select(worth).ToArray();
        var values = Values(players, worth);
        var interactions = new double[players * players];
        for (var i = 0; i < players; i++)
        {
            for (var j = 0; j < players; j++)
            {
                var (a, b) = (1 << i, 1 << j);
                interactions[(i * players) + j] = i == j ? 0 : Enumerable.Range(0, 1 << players).Where(coalition => (coalition & (a | b)) == 0).Sum(coalition =>
                    Weight(players - 1, int.PopCount(coalition)) * (worths[coalition | a | b] - worths[coalition | a] - worths[coalition | b] + worths[coalition]) / 2);
            }

            interactions[(i * players) + i] = values[i] - Enumerable.Range(0, players).Sum(j => interactions[(i * players) + j]);
        }

        return interactions;
    }

    /// <summary>The worth of a coalition of columns: the mean answer to the background's rows with the coalition's columns of a row.</summary>
    internal static Func<int, double> Interventional(Table row, Table background, string[] columns, Func<Table, double[]> answer)
    {
        var repeated = row.Take(new int[background.RowCount]);
        return coalition => answer(columns.Where((_, i) => (coalition & (1 << i)) != 0).Aggregate(background, (mixed, name) => mixed.With(repeated[name]))).Average();
    }

    /// <summary>The worth of a coalition of features in a tree: where a feature is left out, both branches by their training rows.</summary>
    internal static double PathDependent(ShapTree tree, double[] values, int coalition, int place = 0)
    {
        var node = tree.Nodes[place];
        if (node.IsLeaf)
        {
            return tree.Values[node.Answer];
        }

        if ((coalition & (1 << node.Feature)) != 0)
        {
            return PathDependent(tree, values, coalition, tree.GoesLeft(node, values[node.Feature]) ? node.Left : node.Right);
        }

        var (left, right) = (Cover(tree, node.Left), Cover(tree, node.Right));
        return ((left * PathDependent(tree, values, coalition, node.Left)) + (right * PathDependent(tree, values, coalition, node.Right))) / (left + right);
    }

    static double Cover(ShapTree tree, int place) =>
        tree.Nodes[place].IsLeaf ? tree.Nodes[place].Cover : Cover(tree, tree.Nodes[place].Left) + Cover(tree, tree.Nodes[place].Right);

    static double Weight(int players, int before) => Factorial(before) * Factorial(players - before - 1) / Factorial(players);

    static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);
}
