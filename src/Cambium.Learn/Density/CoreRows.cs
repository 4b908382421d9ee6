using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Which rows have company enough within a radius, which of those hang together, and to which the others belong.</summary>
sealed class CoreRows
{
    // Leaves that one thread takes at a time.
    const int BlockLeaves = 16;

    // Subtrees of about so many rows are joined within themselves in parallel, then with each other.
    const int SubtreeRows = 4096;

    readonly SpaceTree _tree;
    readonly double[] _rows;
    readonly int _coordinates;
    readonly double _most;
    readonly FitOptions _options;
    readonly int[] _leaves;
    readonly bool[] _isCore;
    readonly DisjointSets _sets;
    readonly int[] _representatives;

    /// <summary>Prepares rows.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="coordinates">p.</param>
    /// <param name="distance">By which rows are near.</param>
    /// <param name="most">The reduced radius.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal CoreRows(double[] rows, int coordinates, Distance distance, double most, FitOptions options)
    {
        _rows = rows;
        _coordinates = coordinates;
        _most = most;
        _options = options;
        _tree = new SpaceTree(rows, coordinates, distance, balls: false, options.CancellationToken);
        _leaves = _tree.Leaves();
        _isCore = new bool[_tree.Order.Length];
        _sets = new DisjointSets(_tree.Order.Length);
        _representatives = new int[_tree.Nodes.Length];
    }

    /// <summary>Finds the clusters: −1 for a row that no core row is near, else from 0 in the order of each cluster's first core row.</summary>
    /// <param name="weights">The weight of each row; empty where each weighs 1.</param>
    /// <param name="least">The weight within the radius, a row's own included, that makes it a core row.</param>
    /// <param name="isCore">Whether each row is a core row.</param>
    internal int[] Clusters(double[] weights, double least, out bool[] isCore)
    {
        var order = _tree.Order;
        MarkCores(weights, least);
        _options.Progress?.Report(new FitProgress("clusters", 1, 3));
        Connect();
        _options.Progress?.Report(new FitProgress("clusters", 2, 3));

        var placeOf = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            placeOf[order[place]] = place;
        }

        var numbers = new Dictionary<int, int>();
        var ofPlace = new int[order.Length];
        Array.Fill(ofPlace, ClustererModel.Noise);
        for (var row = 0; row < order.Length; row++)
        {
            var place = placeOf[row];
            if (_isCore[place])
            {
                var set = _sets.Find(place);
                if (!numbers.TryGetValue(set, out var number))
                {
                    numbers.Add(set, number = numbers.Count);
                }

                ofPlace[place] = number;
            }
        }

