using System.Diagnostics;

namespace Cambium.Learn;

/// <summary>
/// A tree as SHAP goes through it: its nodes in the order of a walk, left before right, the root at place 0. A node other than the root stands for the way that leads to it from its parent, and
/// that for one column's being known: it holds for a row that goes that way at this question and at all those above that ask for the same feature.
/// </summary>
sealed class ShapTree
{
    readonly uint[] _levelBits;

    ShapTree(ShapNode[] nodes, uint[] levelBits)
    {
        Nodes = nodes;
        _levelBits = levelBits;
        var count = nodes.Length;
        (Parents, Before, Depths, Distinct, Ends) = (new int[count], new int[count], new int[count], new int[count], new int[count]);
        (Shares, Passing) = (new double[count], new double[count]);
    }

    /// <summary>The nodes; their children are places in the same list.</summary>
    internal ShapNode[] Nodes { get; }

    internal int[] Parents { get; }

    /// <summary>The nearest node above whose way was chosen by the same feature; 0, the root, where there is none.</summary>
    internal int[] Before { get; }

    internal int[] Depths { get; }

    /// <summary>How many features the ways down to each node asked for.</summary>
    internal int[] Distinct { get; }

    /// <summary>The place after the last node below each node.</summary>
    internal int[] Ends { get; }

    /// <summary>Of the training rows, the share that go each node's way where they are asked for its feature, from the root down: the product over those questions.</summary>
    internal double[] Shares { get; }

    /// <summary>The share of the parent's training rows that come to a node.</summary>
    internal double[] Passing { get; }

    /// <summary>Answers × width.</summary>
    internal required double[] Values { get; init; }

    /// <summary>How many outputs the tree adds to.</summary>
    internal required int Width { get; init; }

    /// <summary>The first of those.</summary>
    internal required int FirstOutput { get; init; }

    /// <summary>The most features on the way to a leaf.</summary>
    internal int MostDistinct { get; private set; }

    internal int Depth { get; private set; }

    /// <summary>Brings a tree into this form.</summary>
    /// <param name="root">Its root, as <paramref name="node"/> takes it.</param>
    /// <param name="node">Looks up a node.</param>
    /// <param name="levelBits">The levels that go left, as nodes point to them.</param>
    /// <param name="values">Answers × width.</param>
    internal static ShapTree Of(int root, Func<int, ShapNode> node, uint[] levelBits, double[] values, int width, int firstOutput)
    {
        var nodes = new List<ShapNode>();
        var parents = new List<int>();
        var stack = new Stack<(int Node, int Parent)>([(root, 0)]);
        while (stack.TryPop(out var next))
        {
            var found = node(next.Node);
            if (nodes.Count > 0 && next.Parent != nodes.Count - 1)
            {
                nodes[next.Parent] = nodes[next.Parent] with { Right = nodes.Count };
            }

            if (!found.IsLeaf)
            {
                stack.Push((found.Right, nodes.Count));
                stack.Push((found.Left, nodes.Count));
            }

            parents.Add(next.Parent);
            nodes.Add(found.IsLeaf ? found : found with { Left = nodes.Count + 1 });
        }

        var tree = new ShapTree([.. nodes], levelBits) { Values = values, Width = width, FirstOutput = firstOutput };
        parents.CopyTo(tree.Parents);
        tree.FindEnds();
        tree.FindFeatures();
        tree.FindShares();
        (tree.MostDistinct, tree.Depth) = (tree.Distinct.Max(), tree.Depths.Max());
        return tree;
    }

    /// <summary>Whether a row goes left at a question.</summary>
    internal bool GoesLeft(in ShapNode node, double value)
    {
        if (double.IsNaN(value))
        {
            return node.MissingLeft;
        }

        if (node.Levels < 0)
        {
            return value <= node.Threshold;
        }

        var level = (int)value;
        return (_levelBits[node.Levels + (level >> 5)] >> (level & 31) & 1) != 0;
    }

    /// <summary>Whether a node's way is its parent's left one.</summary>
    internal bool IsLeft(int place) => place == Parents[place] + 1;

    /// <summary>The nodes that stand for the features known on the way to a leaf, one a feature, the lowest one of each.</summary>
    /// <param name="leaf">The place of a leaf.</param>
    /// <param name="path">Overwritten from its beginning; as long as <see cref="MostDistinct"/>.</param>
    /// <returns>How many there are.</returns>
    internal int PathTo(int leaf, Span<int> path)
    {
        path = path[..Distinct[leaf]];
        path.Fill(0);
        for (var place = leaf; place != 0; place = Parents[place])
        {
            ref var lowest = ref path[Rank(place)];
            lowest = lowest == 0 ? place : lowest;
        }

        return path.Length;
    }

    /// <summary>What the tree answers on average over its training rows.</summary>
    internal double[] Expected()
    {
        var chances = new double[Nodes.Length];
        chances[0] = 1;
        var expected = new double[Width];
        for (var place = 0; place < Nodes.Length; place++)
        {
            if (place > 0)
            {
                chances[place] = chances[Parents[place]] * Passing[place];
            }

            for (var i = 0; i < Width && Nodes[place].IsLeaf; i++)
            {
                expected[i] += chances[place] * Values[(Nodes[place].Answer * Width) + i];
            }
        }

        return expected;
    }

    /// <summary>The place of a node's feature in the order in which the ways down to it asked for features.</summary>
    int Rank(int place)
    {
        while (Before[place] != 0)
        {
            place = Before[place];
        }

        return Distinct[place] - 1;
    }

    void FindEnds()
    {
        for (var place = Nodes.Length - 1; place >= 0; place--)
        {
            Ends[place] = Math.Max(Ends[place], place + 1);
            Ends[Parents[place]] = Math.Max(Ends[Parents[place]], Ends[place]);
        }
    }

    void FindFeatures()
    {
        var last = new Dictionary<int, int>();
        var above = new Stack<(int Place, int Before)>();
        for (var place = 1; place < Nodes.Length; place++)
        {
            var parent = Parents[place];
            while (above.TryPeek(out var left) && left.Place > 0 && Ends[left.Place] <= place)
            {
                last[Feature(left.Place)] = left.Before;
                _ = above.Pop();
            }

            Before[place] = last.GetValueOrDefault(Feature(place));
            Debug.Assert(Before[place] == 0 || Ends[Before[place]] > place, "It is above.");
            above.Push((place, Before[place]));
            last[Feature(place)] = place;
            Depths[place] = Depths[parent] + 1;
            Distinct[place] = Distinct[parent] + (Before[place] == 0 ? 1 : 0);
        }
    }

    void FindShares()
    {
        var covers = Array.ConvertAll(Nodes, node => node.IsLeaf ? node.Cover : 0);
        for (var place = Nodes.Length - 1; place > 0; place--)
        {
            covers[Parents[place]] += covers[place];
        }

        (Shares[0], Passing[0]) = (1, 1);
        for (var place = 1; place < Nodes.Length; place++)
        {
            // Where nobody came, nobody is sent further: what is above is 0 already.
            Passing[place] = covers[Parents[place]] > 0 ? covers[place] / covers[Parents[place]] : 0.5;
            Shares[place] = Shares[Before[place]] * Passing[place];
        }
    }

    int Feature(int place) => Nodes[Parents[place]].Feature;
}
