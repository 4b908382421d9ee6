using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Rows in a binary tree, each node halved at the median of its widest feature, with the box or the ball that holds each node's rows. A search passes over
/// nodes that cannot hold what it looks for.
/// </summary>
/// <remarks>Source: J. L. Bentley, 1975 (KD-tree); S. M. Omohundro, 1989 (ball tree).</remarks>
sealed partial class SpaceTree
{
    /// <summary>Most rows of a leaf: four groups, whose distances are summed side by side.</summary>
    internal const int LeafRows = 32;

    readonly List<Node> _nodes = [];
    readonly List<double> _bounds = [];
    readonly bool _balls;
    readonly int _coordinates;

    // What rounding may take from a triangle's inequality: each of p differences, squares and sums, and a root, with room to spare.
    readonly double _slack;

    /// <summary>Builds the tree.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="coordinates">p.</param>
    /// <param name="distance">By which searches will look.</param>
    /// <param name="balls">Whether nodes are held by balls, not boxes.</param>
    /// <param name="cancellationToken">Looked at before each node.</param>
    internal SpaceTree(ReadOnlySpan<double> rows, int coordinates, Distance distance, bool balls, CancellationToken cancellationToken)
    {
        Distance = distance;
        _balls = balls;
        _coordinates = coordinates;
        _slack = (coordinates + 16) * 4.5e-16;
        Order = new int[rows.Length / coordinates];
        for (var row = 0; row < Order.Length; row++)
        {
            Order[row] = row;
        }

        var keys = new double[Order.Length];
        var (low, high) = (new double[coordinates], new double[coordinates]);
        Grow(rows, keys, low, high, 0, Order.Length, cancellationToken);
        Points = new LaneRows(rows, coordinates, Order);
    }

    internal Distance Distance { get; }

    /// <summary>The rows in the order in which they stand in the leaves.</summary>
    internal int[] Order { get; }

    /// <summary>The points of the rows, in <see cref="Order"/>.</summary>
    internal LaneRows Points { get; }

    /// <summary>The nodes, each before its children, the left child right behind it.</summary>
    internal ReadOnlySpan<Node> Nodes => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes);

    /// <summary>The numbers of the nodes without children, in their order.</summary>
    internal int[] Leaves() => [.. Enumerable.Range(0, _nodes.Count).Where(node => _nodes[node].IsLeaf)];

    int BoundLength => _balls ? _coordinates + 1 : 2 * _coordinates;

    ReadOnlySpan<double> BoundOf(int node) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bounds).Slice(node * BoundLength, BoundLength);

    /// <summary>A node's rows are those of some places of <see cref="Order"/>.</summary>
    /// <param name="Start">The first place, a multiple of eight.</param>
    /// <param name="End">The place behind the last.</param>
    /// <param name="Right">The right child, or 0 for a leaf.</param>
    internal readonly record struct Node(int Start, int End, int Right)
    {
        /// <summary>Whether the node has no children.</summary>
        internal bool IsLeaf => Right == 0;

        /// <summary>The number of rows.</summary>
        internal int Count => End - Start;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Grow(ReadOnlySpan<double> rows, double[] keys, double[] low, double[] high, int start, int end, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var number = _nodes.Count;
        Span(rows, Order.AsSpan(start, end - start), low, high);
        AddBound(rows, start, end, low, high);
        _nodes.Add(new Node(start, end, 0));
        if (end - start <= LeafRows)
        {
            return number;
        }

        var widest = 0;
        for (var j = 1; j < _coordinates; j++)
        {
            widest = high[j] - low[j] > high[widest] - low[widest] ? j : widest;
        }

        // Children begin at whole groups.
        var half = (((end - start) / 2) + LaneRows.Lanes - 1) & -LaneRows.Lanes;
        for (var i = start; i < end; i++)
        {
            keys[i] = rows[(Order[i] * _coordinates) + widest];
        }

        Median.Part(keys.AsSpan(start, end - start), Order.AsSpan(start, end - start), half);
        Grow(rows, keys, low, high, start, start + half, cancellationToken);
        var right = Grow(rows, keys, low, high, start + half, end, cancellationToken);
        _nodes[number] = new Node(start, end, right);
        return number;
    }

    /// <summary>The least and the largest value of each feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Span(ReadOnlySpan<double> rows, ReadOnlySpan<int> order, Span<double> low, Span<double> high)
    {
        low.Fill(double.PositiveInfinity);
        high.Fill(double.NegativeInfinity);
        foreach (var row in order)
        {
            var point = rows.Slice(row * _coordinates, _coordinates);
            for (var j = 0; j < point.Length; j++)
            {
                low[j] = Math.Min(low[j], point[j]);
                high[j] = Math.Max(high[j], point[j]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddBound(ReadOnlySpan<double> rows, int start, int end, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        if (!_balls)
        {
            for (var j = 0; j < _coordinates; j++)
            {
                _bounds.Add(low[j]);
                _bounds.Add(high[j]);
            }

            return;
        }

        var centre = new double[_coordinates];
        for (var j = 0; j < centre.Length; j++)
        {
            centre[j] = low[j] + ((high[j] - low[j]) / 2);
        }

        var radius = 0.0;
        for (var i = start; i < end; i++)
        {
            radius = Math.Max(radius, Distance.Reduced(rows.Slice(Order[i] * _coordinates, _coordinates), centre));
        }

        _bounds.AddRange(centre);
        _bounds.Add(Distance.FromReduced(radius) * (1 + _slack));
    }
}
