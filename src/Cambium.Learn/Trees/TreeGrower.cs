using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Grows trees leaf by leaf, in the order of <see cref="TreeGrowth"/>. Of two children only the one with fewer rows is
/// read for its histogram; the other's is what remains of the parent's.
/// </summary>
/// <remarks>Source: H. Shi, "Best-first Decision Tree Learning", 2007; G. Ke et al., "LightGBM", 2017.</remarks>
sealed unsafe class TreeGrower : IDisposable
{
    readonly BoostingSettings _settings;
    readonly BinnedMatrix _matrix;
    readonly ForkJoin _team;
    readonly RowItems _rows;
    readonly HistogramLayout _layout;
    readonly HistogramBuilder _builder;
    readonly ColumnRules _rules;
    readonly ColumnChoice _columns;
    readonly SplitFinder[] _finders;
    readonly Split[] _bestOfGroup;
    readonly Split[] _otherBestOfGroup;
    readonly Stack<NativeArray<double>> _freeHistograms = [];
    readonly List<NativeArray<double>> _histograms = [];
    GradientScale _scale;

    internal TreeGrower(BoostingSettings settings, ColumnRules rules, BinnedMatrix matrix, RowItems rows, ForkJoin team)
    {
        _settings = settings;
        _matrix = matrix;
        _team = team;
        _rows = rows;
        _rules = rules;
        _columns = new ColumnChoice(settings, rules, matrix.FeatureCount);
        _layout = new HistogramLayout(matrix.Bins);
        _builder = new HistogramBuilder(matrix, _layout, team);
        _finders = [.. Enumerable.Range(0, team.Threads).Select(_ => new SplitFinder(settings, rules, matrix, _layout))];
        _bestOfGroup = new Split[matrix.GroupCount];
        _otherBestOfGroup = new Split[matrix.GroupCount];
    }

    /// <summary>Grows one tree; the values of its leaves are not yet known.</summary>
    /// <param name="scale">What the rows' whole-number derivatives are worth.</param>
    /// <param name="buffer">Which buffer of <see cref="RowItems"/> begins with the tree's rows.</param>
    /// <param name="count">The number of those rows.</param>
    /// <param name="random">Chooses columns, where they are sampled.</param>
    internal GrownTree Grow(GradientScale scale, int buffer, int count, RandomStream random)
    {
        _scale = scale;
        _columns.Begin(random);
        var tree = new Tree();
        var rules = new List<BinRule>();
        var leaves = new List<GrowingLeaf> { Root(buffer, count) };
        while (leaves.Count < _settings.Leaves && NextToSplit(leaves) is var number and >= 0)
        {
            var leaf = leaves[number];
            var split = leaf.Best;
            var bins = _matrix.Bins[split.Feature];
            var rule = new BinRule(split, bins);
            rules.Add(rule);
            var node = tree.Add(leaf.Parent, leaf.IsLeft, number, leaves.Count, split, bins);
            var leftCount = _rows.Partition(_team, leaf.Buffer, leaf.Start, leaf.Count, _matrix.Column(split.Feature), rule);
            leaves[number] = Child(leaf, node, isLeft: true, leaf.Start, leftCount);
            leaves.Add(Child(leaf, node, isLeft: false, leaf.Start + leftCount, leaf.Count - leftCount));
            FindSplits(leaf, leaves[number], leaves[^1], isLast: leaves.Count == _settings.Leaves);
        }

        foreach (var leaf in leaves)
        {
            Release(leaf);
        }

        return new GrownTree(tree, leaves, [.. rules]);
    }

    public void Dispose()
    {
        foreach (var histogram in _histograms)
        {
            histogram.Dispose();
        }

        _builder.Dispose();

        foreach (var finder in _finders)
        {
            finder.Dispose();
        }
    }

    /// <summary>The leaf to split next, the earliest of equals; -1 where none can be split.</summary>
    int NextToSplit(List<GrowingLeaf> leaves)
    {
        var best = -1;
        for (var i = 0; i < leaves.Count; i++)
        {
            if (leaves[i].Best.Exists && (best < 0 || IsBefore(leaves[i], leaves[best])))
            {
                best = i;
            }
        }

        return best;
    }

    bool IsBefore(GrowingLeaf leaf, GrowingLeaf other) =>
        _settings.Growth == TreeGrowth.DepthWise && leaf.Depth != other.Depth ? leaf.Depth < other.Depth : leaf.Best.Gain > other.Best.Gain;

