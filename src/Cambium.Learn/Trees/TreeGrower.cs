namespace Cambium.Learn;

/// <summary>
/// Grows trees best first: of all leaves, the one whose split takes most off the loss is split next. Of two children only the one with fewer rows is
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
    readonly SplitFinder[] _finders;
    readonly Split[] _bestOfGroup;
    readonly Split[] _otherBestOfGroup;
    readonly Stack<NativeArray<double>> _freeHistograms = [];
    readonly List<NativeArray<double>> _histograms = [];
    GradientScale _scale;

    internal TreeGrower(BoostingSettings settings, BinnedMatrix matrix, RowItems rows, ForkJoin team)
    {
        _settings = settings;
        _matrix = matrix;
        _team = team;
        _rows = rows;
        _layout = new HistogramLayout(matrix.Bins);
        _builder = new HistogramBuilder(matrix, _layout, team);
        _finders = [.. Enumerable.Range(0, team.Threads).Select(_ => new SplitFinder(settings, matrix, _layout))];
        _bestOfGroup = new Split[matrix.GroupCount];
        _otherBestOfGroup = new Split[matrix.GroupCount];
    }

    /// <summary>Grows one tree on the rows in the first buffer; the values of its leaves are not yet known.</summary>
    /// <returns>The tree, and its leaves in the order of their numbers.</returns>
    internal (Tree Tree, List<GrowingLeaf> Leaves) Grow(GradientScale scale)
    {
        _scale = scale;
        var tree = new Tree();
        var leaves = new List<GrowingLeaf> { Root() };
        while (leaves.Count < _settings.Leaves && NextToSplit(leaves) is var number and >= 0)
        {
            var leaf = leaves[number];
            var split = leaf.Best;
            var bins = _matrix.Bins[split.Feature];
            var node = tree.Add(leaf.Parent, leaf.IsLeft, number, leaves.Count, split, bins);
            var leftCount = _rows.Partition(_team, leaf.Buffer, leaf.Start, leaf.Count, _matrix.Column(split.Feature), new BinRule(split, bins));
            leaves[number] = Child(leaf, node, isLeft: true, leaf.Start, leftCount, split.Left);
            leaves.Add(Child(leaf, node, isLeft: false, leaf.Start + leftCount, leaf.Count - leftCount, leaf.Sums - split.Left));
            FindSplits(leaf, leaves[number], leaves[^1], isLast: leaves.Count == _settings.Leaves);
        }

        foreach (var leaf in leaves)
        {
            Release(leaf);
        }

        return (tree, leaves);
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

    /// <summary>The leaf whose split gains most, the earliest of equals; -1 where none can be split.</summary>
    static int NextToSplit(List<GrowingLeaf> leaves)
    {
        var best = -1;
        for (var i = 0; i < leaves.Count; i++)
        {
            if (leaves[i].Best.Exists && (best < 0 || leaves[i].Best.Gain > leaves[best].Best.Gain))
            {
                best = i;
            }
        }

        return best;
    }

    static GrowingLeaf Child(GrowingLeaf parent, int node, bool isLeft, int start, int count, GradientSums sums) => new()
    {
        Parent = node,
        IsLeft = isLeft,
        Depth = parent.Depth + 1,
        Buffer = 1 - parent.Buffer,
        Start = start,
        Count = count,
        Sums = sums,
    };

    GrowingLeaf Root()
    {
        var histogram = Rent();
        var sums = histogram.Pointer;
        var items = _rows.Buffer(0);
        _builder.Begin(items, _matrix.RowCount, sums);
        _team.Run(_matrix.GroupCount, (thread, group) => _builder.Complete(thread, group, items, _matrix.RowCount, sums));
        var total = default(GradientSums);
        var run = _layout.Run(0);
        for (var bin = 0; bin <= _matrix.Bins[0].Count; bin++)
        {
            total += new GradientSums(sums[bin], sums[run + bin], sums[run + run + bin]);
        }

        var root = new GrowingLeaf { Parent = -1, IsLeft = false, Depth = 0, Buffer = 0, Start = 0, Count = _matrix.RowCount, Sums = total, Histogram = histogram };
        if (CanSplit(root))
        {
            _team.Run(_matrix.GroupCount, (thread, group) => _bestOfGroup[group] = _finders[thread].Best(group, sums, total, _scale));
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
            _bestOfGroup[group] = splitSmall ? _finders[thread].Best(group, smallSums, smaller.Sums, _scale) : default;
            _otherBestOfGroup[group] = splitLarge ? _finders[thread].Best(group, largeSums, larger.Sums, _scale) : default;
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
