namespace Cambium.Learn;

/// <summary>
/// Cost-complexity pruning: of all subtrees that could become a leaf, always the one next where that costs the least impurity for each leaf saved.
/// </summary>
/// <remarks>Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984, section 3.3.</remarks>
sealed class CostComplexity
{
    readonly ExactTree _tree;
    readonly int[] _parent;
    readonly int[] _leaves;        // below a node
    readonly double[] _below;      // impurity of those leaves
    readonly bool[] _isLeaf;
    readonly bool[] _isGone;       // below a node that became a leaf
    readonly PriorityQueue<(int Node, int Leaves), (double Alpha, int Node)> _weakest = new();

    internal CostComplexity(ExactTree tree)
    {
        _tree = tree;
        var count = tree.Nodes.Count;
        (_parent, _leaves, _below) = (new int[count], new int[count], new double[count]);
        (_isLeaf, _isGone) = (new bool[count], new bool[count]);
        _parent[0] = -1;
        for (var i = count - 1; i >= 0; i--)
        {
            var node = tree.Nodes[i];
            _isLeaf[i] = node.IsLeaf;
            (_leaves[i], _below[i]) = (1, OwnImpurity(i));
            if (!node.IsLeaf)
            {
                (_parent[node.Left], _parent[node.Left + 1]) = (i, i);
                Sum(i);
            }
        }
    }

    /// <summary>The whole tree, then the tree after each step, to the root alone.</summary>
    internal List<PruningStep> Path()
    {
        var steps = new List<PruningStep> { new(0, _below[0], _leaves[0]) };
        while (Next(double.PositiveInfinity) is { } alpha)
        {
            // Roundings must not let the penalty fall.
            steps.Add(new PruningStep(Math.Max(alpha, steps[^1].Alpha), _below[0], _leaves[0]));
        }

        return steps;
    }

    /// <summary>The smallest tree that is best at a penalty on each leaf.</summary>
    internal static ExactTree Pruned(ExactTree tree, double alpha)
    {
        var pruning = new CostComplexity(tree);
        while (pruning.Next(alpha) is not null)
        {
        }

        return pruning.Remaining();
    }

    double OwnImpurity(int node) => _tree.Nodes[node].Weight * _tree.Nodes[node].Impurity / _tree.Nodes[0].Weight;

    void Sum(int node)
    {
        var left = _tree.Nodes[node].Left;
        _leaves[node] = _leaves[left] + _leaves[left + 1];
        _below[node] = _below[left] + _below[left + 1];
        _weakest.Enqueue((node, _leaves[node]), ((OwnImpurity(node) - _below[node]) / (_leaves[node] - 1), node));
    }

    /// <summary>Takes the next step, unless its penalty is above a limit or the root is left; returns its penalty.</summary>
    double? Next(double limit)
    {
        while (_weakest.TryPeek(out var weakest, out var priority))
        {
            // Nodes stand in the queue once for every number of leaves they had.
            var isStale = _isLeaf[weakest.Node] || _isGone[weakest.Node] || _leaves[weakest.Node] != weakest.Leaves;
            if (!isStale && priority.Alpha > limit)
            {
                return null;
            }

            _weakest.Dequeue();
            if (!isStale)
            {
                Collapse(weakest.Node);
                return priority.Alpha;
            }
        }

        return null;
    }

    void Collapse(int node)
    {
        var stack = new Stack<int>([_tree.Nodes[node].Left, _tree.Nodes[node].Left + 1]);
        while (stack.TryPop(out var below))
        {
            _isGone[below] = true;
            if (!_isLeaf[below])
            {
                stack.Push(_tree.Nodes[below].Left);
                stack.Push(_tree.Nodes[below].Left + 1);
            }
        }

        _isLeaf[node] = true;
        (_leaves[node], _below[node]) = (1, OwnImpurity(node));
        for (var above = _parent[node]; above >= 0; above = _parent[above])
        {
            Sum(above);
        }
    }

    ExactTree Remaining()
    {
        var tree = new ExactTree(_tree.Outputs);
        tree.Nodes.Add(default);
        tree.Values.AddRange(new double[_tree.Outputs]);
        var queue = new Queue<(int From, int To)>([(0, 0)]);
        while (queue.TryDequeue(out var pair))
        {
            var node = _tree.Nodes[pair.From];
            tree.Nodes[pair.To] = node.AsLeaf();
            for (var i = 0; i < tree.Outputs; i++)
            {
                tree.Values[(pair.To * tree.Outputs) + i] = _tree.Values[(pair.From * tree.Outputs) + i];
            }

            if (!_isLeaf[pair.From])
            {
                var left = tree.AddChildren();
                tree.Nodes[pair.To] = node with { Left = left };
                queue.Enqueue((node.Left, left));
                queue.Enqueue((node.Left + 1, left + 1));
            }
        }

        return tree;
    }
}