    GrowingLeaf Child(GrowingLeaf parent, int node, bool isLeft, int start, int count)
    {
        var split = parent.Best;
        var openGroups = _columns.OpenGroups(parent.OpenGroups, split.Feature);
        return new GrowingLeaf
        {
            Parent = node,
            IsLeft = isLeft,
            Depth = parent.Depth + 1,
            Buffer = 1 - parent.Buffer,
            Start = start,
            Count = count,
            Sums = isLeft ? split.Left : parent.Sums - split.Left,
            Bounds = Bounds(parent, isLeft),
            OpenGroups = openGroups,
            Features = _columns.Features(openGroups, (2L * node) + (isLeft ? 1 : 2)),
        };
    }

    /// <summary>Where the split is by a feature with a direction, the values of both sides are kept apart by the middle between their best ones.</summary>
    ValueBounds Bounds(GrowingLeaf parent, bool isLeft)
    {
        var split = parent.Best;
        var direction = _rules.Direction(split.Feature);
        if (direction == 0)
        {
            return parent.Bounds;
        }

        var (l1, l2) = (_settings.L1 / _scale.Gradient, _settings.L2 / _scale.Hessian);
        var middle = (split.Left.Value(l1, l2, parent.Bounds) + (parent.Sums - split.Left).Value(l1, l2, parent.Bounds)) / 2;
        return isLeft == direction > 0 ? parent.Bounds with { High = middle } : parent.Bounds with { Low = middle };
    }

    GrowingLeaf Root(int buffer, int count)
    {
        var histogram = Rent();
        var sums = histogram.Pointer;
        var items = _rows.Buffer(buffer);
        _builder.Begin(items, count, sums);
        _team.Run(_matrix.GroupCount, (thread, group) => _builder.Complete(thread, group, items, count, sums));
        var total = default(GradientSums);
        var run = _layout.Run(0);
        for (var bin = 0; bin <= _matrix.Bins[0].Count; bin++)
        {
            total += new GradientSums(sums[bin], sums[run + bin], sums[run + run + bin]);
        }

        var root = new GrowingLeaf
        {
            Parent = -1,
            IsLeft = false,
            Depth = 0,
            Buffer = buffer,
            Start = 0,
            Count = count,
            Sums = total,
            OpenGroups = _columns.AllGroups(),
            Features = _columns.Features(_columns.AllGroups(), 0),
            Histogram = histogram,
        };
        if (CanSplit(root))
        {
            _team.Run(_matrix.GroupCount, (thread, group) => _bestOfGroup[group] = _finders[thread].Best(group, sums, root, _scale));
            root.Best = BestOf(_bestOfGroup);
        }

        return root;
    }

    void FindSplits(GrowingLeaf parent, GrowingLeaf left, GrowingLeaf right, bool isLast)
    {
        if (isLast || (!CanSplit(left) && !CanSplit(right)))
        {
            Release(parent);
            return;
        }

        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        smaller.Histogram = Rent();
        larger.Histogram = parent.Histogram;
        parent.Histogram = null;
        var smallSums = smaller.Histogram.Pointer;
        var largeSums = larger.Histogram!.Pointer; // a leaf with a split has its histogram
        var items = _rows.Buffer(smaller.Buffer) + smaller.Start;
        var (splitSmall, splitLarge) = (CanSplit(smaller), CanSplit(larger));
        _builder.Begin(items, smaller.Count, smallSums);
        _team.Run(_matrix.GroupCount, (thread, group) =>
        {
            _builder.Complete(thread, group, items, smaller.Count, smallSums);
            _builder.Subtract(group, largeSums, smallSums);
            _bestOfGroup[group] = splitSmall ? _finders[thread].Best(group, smallSums, smaller, _scale) : default;
            _otherBestOfGroup[group] = splitLarge ? _finders[thread].Best(group, largeSums, larger, _scale) : default;
        });
        smaller.Best = BestOf(_bestOfGroup);
        larger.Best = BestOf(_otherBestOfGroup);
        ReleaseUnlessSplit(smaller);
        ReleaseUnlessSplit(larger);
    }

    static Split BestOf(Split[] bestOfGroup)
    {
        var best = bestOfGroup[0];
        foreach (var split in bestOfGroup)
        {
            best = split.Gain > best.Gain ? split : best;
        }

        return best;
    }

    bool CanSplit(GrowingLeaf leaf) =>
        leaf.Count >= 2L * _settings.MinRowsPerLeaf && (_settings.MaxDepth == 0 || leaf.Depth < _settings.MaxDepth);

    NativeArray<double> Rent()
    {
        if (_freeHistograms.TryPop(out var free))
        {
            return free;
        }

        var histogram = new NativeArray<double>(_layout.Length);
        _histograms.Add(histogram);
        return histogram;
    }

    void ReleaseUnlessSplit(GrowingLeaf leaf)
    {
        if (!leaf.Best.Exists)
        {
            Release(leaf);
        }
    }

    void Release(GrowingLeaf leaf)
    {
        if (leaf.Histogram is { } histogram)
        {
            _freeHistograms.Push(histogram);
            leaf.Histogram = null;
        }
    }
}
