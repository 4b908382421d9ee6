using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Grows trees on ranks, every border between a node's values a candidate. A node's rows stand beside each other and in the order of the table; a split moves those that go left
/// to the front.
/// </summary>
/// <remarks>
/// Without a limit on leaves, large nodes are split with all threads on one node, the features shared out; what is left of the tree below is then grown as tasks of their own. Where
/// one ends and the other begins depends on the number of rows alone, and so does what is drawn at random.
/// Source: L. Breiman et al., "Classification and Regression Trees", 1984; H. Shi, "Best-first Decision Tree Learning", 2007.
/// </remarks>
sealed unsafe class ExactGrower : IDisposable
{
    // Subtrees of a sixteenth of the rows balance well on some threads; smaller ones than the least are not worth a task.
    const int Tasks = 16;
    const int LeastTask = 2048;
    const int NodesPerLook = 64;

    // So many values take some tenths of a millisecond, several times as long as waking a thread.
    const int LeastShared = 32_768;

    readonly RankedColumns _columns;
    readonly GrowthSettings _settings;
    readonly GrowthTarget _target;
    readonly ForkJoin _team;
    readonly NodeSplitter[] _splitters;
    readonly NativeArray<int> _rows;
    readonly NativeArray<int> _moved;
    readonly NativeArray<double> _weights;
    readonly NodeSplit[] _ofFeature;
    readonly ConcurrentBag<ExactTree> _spare = [];
    double _total;

    /// <summary>Makes room for trees of a fit.</summary>
    /// <param name="team">The threads to use; alone, where trees are grown side by side.</param>
    internal ExactGrower(RankedColumns columns, GrowthSettings settings, GrowthTarget target, ForkJoin team)
    {
        _columns = columns;
        _settings = settings;
        _target = target;
        _team = team;
        var rows = columns.RowCount;
        _splitters = [.. Enumerable.Range(0, team.Threads).Select(_ => new NodeSplitter(columns, settings, target, rows))];
        _rows = new NativeArray<int>(rows);
        _moved = new NativeArray<int>(rows);
        _weights = new NativeArray<double>(rows);
        _ofFeature = new NodeSplit[columns.FeatureCount];
    }

    /// <summary>The weight of each row in the tree that is grown next; rows of weight 0 take no part, and one at least does.</summary>
    internal Span<double> Weights => _weights.Span;

    /// <summary>Grows one tree.</summary>
    /// <param name="rested">Told of rows whose leaf is known, on the calling thread.</param>
    internal ExactTree Grow(RandomStream random, Action<int> rested, CancellationToken cancellationToken)
    {
        var count = 0;
        _total = 0;
        for (var row = 0; row < _columns.RowCount; row++)
        {
            if (_weights.Pointer[row] > 0)
            {
                _rows.Pointer[count++] = row;
                _total += _weights.Pointer[row];
            }
        }

        var tree = Rent();
        var root = new Pending(0, 0, count, 0);
        _splitters[0].Reset();
        if (_settings.MaxLeaves > 0)
        {
            GrowBestFirst(tree, root, random, cancellationToken);
            rested(count);
        }
        else
        {
            GrowDepthFirst(tree, root, random, rested, cancellationToken);
        }

        return tree;
    }

