using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// A minimum spanning tree of rows by mutual reachability, the largest of two rows' core distances and the distance between them, found in rounds: in each, every component takes the
/// shortest edge that leaves it.
/// </summary>
/// <remarks>
/// Whichever of equal edges a component takes, the edges of a round that close no circle belong to one minimum spanning tree, and all such trees connect the same rows up to any length. Source:
/// O. Boruvka, 1926; W. B. March, P. Ram, A. G. Gray, "Fast Euclidean Minimum Spanning Tree", 2010; L. McInnes, J. Healy, "Accelerated Hierarchical Density Based Clustering", 2017.
/// </remarks>
sealed class ReachabilityTree
{
    const int BlockLeaves = 16;
    const int Unknown = -1;
    const int Several = -1;

    // No length has these bits.
    static readonly long Taken = BitConverter.DoubleToInt64Bits(-1);

    readonly SpaceTree _tree;
    readonly double[] _rows;
    readonly int _coordinates;
    readonly FitOptions _options;
    readonly int[] _leaves;

    // By place in the tree: core distance, component, the nearest row of another component as far as known, and what no nearer one falls below.
    readonly double[] _cores;
    readonly int[] _components;
    readonly int[] _candidates;
    readonly double[] _atLeast;

    // By node: the least core distance, and the component of all its rows.
    readonly double[] _nodeCores;
    readonly int[] _nodeComponents;

    // By component: the length of the shortest edge found, as bits, which order as the numbers do.
    readonly long[] _shortest;

    ReachabilityTree(SpaceTree tree, double[] rows, int coordinates, double[] cores, FitOptions options)
    {
        _tree = tree;
        _rows = rows;
        _coordinates = coordinates;
        _options = options;
        _leaves = tree.Leaves();
        _cores = Array.ConvertAll(tree.Order, row => cores[row]);
        _components = [.. Enumerable.Range(0, cores.Length)];
        _candidates = new int[cores.Length];
        Array.Fill(_candidates, Unknown);
        _atLeast = (double[])_cores.Clone();
        _nodeCores = new double[tree.Nodes.Length];
        _nodeComponents = new int[tree.Nodes.Length];
        _shortest = new long[cores.Length];
        for (var number = tree.Nodes.Length - 1; number >= 0; number--)
        {
            var node = tree.Nodes[number];
            _nodeCores[number] = node.IsLeaf
                ? Least(_cores.AsSpan(node.Start, node.Count))
                : Math.Min(_nodeCores[number + 1], _nodeCores[node.Right]);
        }
    }

    /// <summary>The edges of the tree, one fewer than rows, the shortest first.</summary>
    /// <param name="tree">The rows in boxes.</param>
    /// <param name="rows">n × p, row-major.</param>
    /// <param name="coordinates">p.</param>
    /// <param name="cores">The reduced core distance of each row.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    internal static (double Reduced, int A, int B)[] Edges(SpaceTree tree, double[] rows, int coordinates, double[] cores, FitOptions options)
    {
        var search = new ReachabilityTree(tree, rows, coordinates, cores, options);
        var sets = new DisjointSets(cores.Length);
        var edges = new List<(double Reduced, int A, int B)>(cores.Length);
        while (edges.Count < cores.Length - 1)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            search.Number(sets);
            search.FindShortest();
            search.Add(edges, sets);
            options.Progress?.Report(new FitProgress("edges", edges.Count, cores.Length - 1));
        }

        var sorted = edges.Select(edge => (edge.Reduced, A: tree.Order[edge.A], B: tree.Order[edge.B])).ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    static double Least(ReadOnlySpan<double> values)
    {
        var least = double.PositiveInfinity;
        foreach (var value in values)
        {
            least = Math.Min(least, value);
        }

        return least;
    }

    /// <summary>Writes down the component of each row and node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Number(DisjointSets sets)
    {
        for (var place = 0; place < _components.Length; place++)
        {
            _components[place] = sets.Find(place);
            _shortest[place] = BitConverter.DoubleToInt64Bits(double.PositiveInfinity);
        }

        for (var number = _nodeComponents.Length - 1; number >= 0; number--)
        {
            var node = _tree.Nodes[number];
            if (!node.IsLeaf)
            {
                _nodeComponents[number] = _nodeComponents[number + 1] == _nodeComponents[node.Right] ? _nodeComponents[node.Right] : Several;
                continue;
            }

            var component = _components[node.Start];
            for (var place = node.Start + 1; place < node.End; place++)
            {
                component = _components[place] == component ? component : Several;
            }

            _nodeComponents[number] = component;
        }
    }

    void FindShortest()
    {
        // What earlier rounds found and still leads out of the component bounds what is looked for.
        for (var place = 0; place < _candidates.Length; place++)
        {
            if (_candidates[place] != Unknown && _components[_candidates[place]] == _components[place])
            {
                _candidates[place] = Unknown;
            }
            else if (_candidates[place] != Unknown)
            {
                Shorten(_components[place], _atLeast[place]);
            }
        }

        ParallelBlocks.For(
            _leaves.Length,
            BlockLeaves,
            _options.MaxThreads,
            (_, start, end) =>
            {
                var open = new Stack<(int Node, double Bound)>();
                for (var i = start; i < end; i++)
                {
                    Search(_leaves[i], open);
                }
            },
            _options.CancellationToken);
    }