        var clusters = new int[order.Length];
        ForEachLeaf((_, node) => AddBorder(node, ofPlace, clusters));
        isCore = Array.ConvertAll(placeOf, place => _isCore[place]);
        _options.Progress?.Report(new FitProgress("clusters", 3, 3));
        return clusters;
    }

    ReadOnlySpan<double> PointAt(int place) => _rows.AsSpan(_tree.Order[place] * _coordinates, _coordinates);

    void ForEachLeaf(Action<int, SpaceTree.Node> body) => ParallelBlocks.For(
        _leaves.Length,
        BlockLeaves,
        _options.MaxThreads,
        (_, start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                body(_leaves[i], _tree.Nodes[_leaves[i]]);
            }
        },
        _options.CancellationToken);

    void MarkCores(double[] weights, double least)
    {
        var found = new RowWeights(weights, _tree.Order);
        ForEachLeaf((number, leaf) =>
        {
            Span<double> sums = stackalloc double[SpaceTree.LeafRows];
            sums = sums[..leaf.Count];
            sums.Clear();
            var isShort = AddNear(number, number, sums, found, least);
            var open = new Stack<int>();
            open.Push(0);
            while (isShort && open.Count > 0)
            {
                var other = open.Pop();
                if (other == number || _tree.AtLeast(number, other) > _most)
                {
                    continue;
                }

                var node = _tree.Nodes[other];
                if (node.IsLeaf)
                {
                    isShort = AddNear(number, other, sums, found, least);
                }
                else if (!Encloses(node, leaf) && _tree.AtMost(number, other) <= _most)
                {
                    isShort = AddAll(sums, found.Of(node.Start, node.End), least);
                }
                else
                {
                    open.Push(node.Right);
                    open.Push(other + 1);
                }
            }

            for (var i = 0; i < sums.Length; i++)
            {
                _isCore[leaf.Start + i] = sums[i] >= least;
            }
        });
    }

    /// <summary>Adds a weight to each sum; tells whether one is still too little.</summary>
    static bool AddAll(Span<double> sums, double weight, double least)
    {
        var isShort = false;
        foreach (ref var sum in sums)
        {
            sum += weight;
            isShort |= sum < least;
        }

        return isShort;
    }

    /// <summary>Adds what each row of a leaf finds in another leaf; tells whether one has still too little.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool AddNear(int leaf, int other, Span<double> sums, RowWeights weights, double least)
    {
        Span<double> reduced = stackalloc double[SpaceTree.LeafRows];
        var (start, node) = (_tree.Nodes[leaf].Start, _tree.Nodes[other]);
        var isShort = false;
        for (var i = 0; i < sums.Length; i++)
        {
            var point = PointAt(start + i);
            if (sums[i] < least && _tree.AtLeast(other, point) <= _most)
            {
                var distances = _tree.LeafDistances(node, point, reduced);
                for (var j = 0; j < node.Count; j++)
                {
                    sums[i] += distances[j] <= _most ? weights.Of(node.Start + j) : 0;
                }
            }

            isShort |= sums[i] < least;
        }

        return isShort;
    }

    static bool Encloses(SpaceTree.Node node, SpaceTree.Node leaf) => node.Start <= leaf.Start && leaf.End <= node.End;

    /// <summary>Joins core rows within the radius of each other: each subtree within itself, then with its sibling.</summary>
    void Connect()
    {
        var subtrees = new List<int>();
        Divide(0);
        ParallelBlocks.For(subtrees.Count, 1, _options.MaxThreads, (block, _, _) => Connect(subtrees[block], known: false), _options.CancellationToken);
        Connect(0, known: true);

        void Divide(int number)
        {
            var node = _tree.Nodes[number];
            if (node.IsLeaf || node.Count <= SubtreeRows)
            {
                subtrees.Add(number);
                return;
            }

            Divide(number + 1);
            Divide(node.Right);
        }
    }

    // A node's representative is one of its core rows' places where all of them are in one set; else:
    const int Several = -1;
    const int NoCore = -2;

    /// <summary>Joins the core rows of a node.</summary>
    /// <param name="number">The node.</param>
    /// <param name="known">Whether subtrees of few rows are done.</param>
    void Connect(int number, bool known)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        var node = _tree.Nodes[number];
        if (known && (node.IsLeaf || node.Count <= SubtreeRows))
        {
            return;
        }

        if (node.IsLeaf || _tree.AtMost(number, number) <= _most)
        {
            _representatives[number] = ConnectWithin(number, node);
            if (!node.IsLeaf)
            {
                Spread(number, _representatives[number]);
            }

            return;
        }

        Connect(number + 1, known);
        Connect(node.Right, known);
        Connect(number + 1, node.Right);
        _representatives[number] = Together(_representatives[number + 1], _representatives[node.Right]);
    }

    void Spread(int number, int representative)
    {
        var node = _tree.Nodes[number];
        _representatives[number] = RepresentativeWithin(node, representative);
        if (!node.IsLeaf)
        {
            Spread(number + 1, representative);
            Spread(node.Right, representative);
        }
    }

    int RepresentativeWithin(SpaceTree.Node node, int representative) =>
        representative == NoCore || _isCore.AsSpan(node.Start, node.Count).Contains(true) ? representative : NoCore;

    int Together(int a, int b) =>
        a == NoCore ? b : b == NoCore ? a : a == Several || b == Several || _sets.Find(a) != _sets.Find(b) ? Several : a;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ConnectWithin(int number, SpaceTree.Node node)
    {
        Span<double> reduced = stackalloc double[SpaceTree.LeafRows];
        var all = _tree.AtMost(number, number) <= _most;
        var representative = NoCore;
        for (var place = node.Start; place < node.End; place++)
        {
            if (!_isCore[place])
            {
                continue;
            }

            if (all)
            {
                representative = representative == NoCore ? place : representative;
                _sets.Join(representative, place);
                continue;
            }

            var distances = _tree.LeafDistances(node, PointAt(place), reduced);
            for (var other = node.Start; other < place; other++)
            {
                if (_isCore[other] && distances[other - node.Start] <= _most)
                {
                    _sets.Join(other, place);
                }
            }
        }

        for (var place = node.Start; !all && place < node.End; place++)
        {
            representative = _isCore[place] ? Together(representative, place) : representative;
        }

        return representative;
    }

    /// <summary>Joins the core rows of two nodes that are near each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Connect(int a, int b)
    {
        var (repA, repB) = (_representatives[a], _representatives[b]);
        if (repA == NoCore || repB == NoCore || (repA >= 0 && repB >= 0 && _sets.Find(repA) == _sets.Find(repB)) || _tree.AtLeast(a, b) > _most)
        {
            return;
        }

        var (first, second) = (_tree.Nodes[a], _tree.Nodes[b]);
        if (first.IsLeaf && second.IsLeaf)
        {
            ConnectLeaves(b, first, second, repA >= 0 && repB >= 0);
        }
        else if (second.IsLeaf || (!first.IsLeaf && first.Count >= second.Count))
        {
            Connect(a + 1, b);
            Connect(first.Right, b);
        }
        else
        {
            Connect(a, b + 1);
            Connect(a, second.Right);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ConnectLeaves(int b, SpaceTree.Node first, SpaceTree.Node second, bool oneIsEnough)
    {
        Span<double> reduced = stackalloc double[SpaceTree.LeafRows];
        for (var place = first.Start; place < first.End; place++)
        {
            var point = PointAt(place);
            if (!_isCore[place] || _tree.AtLeast(b, point) > _most)
            {
                continue;
            }

            var distances = _tree.LeafDistances(second, point, reduced);
            for (var j = 0; j < second.Count; j++)
            {
                if (distances[j] <= _most && _isCore[second.Start + j])
                {
                    _sets.Join(place, second.Start + j);
                    if (oneIsEnough)
                    {
                        return;
                    }
                }
            }
        }
    }

    /// <summary>Writes a leaf's clusters; a row that is no core row takes the lowest number of the core rows near it.</summary>
    void AddBorder(SpaceTree.Node leaf, int[] ofPlace, int[] clusters)
    {
        for (var place = leaf.Start; place < leaf.End; place++)
        {
            clusters[_tree.Order[place]] = _isCore[place] ? ofPlace[place] : LeastNear(PointAt(place), ofPlace);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int LeastNear(ReadOnlySpan<double> point, int[] ofPlace)
    {
        Span<double> reduced = stackalloc double[SpaceTree.LeafRows];
        var least = int.MaxValue;
        var open = new Stack<int>();
        open.Push(0);
        while (open.Count > 0)
        {
            var number = open.Pop();
            if (_representatives[number] == NoCore || _tree.AtLeast(number, point) > _most)
            {
                continue;
            }

            var node = _tree.Nodes[number];
            if (!node.IsLeaf)
            {
                open.Push(node.Right);
                open.Push(number + 1);
                continue;
            }

            var distances = _tree.LeafDistances(node, point, reduced);
            for (var i = 0; i < node.Count; i++)
            {
                if (distances[i] <= _most && _isCore[node.Start + i])
                {
                    least = Math.Min(least, ofPlace[node.Start + i]);
                }
            }
        }

        return least == int.MaxValue ? ClustererModel.Noise : least;
    }
}