    /// <summary>Grows one tree where an exception would be wrapped by a team; false where the fit was cancelled.</summary>
    internal bool TryGrow(RandomStream random, CancellationToken cancellationToken, out ExactTree tree)
    {
        tree = new ExactTree(_target.Outputs);
        try
        {
            tree = Grow(random, static _ => { }, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Takes a tree's memory for those grown later; the tree is not to be used any more.</summary>
    internal void Recycle(ExactTree tree) => _spare.Add(tree);

    public void Dispose()
    {
        foreach (var splitter in _splitters)
        {
            splitter.Dispose();
        }

        _rows.Dispose();
        _moved.Dispose();
        _weights.Dispose();
    }

    ExactTree Rent()
    {
        var tree = _spare.TryTake(out var spare) ? spare : new ExactTree(_target.Outputs);
        tree.Clear();
        return tree;
    }

    void GrowDepthFirst(ExactTree tree, Pending root, RandomStream random, Action<int> rested, CancellationToken cancellationToken)
    {
        var largest = Math.Max(root.Count / Tasks, LeastTask);
        var tasks = new List<Pending>();
        var stack = new Stack<Pending>([root]);
        while (stack.TryPop(out var node))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (node.Count <= largest)
            {
                tasks.Add(node);
            }
            else if (Read(tree, node) && Best(node, random) is { Exists: true } split && IsEnough(_splitters[0], split))
            {
                var (left, right) = Divide(tree, node, split);
                stack.Push(right);
                stack.Push(left);
            }
            else
            {
                rested(node.Count);
            }
        }

        GrowTasks(tree, tasks, random, rested, cancellationToken);
    }

    void GrowTasks(ExactTree tree, List<Pending> tasks, RandomStream random, Action<int> rested, CancellationToken cancellationToken)
    {
        var ordered = tasks.OrderByDescending(task => task.Count).ToArray();
        var grown = new ExactTree[ordered.Length];
        _team.Run(ordered.Length, (thread, task) =>
        {
            grown[task] = GrowTask(_splitters[thread], ordered[task], random.Fork(task), cancellationToken);
            if (thread == 0)
            {
                rested(ordered[task].Count);
            }
        });
        cancellationToken.ThrowIfCancellationRequested();
        for (var task = 0; task < grown.Length; task++)
        {
            tree.Graft(ordered[task].Node, grown[task]);
            Recycle(grown[task]);
        }
    }

    ExactTree GrowTask(NodeSplitter splitter, Pending root, RandomStream random, CancellationToken cancellationToken)
    {
        var tree = Rent();
        splitter.Reset();
        var stack = new Stack<Pending>([root with { Node = 0 }]);
        for (var i = 0; stack.TryPop(out var node); i++)
        {
            // Thrown by the caller, whose team would wrap it.
            if (i % NodesPerLook == 0 && cancellationToken.IsCancellationRequested)
            {
                break;
            }

            splitter.Begin(_rows.Pointer + node.Start, node.Count, _weights.Pointer);
            if (Record(tree, node, splitter.Scan) && splitter.Best(random) is { Exists: true } split && IsEnough(splitter, split))
            {
                var (left, right) = Divide(tree, node, split);
                stack.Push(right);
                stack.Push(left);
            }
        }

        return tree;
    }

    void GrowBestFirst(ExactTree tree, Pending root, RandomStream random, CancellationToken cancellationToken)
    {
        // Of equal decreases the node that was there first.
        var queue = new PriorityQueue<(Pending Node, NodeSplit Split), (double, int)>();
        Consider(root);
        while (tree.LeafCount < _settings.MaxLeaves && queue.TryDequeue(out var next, out _))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (left, right) = Divide(tree, next.Node, next.Split);
            Consider(left);
            Consider(right);
        }

        void Consider(Pending node)
        {
            if (Read(tree, node) && Best(node, random) is { Exists: true } split && IsEnough(_splitters[0], split))
            {
                queue.Enqueue((node, split), (-_splitters[0].Scan.Decrease(split.Score), node.Node));
            }
        }
    }

    /// <summary>Reads and records a node; returns whether it may be split.</summary>
    bool Read(ExactTree tree, Pending node)
    {
        var rows = _rows.Pointer + node.Start;
        _team.Run(IsShared(node) ? _splitters.Length : 1, (_, splitter) => _splitters[splitter].Begin(rows, node.Count, _weights.Pointer));
        return Record(tree, node, _splitters[0].Scan);
    }

    /// <summary>The best split of the node read last; the same whether features are shared out or not.</summary>
    NodeSplit Best(Pending node, RandomStream random) =>
        IsShared(node) ? NodeSplitter.Best(_splitters, _ofFeature, _team) : _splitters[0].Best(random);

    bool IsShared(Pending node) =>
        _splitters.Length > 1 && _settings.FeaturesPerSplit == _columns.FeatureCount && !_settings.RandomBorders
        && (long)node.Count * _columns.FeatureCount >= LeastShared;

    bool Record(ExactTree tree, Pending node, BorderScan scan)
    {
        tree.Nodes[node.Node] = new ExactNode { Feature = -1, Impurity = scan.Impurity, Weight = scan.Weight, Rows = node.Count };
        Span<double> value = _target.Outputs <= 64 ? stackalloc double[_target.Outputs] : new double[_target.Outputs];
        scan.WriteValue(value);
        for (var i = 0; i < value.Length; i++)
        {
            tree.Values[(node.Node * value.Length) + i] = value[i];
        }

        return !scan.IsPure && (_settings.MaxDepth == 0 || node.Depth < _settings.MaxDepth)
            && node.Count >= _settings.MinRowsToSplit && node.Count >= 2L * _settings.MinRowsPerLeaf;
    }

    // The margin is that of roundings in the decrease.
    bool IsEnough(NodeSplitter splitter, in NodeSplit split) =>
        _settings.MinImpurityDecrease == 0
        || splitter.Scan.Decrease(split.Score) / _total >= _settings.MinImpurityDecrease * (1 - 1e-12);

    /// <summary>Asks a node's question of its rows.</summary>
    (Pending Left, Pending Right) Divide(ExactTree tree, Pending node, in NodeSplit split)
    {
        var left = Partition(node.Start, node.Count, split);
        Debug.Assert(left > 0 && left < node.Count);

        // Nothing is known of where rows without a value belong: they go with most.
        var missingLeft = split.SawMissing ? split.MissingLeft : 2L * left > node.Count;
        var place = tree.AddChildren();
        tree.Nodes[node.Node] = tree.Nodes[node.Node] with
        {
            Feature = split.Feature,
            Threshold = split.Threshold,
            LeftLevels = split.LeftLevels is { } levels ? WithAbsent(levels, split.Feature, node, missingLeft) : null,
            Left = place,
            MissingLeft = missingLeft,
            SawMissing = split.SawMissing,
        };
        return (new Pending(place, node.Start, left, node.Depth + 1), new Pending(place + 1, node.Start + left, node.Count - left, node.Depth + 1));
    }

    /// <summary>Levels that no row of the node has go where rows without a value go.</summary>
    uint[] WithAbsent(uint[] levels, int feature, Pending node, bool missingLeft)
    {
        if (!missingLeft)
        {
            return levels;
        }

        var present = new bool[_columns.MissingRank(feature) + 1];
        var ranks = _columns.Column(feature);
        for (var i = 0; i < node.Count; i++)
        {
            present[ranks[_rows.Pointer[node.Start + i]]] = true;
        }

        for (var level = 0; level < present.Length - 1; level++)
        {
            if (!present[level])
            {
                NodeSplit.AddLevel(levels, level);
            }
        }

        return levels;
    }

    int Partition(int start, int count, in NodeSplit split)
    {
        var rows = _rows.Pointer + start;
        var moved = _moved.Pointer + start;
        var ranks = _columns.Column(split.Feature);
        var missingRank = _columns.MissingRank(split.Feature);
        var left = split.LeftLevels is null
            ? PartitionNumbers(rows, moved, count, ranks, split.LastLeft, split.MissingLeft ? missingRank : -1, missingRank)
            : PartitionLevels(rows, moved, count, ranks, split, missingRank);
        new ReadOnlySpan<int>(moved, count - left).CopyTo(new Span<int>(rows + left, count - left));
        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static int PartitionNumbers(int* rows, int* moved, int count, int* ranks, int lastLeft, int alsoLeft, int missingRank)
    {
        // Every row is written to both places, and one of the two is written over later: a branch would be mispredicted.
        lastLeft = Math.Min(lastLeft, missingRank - 1);
        nint left = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var rank = ranks[row];
            nint goesLeft = (rank <= lastLeft ? 1 : 0) | (rank == alsoLeft ? 1 : 0);
            rows[left] = row;
            moved[i - left] = row;
            left += goesLeft;
        }

        return (int)left;
    }

    static int PartitionLevels(int* rows, int* moved, int count, int* ranks, NodeSplit split, int missingRank)
    {
        var left = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var goesLeft = split.GoesLeft(ranks[row], missingRank);
            rows[left] = row;
            moved[i - left] = row;
            left += goesLeft ? 1 : 0;
        }

        return left;
    }

    /// <summary>A node whose rows are known but not yet its question.</summary>
    readonly record struct Pending(int Node, int Start, int Count, int Depth);
}
