namespace Cambium.Learn;

/// <summary>One tree while it is built. Its root is node 0, or leaf 0 where it has no node; a node comes before its children.</summary>
sealed class Tree
{
    const int LevelsPerWord = 32;

    internal List<TreeNode> Nodes { get; } = [];

    /// <summary>What each node's split took off the loss.</summary>
    internal List<double> Gains { get; } = [];

    /// <summary>Bits of levels that go left, 32 a word, for the nodes that ask for categories.</summary>
    internal List<uint> LevelBits { get; } = [];

    /// <summary>What a row that ends in a leaf adds to its score.</summary>
    internal double[] LeafValues { get; set; } = [0];

    /// <summary>The sum of the weights of the rows that each leaf was grown on; empty where nobody asks.</summary>
    internal double[] LeafCovers { get; set; } = [];

    /// <summary>Puts a split in the place of a leaf; its left child takes over the leaf's number.</summary>
    /// <param name="parent">The node above, or -1.</param>
    /// <param name="isLeft">Whether the leaf is its left child.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="newLeaf">The number of the right child.</param>
    internal int Add(int parent, bool isLeft, int leaf, int newLeaf, in Split split, FeatureBins bins)
    {
        var place = Nodes.Count;
        if (parent >= 0)
        {
            Nodes[parent] = isLeft ? Nodes[parent] with { Left = place } : Nodes[parent] with { Right = place };
        }

        var isCategory = bins.Kind == FeatureKind.Category;
        Nodes.Add(new TreeNode
        {
            Feature = split.Feature,
            Threshold = isCategory ? 0 : bins.UpperEdge(split.Bin),
            Levels = isCategory ? AddLevels(split, bins) : -1,
            Left = ~leaf,
            Right = ~newLeaf,
            MissingLeft = split.MissingLeft,
        });
        Gains.Add(split.Gain);
        return place;
    }

    /// <summary>A level that no training row holds goes where rows without a value go.</summary>
    int AddLevels(in Split split, FeatureBins bins)
    {
        var start = LevelBits.Count;
        var words = new uint[(bins.LevelCount + LevelsPerWord - 1) / LevelsPerWord];
        for (var level = 0; level < bins.LevelCount; level++)
        {
            var bin = bins.BinOfLevel(level);
            if (bin == bins.Missing ? split.MissingLeft : split.LeftBins.Contains(bin))
            {
                words[level / LevelsPerWord] |= 1u << (level % LevelsPerWord);
            }
        }

        LevelBits.AddRange(words);
        return start;
    }
}
