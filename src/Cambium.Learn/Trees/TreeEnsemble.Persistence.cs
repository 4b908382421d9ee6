using Cambium.Data;

namespace Cambium.Learn;

sealed partial class TreeEnsemble
{
    const byte MissingLeftFlag = 1;
    const byte CategoryFlag = 2;

    /// <summary>Writes the trees as arrays: one item a node, a leaf, or a tree and one more.</summary>
    internal void Write(ModelWriter writer)
    {
        writer.Array("baselines", _baselines);
        writer.Array("tree_nodes", _nodeStarts);
        writer.Array("tree_leaves", _leafStarts);
        writer.Array("node_feature", Array.ConvertAll(_nodes, node => _features[node.Feature]));
        writer.Array("node_threshold", Array.ConvertAll(_nodes, node => node.Threshold));
        writer.Array("node_left", Array.ConvertAll(_nodes, node => node.Left));
        writer.Array("node_right", Array.ConvertAll(_nodes, node => node.Right));
        writer.Array("node_flags", Array.ConvertAll(_nodes, node => (byte)((node.MissingLeft ? MissingLeftFlag : 0) | (node.Levels >= 0 ? CategoryFlag : 0))));
        writer.Array("node_levels", Array.ConvertAll(_nodes, node => node.Levels));
        writer.Array("node_gain", _gains);
        writer.Array("level_bits", Array.ConvertAll(_levelBits, word => unchecked((int)word)));
        writer.Array("leaf_value", _leaves);
        if (HasCovers)
        {
            writer.Array("leaf_cover", _covers);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <param name="input">The columns of the model's table.</param>
    /// <param name="outputs">k, the number of scores of a row.</param>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static TreeEnsemble Read(ModelReader reader, Schema input, int outputs)
    {
        var count = WideFeatures.Count(input);
        var features = FeatureMatrix.FeaturesOf(input);
        var starts = WideFeatures.Starts(features);
        var baselines = reader.Array<double>("baselines", outputs);
        var nodeStarts = reader.Array<int>("tree_nodes");
        var leafStarts = reader.Array<int>("tree_leaves", nodeStarts.Length);
        var leaves = reader.Array<double>("leaf_value");
        var feature = reader.Array<int>("node_feature");
        var thresholds = reader.Array<double>("node_threshold", feature.Length);
        var left = reader.Array<int>("node_left", feature.Length);
        var right = reader.Array<int>("node_right", feature.Length);
        var flags = reader.Array<byte>("node_flags", feature.Length);
        var levels = reader.Array<int>("node_levels", feature.Length);
        var gains = reader.Array<double>("node_gain", feature.Length);
        var levelBits = reader.Array<int>("level_bits");
        for (var i = 0; i < baselines.Length; i++)
        {
            Require(double.IsFinite(baselines[i]), "baselines", i, baselines[i], "a finite number");
        }

        var nodes = new TreeNode[feature.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            Require(feature[i] >= 0 && feature[i] < count, "node_feature", i, feature[i], $"a feature from 0 to {count - 1}");
            Require(flags[i] <= (MissingLeftFlag | CategoryFlag), "node_flags", i, flags[i], "a number from 0 to 3");
            Require(!double.IsNaN(thresholds[i]), "node_threshold", i, thresholds[i], "a number");
            Require(double.IsFinite(gains[i]), "node_gain", i, gains[i], "a finite number");
            var isCategory = (flags[i] & CategoryFlag) != 0;
            var column = features[WideFeatures.ColumnOf(starts, feature[i])];
            var words = (column.Levels.Count + 31) / 32;
            Require(isCategory == (column.Kind == FeatureKind.Category), "node_flags", i, flags[i], "the kind of the column that the node asks for");
            Require(
                isCategory ? levels[i] >= 0 && (long)levels[i] + words <= levelBits.Length : levels[i] == -1,
                "node_levels",
                i,
                levels[i],
                isCategory ? $"a place in level_bits with {words} items from there on" : "-1");
            nodes[i] = new TreeNode
            {
                Feature = feature[i],
                Threshold = thresholds[i],
                Levels = levels[i],
                Left = left[i],
                Right = right[i],
                MissingLeft = (flags[i] & MissingLeftFlag) != 0,
            };
        }

        CheckStarts(nodeStarts, leafStarts, outputs, nodes.Length, leaves.Length);
        for (var i = 0; i < leaves.Length; i++)
        {
            Require(double.IsFinite(leaves[i]), "leaf_value", i, leaves[i], "a finite number");
        }

        // Earlier versions did not keep them.
        var covers = reader.HasArray("leaf_cover") ? reader.Array<double>("leaf_cover", leaves.Length) : [];
        for (var i = 0; i < covers.Length; i++)
        {
            Require(covers[i] >= 0 && double.IsFinite(covers[i]), "leaf_cover", i, covers[i], "a finite number of at least 0");
        }

        for (var tree = 0; tree < nodeStarts.Length - 1; tree++)
        {
            CheckChildren(nodes, nodeStarts[tree], nodeStarts[tree + 1], leafStarts[tree], leafStarts[tree + 1]);
        }

        return new TreeEnsemble(baselines, nodes, gains, leaves, covers, nodeStarts, leafStarts, Array.ConvertAll(levelBits, word => unchecked((uint)word)));
    }

    static void CheckStarts(int[] nodeStarts, int[] leafStarts, int outputs, int nodes, int leaves)
    {
        Require(nodeStarts.Length > 0 && (nodeStarts.Length - 1) % outputs == 0, "tree_nodes", 0, nodeStarts.Length - 1, $"a multiple of {outputs} trees");
        Require(nodeStarts[0] == 0 && leafStarts[0] == 0, "tree_nodes", 0, nodeStarts[0], "0");
        for (var tree = 0; tree < nodeStarts.Length - 1; tree++)
        {
            var nodesHere = (long)nodeStarts[tree + 1] - nodeStarts[tree];
            var leavesHere = (long)leafStarts[tree + 1] - leafStarts[tree];
            Require(nodesHere >= 0, "tree_nodes", tree + 1, nodeStarts[tree + 1], $"at least {nodeStarts[tree]}");
            Require(leavesHere == nodesHere + 1, "tree_leaves", tree + 1, leafStarts[tree + 1], $"{leafStarts[tree] + nodesHere + 1}, one leaf more than nodes");
        }

        Require(nodeStarts[^1] == nodes, "tree_nodes", nodeStarts.Length - 1, nodeStarts[^1], $"{nodes}, the number of nodes");
        Require(leafStarts[^1] == leaves, "tree_leaves", leafStarts.Length - 1, leafStarts[^1], $"{leaves}, the number of leaves");
    }

    /// <summary>Every node but the first, and every leaf, is the child of exactly one earlier node: then a walk ends.</summary>
    static void CheckChildren(TreeNode[] nodes, int firstNode, int endNode, int firstLeaf, int endLeaf)
    {
        var seen = new HashSet<int>();
        for (var i = firstNode; i < endNode; i++)
        {
            CheckChild(nodes[i].Left, "node_left", i);
            CheckChild(nodes[i].Right, "node_right", i);
        }

        void CheckChild(int child, string name, int node) =>
            Require(
                (child >= 0 ? child > node && child < endNode : ~child >= firstLeaf && ~child < endLeaf) && seen.Add(child),
                name,
                node,
                child,
                $"a node from {node + 1} to {endNode - 1} or the complement of a leaf from {firstLeaf} to {endLeaf - 1}, each once");
    }

    static void Require(bool holds, string array, int place, double found, string expected)
    {
        if (!holds)
        {
            throw new ModelFormatException(
                $"weights.safetensors: item {place} of the trees' '{array}' is {found}, expected {expected}. The file is damaged; save the model again.");
        }
    }
}
