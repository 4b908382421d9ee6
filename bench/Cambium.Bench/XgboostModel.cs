using System.Text.Json.Nodes;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Reads the trees of a regression that xgboost saved as JSON.</summary>
static class XgboostModel
{
    public static BoostedTreesRegressorModel Read(string path, Schema input)
    {
        var learner = JsonNode.Parse(File.ReadAllText(path))!["learner"]!;
        var trees = learner["gradient_booster"]!["model"]!["trees"]!.AsArray();
        var ensemble = TreeEnsemble.Of([0], [.. trees.Select(tree => Tree(tree!))]);
        return new BoostedTreesRegressorModel(new BoostedTreesRegressor(), input, "target", new BoostedTrees(ensemble, StoppedEarly: false));
    }

    static Tree Tree(JsonNode source)
    {
        var (lefts, rights, features) = (Items<int>(source, "left_children"), Items<int>(source, "right_children"), Items<int>(source, "split_indices"));
        var (conditions, covers, missingLefts) = (Items<float>(source, "split_conditions"), Items<float>(source, "sum_hessian"), Items<int>(source, "default_left"));
        int[] questions = [.. Enumerable.Range(0, lefts.Length).Where(node => lefts[node] >= 0)];
        int[] leaves = [.. Enumerable.Range(0, lefts.Length).Where(node => lefts[node] < 0)];
        var tree = new Tree { LeafValues = [.. leaves.Select(leaf => (double)conditions[leaf])], LeafCovers = [.. leaves.Select(leaf => (double)covers[leaf])] };
        foreach (var node in questions)
        {
            tree.Gains.Add(0);
            tree.Nodes.Add(new TreeNode
            {
                Feature = features[node],

                // There, what is below goes left; here, what is at most.
                Threshold = MathF.BitDecrement(conditions[node]),
                Levels = -1,
                Left = Place(lefts[node]),
                Right = Place(rights[node]),
                MissingLeft = missingLefts[node] != 0,
            });
        }

        return tree;

        int Place(int node) => lefts[node] < 0 ? ~Array.IndexOf(leaves, node) : Array.IndexOf(questions, node);
    }

    static T[] Items<T>(JsonNode tree, string name) => [.. tree[name]!.AsArray().Select(item => item!.GetValue<T>())];
}
