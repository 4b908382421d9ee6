namespace Cambium.Learn;

sealed partial class TreeEnsemble
{
    /// <summary>The trees as SHAP reads them.</summary>
    internal ShapTrees ForShap() => new([.. Enumerable.Range(0, _roots.Length).Select(ForShap)], _baselines, _features, HasCovers);

    ShapTree ForShap(int tree)
    {
        var first = _leafStarts[tree];
        return ShapTree.Of(_roots[tree], Node, _levelBits, _leaves[first.._leafStarts[tree + 1]], width: 1, tree % Outputs);

        ShapNode Node(int place)
        {
            if (place < 0)
            {
                return new ShapNode { IsLeaf = true, Answer = ~place - first, Cover = HasCovers ? _covers[~place] : 0 };
            }

            var node = _nodes[place];
            return new ShapNode
            {
                Feature = node.Feature,
                Threshold = node.Threshold,
                Levels = node.Levels,
                MissingLeft = node.MissingLeft,
                Left = node.Left,
                Right = node.Right,
            };
        }
    }
}
