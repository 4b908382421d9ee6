using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A tree as indented rules.</summary>
static class TreeText
{
    internal static string Of(ExactTree tree, IReadOnlyList<Feature> features, EquatableArray<string> classes, string target, int maxDepth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxDepth);
        var words = new TreeWords(tree, features, classes);
        var text = new StringBuilder($"{target}: {tree.LeafCount} {(tree.LeafCount == 1 ? "leaf" : "leaves")}, depth {tree.Depth}, {words.Rows(0)}");
        if (tree.Nodes[0].IsLeaf)
        {
            text.Append('\n').Append(Leaf(words, 0));
        }

        var stack = new Stack<(int Parent, bool Left, int Depth)>();
        Push(0, 0);
        while (stack.TryPop(out var rule))
        {
            var node = tree.Nodes[rule.Parent].Left + (rule.Left ? 0 : 1);
            text.Append('\n').Insert(text.Length, "|  ", rule.Depth).Append(words.Condition(rule.Parent, rule.Left));
            if (tree.Nodes[node].IsLeaf)
            {
                text.Append(": ").Append(Leaf(words, node));
            }
            else if (rule.Depth + 1 == maxDepth)
            {
                text.Append(": ").Append(Leaf(words, node)).Append(", more questions below");
            }
            else
            {
                Push(node, rule.Depth + 1);
            }
        }

        return text.ToString();

        void Push(int node, int depth)
        {
            if (!tree.Nodes[node].IsLeaf)
            {
                stack.Push((node, false, depth));
                stack.Push((node, true, depth));
            }
        }
    }

    static string Leaf(TreeWords words, int node) => $"{words.Answer(node)} ({words.Rows(node)})";
}
