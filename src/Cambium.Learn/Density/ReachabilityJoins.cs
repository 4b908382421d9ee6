using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>
/// Rows joined one pair of groups at a time, the nearest first: node i &lt; n is row i, node n + j the j-th join. Joins of equal height are one: the groups below it have no order.
/// </summary>
sealed class ReachabilityJoins
{
    readonly int[] _left;
    readonly int[] _right;
    readonly double[] _heights;
    readonly double[] _weights;
    readonly int[] _firsts;

    /// <summary>Joins rows along the edges of a spanning tree.</summary>
    /// <param name="edges">One fewer than rows, rising.</param>
    /// <param name="weights">The weight of each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ReachabilityJoins((double Height, int A, int B)[] edges, double[] weights)
    {
        RowCount = weights.Length;
        _left = new int[edges.Length];
        _right = new int[edges.Length];
        _heights = new double[edges.Length];
        _firsts = new int[edges.Length];
        _weights = new double[RowCount + edges.Length];
        weights.CopyTo(_weights, 0);
        var sets = new DisjointSets(RowCount);
        var nodeOf = new int[RowCount]; // by the row that stands for a set
        for (var row = 0; row < RowCount; row++)
        {
            nodeOf[row] = row;
        }

        for (var i = 0; i < edges.Length; i++)
        {
            var (a, b) = (sets.Find(edges[i].A), sets.Find(edges[i].B));
            (_left[i], _right[i], _heights[i]) = (nodeOf[a], nodeOf[b], edges[i].Height);
            _weights[RowCount + i] = _weights[nodeOf[a]] + _weights[nodeOf[b]];
            sets.Join(a, b);
            _firsts[i] = Math.Min(a, b);
            nodeOf[_firsts[i]] = RowCount + i;
        }
    }

    internal int RowCount { get; }

    /// <summary>The node of all rows.</summary>
    internal int Root => RowCount + _heights.Length - 1;

    /// <summary>The heights of the joins, rising.</summary>
    internal ReadOnlySpan<double> Heights => _heights;

    internal bool IsRow(int node) => node < RowCount;

    /// <summary>At what height a node comes together; 0 for a row.</summary>
    internal double HeightOf(int node) => IsRow(node) ? 0 : _heights[node - RowCount];

    /// <summary>The row of a node that stands first in the table.</summary>
    internal int FirstOf(int node) => IsRow(node) ? node : _firsts[node - RowCount];

    /// <summary>The weight of a node's rows.</summary>
    internal double WeightOf(int node) => _weights[node];

    /// <summary>The groups that come together in a join and those of equal height below it; rows and joins below.</summary>
    internal void Parts(int node, List<int> parts)
    {
        parts.Clear();
        var height = HeightOf(node);
        var open = new Stack<int>([_left[node - RowCount], _right[node - RowCount]]);
        while (open.Count > 0)
        {
            var part = open.Pop();
            if (IsRow(part) || HeightOf(part) < height)
            {
                parts.Add(part);
                continue;
            }

            open.Push(_left[part - RowCount]);
            open.Push(_right[part - RowCount]);
        }
    }

    /// <summary>The rows of a node.</summary>
    internal void Rows(int node, List<int> rows)
    {
        rows.Clear();
        var open = new Stack<int>([node]);
        while (open.Count > 0)
        {
            var part = open.Pop();
            if (IsRow(part))
            {
                rows.Add(part);
                continue;
            }

            open.Push(_left[part - RowCount]);
            open.Push(_right[part - RowCount]);
        }
    }
}