    /// <summary>Takes each component's shortest edge in, one of equal ones, where it closes no circle.</summary>
    void Add(List<(double Reduced, int A, int B)> edges, DisjointSets sets)
    {
        for (var place = 0; place < _candidates.Length; place++)
        {
            var component = _components[place];
            if (_candidates[place] == Unknown || _atLeast[place] != Shortest(component))
            {
                continue;
            }

            _shortest[component] = Taken;
            if (sets.Join(place, _candidates[place]))
            {
                edges.Add((_atLeast[place], place, _candidates[place]));
            }
        }
    }

    double Shortest(int component) => BitConverter.Int64BitsToDouble(Volatile.Read(ref _shortest[component]));

    void Shorten(int component, double reduced)
    {
        var bits = BitConverter.DoubleToInt64Bits(reduced);
        var seen = Volatile.Read(ref _shortest[component]);
        while (bits < seen)
        {
            var before = Interlocked.CompareExchange(ref _shortest[component], bits, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>Looks for the shortest edges from the rows of a leaf to other components, as far as they may be the shortest of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Search(int number, Stack<(int Node, double Bound)> open)
    {
        var leaf = _tree.Nodes[number];
        Span<double> best = stackalloc double[SpaceTree.LeafRows];
        Span<int> found = stackalloc int[SpaceTree.LeafRows];
        Span<bool> looks = stackalloc bool[SpaceTree.LeafRows];
        var most = Open(leaf, best, found, looks);
        open.Clear();
        open.Push((0, 0));
        while (open.Count > 0)
        {
            var (other, bound) = open.Pop();
            if (bound >= most)
            {
                continue;
            }

            var node = _tree.Nodes[other];
            if (node.IsLeaf)
            {
                most = Measure(leaf, other, best, found, looks);
                continue;
            }

            var (near, far) = (other + 1, node.Right);
            var (nearBound, farBound) = (Bound(number, near), Bound(number, far));
            if (farBound < nearBound)
            {
                (near, far, nearBound, farBound) = (far, near, farBound, nearBound);
            }

            open.Push((far, farBound));
            open.Push((near, nearBound));
        }

        for (var i = 0; i < leaf.Count; i++)
        {
            // Where others of the component found less meanwhile, a row's find may not be its nearest, but nothing is nearer than what they found.
            var place = leaf.Start + i;
            if (found[i] != Unknown && Length(place, found[i]) == best[i])
            {
                _candidates[place] = found[i];
            }

            _atLeast[place] = _candidates[place] == Unknown || _candidates[place] == found[i] ? Math.Max(_atLeast[place], best[i]) : _atLeast[place];
        }
    }

    /// <summary>Tells which rows of a leaf must look, and below what; gives the largest such bound, or −1.</summary>
    double Open(SpaceTree.Node leaf, Span<double> best, Span<int> found, Span<bool> looks)
    {
        var most = -1.0;
        for (var i = 0; i < leaf.Count; i++)
        {
            var place = leaf.Start + i;
            best[i] = Shortest(_components[place]);
            found[i] = Unknown;
            looks[i] = _candidates[place] == Unknown && _atLeast[place] < best[i];
            most = looks[i] ? Math.Max(most, best[i]) : most;
            best[i] = looks[i] ? best[i] : 0;
        }

        return most;
    }

    double Bound(int leaf, int node) => _nodeComponents[node] != Several && _nodeComponents[node] == _nodeComponents[leaf]
        ? double.PositiveInfinity
        : Math.Max(_nodeCores[node], _tree.AtLeast(leaf, node));

    double Length(int place, int other) => Math.Max(
        Math.Max(_cores[place], _cores[other]),
        _tree.Distance.Reduced(_rows.AsSpan(_tree.Order[place] * _coordinates, _coordinates), _rows.AsSpan(_tree.Order[other] * _coordinates, _coordinates)));

    /// <summary>Measures the edges between the rows of two leaves; gives the largest bound that is left, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Measure(SpaceTree.Node leaf, int other, Span<double> best, Span<int> found, Span<bool> looks)
    {
        Span<double> reduced = stackalloc double[SpaceTree.LeafRows];
        var node = _tree.Nodes[other];
        var most = -1.0;
        for (var i = 0; i < leaf.Count; i++)
        {
            if (!looks[i])
            {
                continue;
            }

            var place = leaf.Start + i;
            var component = _components[place];
            best[i] = Math.Min(best[i], Shortest(component)); // others find edges of the same component meanwhile
            var point = _rows.AsSpan(_tree.Order[place] * _coordinates, _coordinates);
            if (_nodeComponents[other] != component && Math.Max(_nodeCores[other], _tree.AtLeast(other, point)) < best[i])
            {
                var distances = _tree.LeafDistances(node, point, reduced);
                var core = _cores[place];
                var before = best[i];
                for (var j = 0; j < node.Count; j++)
                {
                    var length = Math.Max(Math.Max(distances[j], core), _cores[node.Start + j]);
                    if (length < best[i] && _components[node.Start + j] != component)
                    {
                        best[i] = length;
                        found[i] = node.Start + j;
                    }
                }

                if (best[i] < before)
                {
                    Shorten(component, best[i]);
                }
            }

            // At its lower bound a row has nothing more to look for.
            looks[i] = best[i] > _atLeast[place];
            most = looks[i] ? Math.Max(most, best[i]) : most;
        }

        return most;
    }
}
