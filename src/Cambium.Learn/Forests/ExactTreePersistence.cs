namespace Cambium.Learn;

/// <summary>Writes and reads a tree with all that is known of its nodes.</summary>
static class ExactTreePersistence
{
    const byte MissingLeftFlag = 1;
    const byte CategoryFlag = 2;
    const byte SawMissingFlag = 4;

    /// <summary>Writes one item a node; a leaf's feature is -1.</summary>
    internal static void Write(ExactTree tree, ModelWriter writer)
    {
        var nodes = tree.Nodes.ToArray();
        var levels = new List<int>();
        var levelStarts = new int[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            levelStarts[i] = levels.Count;
            levels.AddRange((nodes[i].LeftLevels ?? []).Select(word => unchecked((int)word)));
        }

        writer.Array("node_feature", Array.ConvertAll(nodes, node => node.Feature));
        writer.Array("node_threshold", Array.ConvertAll(nodes, node => node.Threshold));
        writer.Array("node_left", Array.ConvertAll(nodes, node => node.Left));
        writer.Array("node_flags", Array.ConvertAll(nodes, Flags));
        writer.Array("node_levels", levelStarts);
        writer.Array("level_bits", levels.ToArray());
        writer.Array("node_impurity", Array.ConvertAll(nodes, node => node.Impurity));
        writer.Array("node_weight", Array.ConvertAll(nodes, node => node.Weight));
        writer.Array("node_rows", Array.ConvertAll(nodes, node => node.Rows));
        writer.Array("node_value", tree.Values.ToArray());
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static ExactTree Read(ModelReader reader, IReadOnlyList<Feature> features, int outputs, bool shares)
    {
        var feature = reader.Array<int>("node_feature");
        var count = feature.Length;
        Require(count > 0 && count % 2 == 1, "node_feature", 0, count, "an odd number of nodes");
        var threshold = reader.Array<double>("node_threshold", count);
        var left = reader.Array<int>("node_left", count);
        var flags = reader.Array<byte>("node_flags", count);
        var levelStarts = reader.Array<int>("node_levels", count);
        var levelBits = reader.Array<int>("level_bits");
        var impurity = reader.Array<double>("node_impurity", count);
        var weight = reader.Array<double>("node_weight", count);
        var rows = reader.Array<int>("node_rows", count);
        var values = reader.Array<double>("node_value", checked(count * outputs));
        for (var i = 0; i < values.Length; i++)
        {
            Require(shares ? values[i] is >= 0 and <= 1 : double.IsFinite(values[i]), "node_value", i, values[i], shares ? "a number from 0 to 1" : "a finite number");
        }

        var tree = new ExactTree(outputs);
        tree.Values.AddRange(values);
        var hasParent = new bool[count];
        var levelsEnd = 0;
        for (var i = 0; i < count; i++)
        {
            Require(impurity[i] >= 0, "node_impurity", i, impurity[i], "a number of at least 0");
            Require(weight[i] > 0, "node_weight", i, weight[i], "a number above 0");
            Require(rows[i] > 0, "node_rows", i, rows[i], "a number above 0");
            Require(feature[i] >= -1 && feature[i] < features.Count, "node_feature", i, feature[i], $"a feature from 0 to {features.Count - 1}, or -1 for a leaf");
            var node = new ExactNode { Feature = -1, Impurity = impurity[i], Weight = weight[i], Rows = rows[i] };
            tree.Nodes.Add(feature[i] < 0 ? node : Question(i, node));
        }

        for (var i = 1; i < count; i++)
        {
            Require(hasParent[i], "node_left", i, left[i], "every node but the first to be a child");
        }

        return tree;

        ExactNode Question(int i, ExactNode node)
        {
            Require(left[i] > i && left[i] < count - 1 && !hasParent[left[i]] && !hasParent[left[i] + 1], "node_left", i, left[i], $"a node from {i + 1} to {count - 2}, each once");
            (hasParent[left[i]], hasParent[left[i] + 1]) = (true, true);
            var isCategory = features[feature[i]].Kind == FeatureKind.Category;
            Require(flags[i] <= (MissingLeftFlag | CategoryFlag | SawMissingFlag), "node_flags", i, flags[i], "a number from 0 to 7");
            Require(isCategory == ((flags[i] & CategoryFlag) != 0), "node_flags", i, flags[i], "the kind of the column that the node asks for");
            Require(!double.IsNaN(threshold[i]), "node_threshold", i, threshold[i], "a number");
            var words = (features[feature[i]].Levels.Count + 31) / 32;
            if (isCategory)
            {
                // Nodes that shared places would let a small file ask for much memory.
                Require(levelStarts[i] == levelsEnd, "node_levels", i, levelStarts[i], $"{levelsEnd}, where the levels of the nodes before end");
                Require(words <= levelBits.Length - levelsEnd, "node_levels", i, levelStarts[i], $"a place in level_bits with {words} items from there on");
                levelsEnd += words;
            }

            return node with
            {
                Feature = feature[i],
                Threshold = threshold[i],
                Left = left[i],
                MissingLeft = (flags[i] & MissingLeftFlag) != 0,
                SawMissing = (flags[i] & SawMissingFlag) != 0,
                LeftLevels = isCategory ? Array.ConvertAll(levelBits[levelStarts[i]..(levelStarts[i] + words)], word => unchecked((uint)word)) : null,
            };
        }
    }

    static byte Flags(ExactNode node) =>
        (byte)((node.MissingLeft ? MissingLeftFlag : 0) | (node.LeftLevels is null ? 0 : CategoryFlag) | (node.SawMissing ? SawMissingFlag : 0));

    static void Require(bool holds, string array, int place, double found, string expected) => TreeForest.Require(holds, array, place, found, expected);
}
