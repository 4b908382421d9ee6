using Cambium.Data;

namespace Cambium.Learn;

sealed partial class TreeForest
{
    /// <summary>A model whose answer is the mean of the trees, as SHAP sees it; of two classes, the answer for the second.</summary>
    internal ShapForm ForShap(Model model, EquatableArray<Feature> features)
    {
        var isPair = Outputs == 2;
        var shares = ForShap(isPair ? 1 : Outputs, tree => Array.ConvertAll(isPair ? Second(Trees[tree].Answers) : Trees[tree].Answers, answer => answer / Trees.Count));
        return new TreeShapForm(model, features, ShapLink.None, shares, rows => isPair ? Second(Means(rows)) : Means(rows));
    }

    /// <summary>The sum of the trees as SHAP reads it, with other answers.</summary>
    /// <param name="width">How many numbers an answer is.</param>
    /// <param name="answers">The answers of a tree, answers × width.</param>
    internal ShapTrees ForShap(int width, Func<int, double[]> answers)
    {
        int[] asked = [.. Trees.SelectMany(tree => tree.Nodes).Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Order()];
        return new([.. Trees.Select((tree, i) => ForShap(tree, asked, answers(i), width))], new double[width], asked, HasCovers);
    }

    static double[] Second(double[] pairs) => [.. pairs.Where((_, i) => i % 2 == 1)];

    static ShapTree ForShap(ForestTree tree, int[] asked, double[] answers, int width)
    {
        var leaves = new Dictionary<int, int>();
        for (var place = 0; place < tree.Nodes.Length && tree.Covers.Length > 0; place++)
        {
            if (tree.Nodes[place].IsLeaf)
            {
                leaves.Add(place, leaves.Count);
            }
        }

        return ShapTree.Of(0, Node, tree.LevelBits, answers, width, firstOutput: 0);

        ShapNode Node(int place)
        {
            var node = tree.Nodes[place];
            return node.IsLeaf
                ? new ShapNode { IsLeaf = true, Answer = node.Next, Cover = leaves.Count > 0 ? tree.Covers[leaves[place]] : 0 }
                : new ShapNode
                {
                    Feature = Array.BinarySearch(asked, node.Feature),
                    Threshold = node.IsCategory ? 0 : node.Threshold,
                    Levels = node.IsCategory ? (int)node.Threshold : -1,
                    MissingLeft = node.MissingLeft,
                    Left = node.Next,
                    Right = node.Next + 1,
                };
        }
    }
}
