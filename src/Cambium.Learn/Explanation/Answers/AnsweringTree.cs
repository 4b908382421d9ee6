namespace Cambium.Learn;

/// <summary>One tree of a sum. Its root is node 0, or leaf 0 where it has no node; a node comes before its children.</summary>
/// <param name="Output">Which score it adds to.</param>
/// <param name="Nodes">The questions; a child below 0 is the complement of a leaf.</param>
/// <param name="Leaves">What a row adds to the score that ends there.</param>
/// <param name="LevelBits">The levels that go left, which the nodes name.</param>
sealed record AnsweringTree(int Output, TreeNode[] Nodes, double[] Leaves, uint[] LevelBits)
{
    internal int Root => Nodes.Length > 0 ? 0 : -1;

    /// <summary>Most questions between the root and a leaf.</summary>
    internal int Depth
    {
        get
        {
            var depths = new int[Nodes.Length];
            for (var i = 0; i < depths.Length; i++)
            {
                foreach (var child in (ReadOnlySpan<int>)[Nodes[i].Left, Nodes[i].Right])
                {
                    if (child >= 0)
                    {
                        depths[child] = depths[i] + 1;
                    }
                }
            }

            return depths.Length == 0 ? 0 : depths.Max() + 1;
        }
    }

    /// <summary>One output of a forest's tree, its answers times a share.</summary>
    internal static AnsweringTree Of(ForestTree tree, int output, int outputs, double share)
    {
        // Questions and leaves are numbered apart, in the order in which they stand.
        var places = new int[tree.Nodes.Length];
        var (nodes, leaves) = (new List<TreeNode>(), new List<double>());
        for (int i = 0, node = 0, leaf = 0; i < places.Length; i++)
        {
            places[i] = tree.Nodes[i].IsLeaf ? ~leaf++ : node++;
        }

        foreach (var node in tree.Nodes)
        {
            if (node.IsLeaf)
            {
                leaves.Add(tree.Answers[(node.Next * outputs) + output] * share);
                continue;
            }

            nodes.Add(new TreeNode
            {
                Feature = node.Feature,
                Threshold = node.IsCategory ? 0 : node.Threshold,
                Levels = node.IsCategory ? (int)node.Threshold : -1,
                Left = places[node.Next],
                Right = places[node.Next + 1],
                MissingLeft = node.MissingLeft,
            });
        }

        return new AnsweringTree(0, [.. nodes], [.. leaves], tree.LevelBits);
    }

    /// <summary>Whether a value goes left at a node.</summary>
    internal bool GoesLeft(in TreeNode node, double value)
    {
        if (double.IsNaN(value))
        {
            return node.MissingLeft;
        }

        return node.Levels < 0 ? value <= node.Threshold : (LevelBits[node.Levels + ((int)value >> 5)] >> ((int)value & 31) & 1) != 0;
    }
}
