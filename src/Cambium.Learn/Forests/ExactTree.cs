using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>One tree with all that is known of its nodes. The root is node 0.</summary>
sealed class ExactTree(int outputs)
{
    /// <summary>How many numbers a node answers with.</summary>
    internal int Outputs { get; } = outputs;

    internal List<ExactNode> Nodes { get; } = [];

    /// <summary>What each node would answer as a leaf, nodes × outputs.</summary>
    internal List<double> Values { get; } = [];

    internal int LeafCount => (Nodes.Count + 1) / 2;

    /// <summary>Most questions between the root and a leaf.</summary>
    internal int Depth
    {
        get
        {
            var depths = new int[Nodes.Count];
            for (var i = 0; i < depths.Length; i++)
            {
                if (!Nodes[i].IsLeaf)
                {
                    depths[Nodes[i].Left] = depths[Nodes[i].Left + 1] = depths[i] + 1;
                }
            }

            return depths.Max();
        }
    }

    internal ReadOnlySpan<double> Value(int node) => CollectionsMarshal.AsSpan(Values).Slice(node * Outputs, Outputs);

    /// <summary>A root alone, with the memory that the tree already has.</summary>
    internal void Clear()
    {
        Nodes.Clear();
        Values.Clear();
        Nodes.Add(default);
        for (var i = 0; i < Outputs; i++)
        {
            Values.Add(0);
        }
    }

    /// <summary>Makes room for two children, and returns the place of the left one.</summary>
    internal int AddChildren()
    {
        var left = Nodes.Count;
        Nodes.Add(default);
        Nodes.Add(default);
        for (var i = 0; i < 2 * Outputs; i++)
        {
            Values.Add(0);
        }

        return left;
    }

    /// <summary>Puts a tree in the place of a node.</summary>
    internal void Graft(int place, ExactTree tree)
    {
        var shift = Nodes.Count - 1;
        Nodes[place] = Shifted(tree.Nodes[0]);
        for (var i = 0; i < Outputs; i++)
        {
            Values[(place * Outputs) + i] = tree.Values[i];
        }

        for (var i = 1; i < tree.Nodes.Count; i++)
        {
            Nodes.Add(Shifted(tree.Nodes[i]));
        }

        Values.AddRange(CollectionsMarshal.AsSpan(tree.Values)[Outputs..]);

        ExactNode Shifted(ExactNode node) => node.IsLeaf ? node : node with { Left = node.Left + shift };
    }

    /// <summary>What the splits by each feature took off the impurity, weighted by the share of rows; they add up to 1, or are all 0.</summary>
    internal double[] Importances(int features)
    {
        var importances = new double[features];
        foreach (var node in Nodes)
        {
            if (!node.IsLeaf)
            {
                var (left, right) = (Nodes[node.Left], Nodes[node.Left + 1]);
                importances[node.Feature] += Math.Max(0, (node.Weight * node.Impurity) - (left.Weight * left.Impurity) - (right.Weight * right.Impurity));
            }
        }

        return Normalized(importances);
    }

    /// <summary>Divides by the sum, if there is one.</summary>
    internal static double[] Normalized(double[] importances)
    {
        // By the greatest first, for the sum may overflow.
        var most = importances.DefaultIfEmpty().Max();
        if (!(most > 0) || !double.IsFinite(most))
        {
            return new double[importances.Length];
        }

        var sum = importances.Sum(value => value / most);
        return Array.ConvertAll(importances, value => value / most / sum);
    }
}
