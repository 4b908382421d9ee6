namespace Cambium.Learn;

/// <summary>Turns trees, one after the other, into the questions of a <see cref="QuickScorer"/>.</summary>
sealed class QuickScorerParts
{
    readonly Dictionary<ScoreColumn, int> _places = [];

    internal List<ScoreColumn> Columns { get; } = [];

    internal List<int> Starts { get; } = [0];

    internal List<int> QuestionColumns { get; } = [];

    internal List<float> Thresholds { get; } = [];

    internal List<LeafRange> Lost { get; } = [];

    internal List<int> LevelStarts { get; } = [0];

    internal List<LevelQuestion> LevelQuestions { get; } = [];

    /// <summary>Where each tree's leaves begin, and the end.</summary>
    internal List<int> LeafStarts { get; } = [0];

    /// <summary>The values of each tree's leaves from left to right, filled up to as many as registers hold.</summary>
    internal List<double> Leaves { get; } = [];

    /// <summary>How many leaves each tree has.</summary>
    internal List<int> LeafCounts { get; } = [];

    /// <summary>Adds a tree; false where it has too many leaves or a threshold of more than single precision.</summary>
    internal bool TryAdd(TreeNode[] nodes, int root, double[] leaves)
    {
        var leaf = 0;
        if (!TryVisit(nodes, root, leaves, ref leaf))
        {
            return false;
        }

        LeafCounts.Add(leaf);
        Leaves.AddRange(new double[Math.Max(QuickScorer.FewLeaves, (leaf + LeafPlanes.Leaves - 1) / LeafPlanes.Leaves * LeafPlanes.Leaves) - leaf]);
        LeafStarts.Add(Leaves.Count);
        Starts.Add(Thresholds.Count);
        LevelStarts.Add(LevelQuestions.Count);
        return true;
    }

    // A tree of up to 256 leaves is at most 255 deep.
    bool TryVisit(TreeNode[] nodes, int place, double[] leaves, ref int leaf)
    {
        if (place < 0)
        {
            if (leaf == QuickScorer.MostLeaves)
            {
                return false;
            }

            leaf++;
            Leaves.Add(leaves[~place]);
            return true;
        }

        var first = leaf;
        if (!TryVisit(nodes, nodes[place].Left, leaves, ref leaf))
        {
            return false;
        }

        return leaf < QuickScorer.MostLeaves && TryAsk(nodes[place], new LeafRange(first, leaf)) && TryVisit(nodes, nodes[place].Right, leaves, ref leaf);
    }

    bool TryAsk(in TreeNode node, LeafRange lost)
    {
        if (node.Levels >= 0)
        {
            LevelQuestions.Add(new LevelQuestion(PlaceOf(new ScoreColumn(node.Feature, false)), node.Levels, node.MissingLeft, lost));
            return true;
        }

        // Numbers end at the largest finite one, and what is missing lies beyond; a threshold there or at −∞ would not part what it should.
        Thresholds.Add(Math.Min((float)node.Threshold, float.MaxValue));
        QuestionColumns.Add(PlaceOf(new ScoreColumn(node.Feature, node.MissingLeft)));
        Lost.Add(lost);
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
