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
}
