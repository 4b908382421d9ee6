namespace Cambium.Learn;

/// <summary>Points, each a value for every replaced feature, and how they answer the trees' questions about those.</summary>
sealed class PointQuestions
{
    readonly ulong[]?[][] _left; // of each tree and node the points that go left; null where the node asks about a feature that keeps its value

    /// <summary>Finds the points that go left at each node.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="values">One array a feature, the value at each point; null for features that keep the rows' values.</param>
    /// <param name="count">P, the number of points.</param>
    internal PointQuestions(AnswerTrees trees, double[]?[] values, int count)
    {
        Count = count;
        Words = RowBits.Words(count);
        _left = Array.ConvertAll(trees.Trees, tree => Array.ConvertAll(tree.Nodes, node =>
        {
            if (values[node.Feature] is not { } ofPoints)
            {
                return null;
            }

            var bits = new ulong[Words];
            RowBits.GoLeft(tree, node, ofPoints, bits);
            return bits;
        }));
    }

    internal int Count { get; }

    internal int Words { get; }

    internal ulong[]?[] Of(int tree) => _left[tree];
}
