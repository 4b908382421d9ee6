using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

sealed partial class SpaceTree
{
    // Every level halves the rows, and a stack of nodes grows by one a level.
    const int MostDepth = 40;

    // Below this, what squares lost by underflow is more than the slack.
    const double LeastTrusted = 1e-290;

    /// <summary>Offers the heap every row that can be among the nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Nearest(ReadOnlySpan<double> point, NearestHeap heap)
    {
        Span<int> open = stackalloc int[MostDepth];
        Span<double> bounds = stackalloc double[MostDepth];
        Span<double> reduced = stackalloc double[LeafRows];
        var nodes = Nodes;
        var count = 1;
        open[0] = 0;
        bounds[0] = 0;
        while (count > 0)
        {
            count--;
            if (bounds[count] > heap.Worst)
            {
                continue;
            }

            var number = open[count];
            var node = nodes[number];
            if (node.IsLeaf)
            {
                heap.Offer(LeafDistances(node, point, reduced), Order.AsSpan(node.Start, node.Count));
                continue;
            }

            var (near, far) = (number + 1, node.Right);
            var (nearBound, farBound) = (AtLeast(near, point), AtLeast(far, point));
            if (farBound < nearBound)
            {
                (near, far, nearBound, farBound) = (far, near, farBound, nearBound);
            }

            (open[count], bounds[count]) = (far, farBound);
            (open[count + 1], bounds[count + 1]) = (near, nearBound);
            count += 2;
        }
    }

    /// <summary>Adds the rows within a distance, with their reduced distances.</summary>
    /// <param name="point">p coordinates.</param>
    /// <param name="most">The largest reduced distance.</param>
    /// <param name="found">Receives the rows, in no order that means anything.</param>
    internal void Within(ReadOnlySpan<double> point, double most, List<(double Reduced, int Row)> found)
    {
        Span<int> open = stackalloc int[MostDepth];
        Span<double> reduced = stackalloc double[LeafRows];
        var count = 1;
        open[0] = 0;
        while (count > 0)
        {
            var number = open[--count];
            if (AtLeast(number, point) > most)
            {
                continue;
            }

            var node = Nodes[number];
            if (!node.IsLeaf)
            {
                open[count++] = number + 1;
                open[count++] = node.Right;
                continue;
            }

            var distances = LeafDistances(node, point, reduced);
            for (var i = 0; i < node.Count; i++)
            {
                if (distances[i] <= most)
                {
                    found.Add((distances[i], Order[node.Start + i]));
                }
            }
        }
    }

    /// <summary>The reduced distances to the rows of a leaf, and perhaps more behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ReadOnlySpan<double> LeafDistances(Node leaf, ReadOnlySpan<double> point, Span<double> reduced)
    {
        var lanes = (leaf.Count + LaneRows.Lanes - 1) & -LaneRows.Lanes;
        Points.Reduced(Distance, point, leaf.Start / LaneRows.Lanes, reduced[..lanes]);
        return reduced[..lanes];
    }

    /// <summary>
    /// A reduced distance that no row of the node falls below, as computed: every operation on the way rounds the same way for the box's side as for
    /// a row beyond it. Roots and powers do not promise that; they get room.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double AtLeast(int node, ReadOnlySpan<double> point)
    {
        var bound = BoundOf(node);
        if (_balls)
        {
            var centre = Distance.FromReduced(Distance.Reduced(point, bound[..^1]));
            var gap = (centre * (1 - _slack)) - bound[^1];
            var reduced = gap > 0 && gap < double.PositiveInfinity ? Distance.ToReduced(gap) * (1 - (_slack * Math.Max(1, Distance.Power))) : 0;
            return reduced > LeastTrusted ? reduced : 0;
        }

        var sum = 0.0;
        if (Distance.Kind == DistanceKind.Euclidean)
        {
            for (var j = 0; j < point.Length; j++)
            {
                var gap = Math.Max(0, Math.Max(bound[2 * j] - point[j], point[j] - bound[(2 * j) + 1]));
                sum += gap * gap;
            }

            return sum;
        }

        for (var j = 0; j < point.Length; j++)
        {
            sum = Distance.Plus(sum, Math.Max(0, Math.Max(bound[2 * j] - point[j], point[j] - bound[(2 * j) + 1])));
        }

        return Distance.Kind == DistanceKind.Minkowski ? sum * (1 - (_slack * Distance.Power)) : sum;
    }
}
