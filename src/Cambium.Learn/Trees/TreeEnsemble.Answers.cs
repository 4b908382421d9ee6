namespace Cambium.Learn;

sealed partial class TreeEnsemble
{
    /// <summary>Each tree by itself, with the features themselves instead of their places.</summary>
    internal IEnumerable<AnsweringTree> Separate()
    {
        for (var tree = 0; tree < TreeCount; tree++)
        {
            var (firstNode, firstLeaf) = (_nodeStarts[tree], _leafStarts[tree]);
            var nodes = _nodes[firstNode.._nodeStarts[tree + 1]];
            for (var i = 0; i < nodes.Length; i++)
            {
                nodes[i] = nodes[i] with
                {
                    Feature = _features[nodes[i].Feature],
                    Left = nodes[i].Left < 0 ? nodes[i].Left + firstLeaf : nodes[i].Left - firstNode,
                    Right = nodes[i].Right < 0 ? nodes[i].Right + firstLeaf : nodes[i].Right - firstNode,
                };
            }

            yield return new AnsweringTree(tree % Outputs, nodes, _leaves[firstLeaf.._leafStarts[tree + 1]], _levelBits);
        }
    }

    /// <summary>The trees that ask about features, without the baselines, or null where none does; and the others, with them.</summary>
    internal (TreeEnsemble? Asking, TreeEnsemble Others) Part(int[] features)
    {
        var asks = new bool[TreeCount];
        for (var tree = 0; tree < asks.Length; tree++)
        {
            asks[tree] = Array.Exists(_nodes[_nodeStarts[tree].._nodeStarts[tree + 1]], node => features.Contains(_features[node.Feature]));
        }

        // Where some of a round's trees ask, all of them are asked, so that each round stays whole.
        var rounds = Enumerable.Range(0, TreeCount / Outputs).ToLookup(round => asks.AsSpan(round * Outputs, Outputs).Contains(true));
        return (rounds[true].Any() ? OfRounds([.. rounds[true]], new double[Outputs]) : null, OfRounds([.. rounds[false]], _baselines));
    }

    TreeEnsemble OfRounds(int[] rounds, double[] baselines)
    {
        int[] trees = [.. rounds.SelectMany(round => Enumerable.Range(round * Outputs, Outputs))];
        var (nodes, gains, leaves) = (new List<TreeNode>(), new List<double>(), new List<double>());
        var (nodeStarts, leafStarts) = (new int[trees.Length + 1], new int[trees.Length + 1]);
        for (var i = 0; i < trees.Length; i++)
        {
            var (node, nodeEnd, leaf) = (_nodeStarts[trees[i]], _nodeStarts[trees[i] + 1], _leafStarts[trees[i]]);
            nodes.AddRange(_nodes[node..nodeEnd].Select(moved => Moved(moved, _features, nodeStarts[i] - node, leafStarts[i] - leaf, 0)));
            gains.AddRange(_gains[node..nodeEnd]);
            leaves.AddRange(_leaves[leaf.._leafStarts[trees[i] + 1]]);
            (nodeStarts[i + 1], leafStarts[i + 1]) = (nodes.Count, leaves.Count);
        }

        // These only score, which no counts of rows are needed for.
        return new TreeEnsemble(baselines, [.. nodes], [.. gains], [.. leaves], covers: [], nodeStarts, leafStarts, _levelBits);
    }
}
