namespace Cambium.Learn;

sealed partial class TreeForest
{
    const byte LeafFlag = 1;
    const byte MissingLeftFlag = 2;
    const byte CategoryFlag = 4;

    /// <summary>Writes the trees as arrays, one tree after the other; the starts have one item more than there are trees.</summary>
    internal void Write(ModelWriter writer)
    {
        var nodes = Trees.SelectMany(tree => tree.Nodes).ToArray();
        writer.Array("tree_nodes", Starts(tree => tree.Nodes.Length));
        writer.Array("tree_answers", Starts(tree => tree.Answers.Length / Outputs));
        writer.Array("tree_levels", Starts(tree => tree.LevelBits.Length));
        writer.Array("node_flags", Array.ConvertAll(nodes, Flags));
        writer.Array("node_feature", Array.ConvertAll(nodes, node => node.IsLeaf ? 0 : node.Feature));
        writer.Array("node_next", Array.ConvertAll(nodes, node => node.Next));
        writer.Array("node_threshold", Array.ConvertAll(nodes, node => node.Threshold));
        writer.Array("answers", Trees.SelectMany(tree => tree.Answers).ToArray());
        if (HasCovers)
        {
            writer.Array("leaf_cover", Trees.SelectMany(tree => tree.Covers).ToArray());
        }

        writer.Array("level_bits", Trees.SelectMany(tree => tree.LevelBits).Select(word => unchecked((int)word)).ToArray());
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <param name="features">The features of the model's table.</param>
    /// <param name="outputs">How many numbers a tree answers with.</param>
    /// <param name="trees">The number of trees, or 0 where any will do.</param>
    /// <param name="shares">Whether answers are the shares of classes, from 0 to 1.</param>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static TreeForest Read(ModelReader reader, IReadOnlyList<Feature> features, int outputs, int trees, bool shares)
    {
        var nodeStarts = reader.Array<int>("tree_nodes");
        Require(nodeStarts.Length > 1 && (trees == 0 || nodeStarts.Length == trees + 1), "tree_nodes", 0, nodeStarts.Length - 1, trees == 0 ? "at least 1 tree" : $"{trees} trees");
        var answerStarts = reader.Array<int>("tree_answers", nodeStarts.Length);
        var levelStarts = reader.Array<int>("tree_levels", nodeStarts.Length);
        var flags = reader.Array<byte>("node_flags");
        var feature = reader.Array<int>("node_feature", flags.Length);
        var next = reader.Array<int>("node_next", flags.Length);
        var threshold = reader.Array<double>("node_threshold", flags.Length);
        var answers = reader.Array<double>("answers");
        var levelBits = Array.ConvertAll(reader.Array<int>("level_bits"), word => unchecked((uint)word));
        Require(answers.Length % outputs == 0, "answers", 0, answers.Length, $"a multiple of {outputs} items");
        CheckStarts("tree_nodes", nodeStarts, flags.Length, least: 1);
        CheckStarts("tree_answers", answerStarts, answers.Length / outputs, least: 1);
        CheckStarts("tree_levels", levelStarts, levelBits.Length, least: 0);
        for (var i = 0; i < answers.Length; i++)
        {
            Require(shares ? answers[i] is >= 0 and <= 1 : double.IsFinite(answers[i]), "answers", i, answers[i], shares ? "a number from 0 to 1" : "a finite number");
        }

        // Earlier versions did not keep them.
        var covers = reader.HasArray("leaf_cover") ? reader.Array<double>("leaf_cover", flags.Count(flag => flag == LeafFlag)) : [];
        for (var i = 0; i < covers.Length; i++)
        {
            Require(covers[i] >= 0 && double.IsFinite(covers[i]), "leaf_cover", i, covers[i], "a finite number of at least 0");
        }

        var firstLeaf = 0;
        var read = new ForestTree[nodeStarts.Length - 1];
        for (var tree = 0; tree < read.Length; tree++)
        {
            var (first, count) = (nodeStarts[tree], nodeStarts[tree + 1] - nodeStarts[tree]);
            var nodes = new ForestNode[count];
            var answersHere = answerStarts[tree + 1] - answerStarts[tree];
            var levels = levelBits[levelStarts[tree]..levelStarts[tree + 1]];
            for (var i = 0; i < count; i++)
            {
                nodes[i] = Node(first + i, i, count, answersHere, levels.Length);
            }

            var leaves = nodes.Count(node => node.IsLeaf);
            double[] coversHere = covers.Length == 0 ? [] : covers[firstLeaf..(firstLeaf + leaves)];
            firstLeaf += leaves;
            read[tree] = new ForestTree(nodes, answers[(answerStarts[tree] * outputs)..(answerStarts[tree + 1] * outputs)], levels, coversHere);
        }

        return new TreeForest(outputs, read);

        ForestNode Node(int at, int place, int count, int answersHere, int levelsHere)
        {
            Require(flags[at] is LeafFlag or <= (MissingLeftFlag | CategoryFlag) and not 3 and not 5, "node_flags", at, flags[at], "0, 1, 2, 4 or 6");
            if (flags[at] == LeafFlag)
            {
                Require(next[at] >= 0 && next[at] < answersHere, "node_next", at, next[at], $"an answer from 0 to {answersHere - 1}");
                return ForestNode.Leaf(next[at]);
            }

            Require(feature[at] >= 0 && feature[at] < features.Count, "node_feature", at, feature[at], $"a feature from 0 to {features.Count - 1}");
            Require(next[at] > place && next[at] < count - 1, "node_next", at, next[at], $"a node from {place + 1} to {count - 2}");
            var isCategory = (flags[at] & CategoryFlag) != 0;
            Require(isCategory == (features[feature[at]].Kind == FeatureKind.Category), "node_flags", at, flags[at], "the kind of the column that the node asks for");
            var words = (features[feature[at]].Levels.Count + 31) / 32;
            Require(
                isCategory ? threshold[at] >= 0 && threshold[at] + words <= levelsHere && threshold[at] == (int)threshold[at] : !double.IsNaN(threshold[at]),
                "node_threshold",
                at,
                threshold[at],
                isCategory ? $"a place in the tree's level_bits with {words} items from there on" : "a number");
            return ForestNode.Question(feature[at], isCategory, (flags[at] & MissingLeftFlag) != 0, threshold[at], next[at]);
        }
    }

    /// <summary>Refuses an item that could not have been written.</summary>
    /// <exception cref="ModelFormatException">It does not hold.</exception>
    internal static void Require(bool holds, string array, int place, double found, string expected)
    {
        if (!holds)
        {
            throw new ModelFormatException(
                $"weights.safetensors: item {place} of the trees' '{array}' is {found}, expected {expected}. The file is damaged; save the model again.");
        }
    }

    static void CheckStarts(string name, int[] starts, int end, int least)
    {
        Require(starts[0] == 0, name, 0, starts[0], "0");
        for (var tree = 1; tree < starts.Length; tree++)
        {
            Require(starts[tree] >= (long)starts[tree - 1] + least && starts[tree] <= end, name, tree, starts[tree], $"a number from {(long)starts[tree - 1] + least} to {end}");
        }

        Require(starts[^1] == end, name, starts.Length - 1, starts[^1], $"{end}");
    }

    static byte Flags(ForestNode node) =>
        node.IsLeaf ? LeafFlag : (byte)((node.MissingLeft ? MissingLeftFlag : 0) | (node.IsCategory ? CategoryFlag : 0));

    int[] Starts(Func<ForestTree, int> count)
    {
        var starts = new int[Trees.Count + 1];
        for (var tree = 0; tree < Trees.Count; tree++)
        {
            starts[tree + 1] = checked(starts[tree] + count(Trees[tree]));
        }

        return starts;
    }
}
