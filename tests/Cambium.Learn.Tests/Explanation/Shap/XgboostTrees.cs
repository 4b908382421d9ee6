using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>Reads the trees of an xgboost JSON model.</summary>
static class XgboostTrees
{
    /// <summary>The trees as an ensemble.</summary>
    /// <param name="baselines">The margins without any tree, one an output.</param>
    internal static TreeEnsemble Read(JsonNode trees, double[] baselines) => TreeEnsemble.Of(baselines, [.. trees.AsArray().Select(tree => Read(tree!))]);

    static Tree Read(JsonNode source)
    {
        var (lefts, rights, features) = (Whole(source["left_children"]), Whole(source["right_children"]), Whole(source["split_indices"]));
        var (conditions, missingLefts, covers) = (source["split_conditions"].Numbers(), Whole(source["default_left"]), source["sum_hessian"].Numbers());
        int[] questions = [.. Enumerable.Range(0, lefts.Length).Where(node => lefts[node] >= 0)];
        int[] leaves = [.. Enumerable.Range(0, lefts.Length).Where(node => lefts[node] < 0)];
        var tree = new Tree
        {
            LeafValues = [.. leaves.Select(leaf => (double)(float)conditions[leaf])],
            LeafCovers = [.. leaves.Select(leaf => covers[leaf])],
        };
        foreach (var node in questions)
        {
            tree.Gains.Add(0);
            tree.Nodes.Add(new TreeNode
            {
                Feature = features[node],

                // There, what is below goes left; here, what is at most.
                Threshold = MathF.BitDecrement((float)conditions[node]),
                Levels = -1,
                Left = Place(lefts[node]),
                Right = Place(rights[node]),
                MissingLeft = missingLefts[node] != 0,
            });
        }

        return tree;

        int Place(int node) => lefts[node] < 0 ? ~Array.IndexOf(leaves, node) : Array.IndexOf(questions, node);
    }

    static int[] Whole(JsonNode? node) => [.. node!.AsArray().Select(item => item!.GetValue<int>())];
}
