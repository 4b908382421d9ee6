namespace Cambium.Learn;

/// <summary>Turns trees, one after the other, into the questions of a <see cref="QuickScorer"/>.</summary>
sealed class QuickScorerParts
{
    readonly Dictionary<ScoreColumn, int> _places = [];
    int _trees;

    internal QuickScorerParts(int trees) => Leaves = new double[trees * QuickScorer.MostLeaves];

    internal List<ScoreColumn> Columns { get; } = [];

    internal List<int> Starts { get; } = [0];

    internal List<int> QuestionColumns { get; } = [];

    internal List<float> Thresholds { get; } = [];

    internal List<uint> Masks { get; } = [];

    internal List<int> LevelStarts { get; } = [0];

    internal List<LevelQuestion> LevelQuestions { get; } = [];

    internal double[] Leaves { get; }

    /// <summary>Adds a tree; false where it has too many leaves or a threshold of more than single precision.</summary>
    internal bool TryAdd(TreeNode[] nodes, int root, double[] leaves)
    {
        var leaf = 0;
        if (!TryVisit(nodes, root, leaves, ref leaf))
        {
            return false;
        }

        _trees++;
        Starts.Add(Thresholds.Count);
        LevelStarts.Add(LevelQuestions.Count);
        return true;
    }

    // A tree of up to 32 leaves is at most 31 deep.
    bool TryVisit(TreeNode[] nodes, int place, double[] leaves, ref int leaf)
    {
        if (place < 0)
        {
            if (leaf == QuickScorer.MostLeaves)
            {
                return false;
            }

            Leaves[(_trees * QuickScorer.MostLeaves) + leaf++] = leaves[~place];
            return true;
        }

        var first = leaf;
        if (!TryVisit(nodes, nodes[place].Left, leaves, ref leaf))
        {
            return false;
        }

        // At most 31 leaves are on the left, or there would be none for the right.
        return leaf < QuickScorer.MostLeaves && TryAsk(nodes[place], ~(((1u << (leaf - first)) - 1) << first)) && TryVisit(nodes, nodes[place].Right, leaves, ref leaf);
    }

    bool TryAsk(in TreeNode node, uint mask)
    {
        if (node.Levels >= 0)
        {
            LevelQuestions.Add(new LevelQuestion(PlaceOf(new ScoreColumn(node.Feature, false)), node.Levels, node.MissingLeft, mask));
            return true;
        }

        // Numbers end at the largest finite one, and what is missing lies beyond; a threshold there or at −∞ would not part what it should.
        Thresholds.Add(Math.Min((float)node.Threshold, float.MaxValue));
        QuestionColumns.Add(PlaceOf(new ScoreColumn(node.Feature, node.MissingLeft)));
        Masks.Add(mask);
        return (float)node.Threshold == node.Threshold && node.Threshold != float.MaxValue && node.Threshold >= float.MinValue;
    }

    int PlaceOf(ScoreColumn column)
    {
        if (!_places.TryGetValue(column, out var place))
        {
            place = Columns.Count;
            _places.Add(column, place);
            Columns.Add(column);
        }

        return place;
    }
}
