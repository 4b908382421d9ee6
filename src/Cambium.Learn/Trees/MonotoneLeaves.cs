namespace Cambium.Learn;

/// <summary>Moves the values of leaves no further than needed for answers to rise or fall with the features that they must.</summary>
/// <remarks>
/// Below every question about such a feature, the leaves of one side end at a middle between both sides' means, and those of the other begin there. Two rows that
/// differ in that feature alone part ways only at such questions. A middle lies within what the questions above allow, so that none of them is undone.
/// </remarks>
static class MonotoneLeaves
{
    /// <summary>Moves the values in place.</summary>
    /// <param name="weights">How much each leaf counts in the means.</param>
    internal static void Apply(Tree tree, ColumnRules rules, double[] values, double[] weights)
    {
        for (var node = 0; node < tree.Nodes.Count; node++)
        {
            var question = tree.Nodes[node];
            var direction = rules.Direction(question.Feature);
            if (direction == 0)
            {
                continue;
            }

            var (lower, upper) = direction > 0 ? (question.Left, question.Right) : (question.Right, question.Left);
            var (low, high) = (LeavesBelow(tree, lower), LeavesBelow(tree, upper));
            var (lowMean, highMean) = (Mean(low, values, weights), Mean(high, values, weights));
            var middle = lowMean <= highMean ? (lowMean + highMean) / 2 : Mean([.. low, .. high], values, weights);
            low.ForEach(leaf => values[leaf] = Math.Min(values[leaf], middle));
            high.ForEach(leaf => values[leaf] = Math.Max(values[leaf], middle));
        }
    }

    static List<int> LeavesBelow(Tree tree, int start)
    {
        var leaves = new List<int>();
        var open = new Stack<int>([start]);
        while (open.TryPop(out var place))
        {
            if (place < 0)
            {
                leaves.Add(~place);
            }
            else
            {
                open.Push(tree.Nodes[place].Right);
                open.Push(tree.Nodes[place].Left);
            }
        }

        return leaves;
    }

    /// <summary>The weighted mean, which rounding does not carry beyond the least and the largest.</summary>
    static double Mean(List<int> leaves, double[] values, double[] weights)
    {
        double sum = 0, total = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (var leaf in leaves)
        {
            sum += weights[leaf] * values[leaf];
            total += weights[leaf];
            least = Math.Min(least, values[leaf]);
            most = Math.Max(most, values[leaf]);
        }

        return Math.Clamp(total > 0 ? sum / total : (least + most) / 2, least, most);
    }
}
