namespace Cambium.Learn;

/// <summary>A tree and the training rows that it was grown on.</summary>
/// <param name="Tree">The tree; the values of its leaves are not yet known.</param>
/// <param name="Leaves">Its leaves in the order of their numbers.</param>
/// <param name="Rules">Its nodes as questions about bins.</param>
sealed record GrownTree(Tree Tree, List<GrowingLeaf> Leaves, BinRule[] Rules)
{
    /// <summary>The number of the leaf that a row ends in.</summary>
    internal int LeafOf(BinnedMatrix matrix, uint row)
    {
        var node = Tree.Nodes.Count == 0 ? -1 : 0;
        while (node >= 0)
        {
            var question = Tree.Nodes[node];
            node = Rules[node].GoesRight(matrix.BinOf(row, question.Feature)) ? question.Right : question.Left;
        }

        return ~node;
    }
}
