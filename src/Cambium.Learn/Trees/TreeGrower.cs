using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Grows trees leaf by leaf, large leaves by all threads together, small ones by a thread each. Of two children only the one with fewer rows is
/// read for its histogram; the other's is what remains of the parent's.
/// </summary>
/// <remarks>Source: H. Shi, "Best-first Decision Tree Learning", 2007; G. Ke et al., "LightGBM", 2017.</remarks>
sealed unsafe class TreeGrower : IDisposable
{
    // Less is split by one thread, and other leaves by others meanwhile: all together would wait for each other for a good part of the time.
    const long LeastCellsForAll = 1 << 19;

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
        var tree = new GrowingTree(_settings, _matrix.Bins, Root(buffer, count), IsForAll);
        while (tree.Next is { } leaf)
        {
            if (tree.SplitsLeft == 1 || IsForAll(leaf))
            {
                leaf.IsTaken = true;
                leaf.Children = SplitTogether(leaf, isLast: tree.SplitsLeft == 1);
                tree.Advance();
            }
            else
            {
                _team.Run(_team.Threads, (thread, _) => SplitAlone(thread, tree));
            }
        }

        foreach (var leaf in tree.Leaves)
        {
            Release(leaf);
            if (leaf.Children is { } pair)
            {
                Release(pair.Left);
                Release(pair.Right);
            }
        }

        return tree.Grown();
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

    bool IsForAll(GrowingLeaf leaf) => _team.Threads > 1 && (long)leaf.Count * _matrix.FeatureCount >= LeastCellsForAll;

    /// <summary>Splits leaves by this thread alone as long as there are any for it.</summary>
    void SplitAlone(int thread, GrowingTree tree)
    {
        while (tree.Take() is { } leaf)
        {
            var children = default(LeafPair);
            try
            {
                var rule = Rule(leaf);
                var leftCount = _rows.Partition(leaf.Buffer, leaf.Start, leaf.Count, _matrix.Column(leaf.Best.Feature), rule);
                var pair = Children(leaf, rule, leftCount);
                FindSplitsAlone(thread, leaf, pair);
                children = pair;
            }
            finally
            {
                tree.Put(leaf, children);
            }
        }
    }

    LeafPair SplitTogether(GrowingLeaf leaf, bool isLast)
    {
        var rule = Rule(leaf);
        var leftCount = _rows.Partition(_team, leaf.Buffer, leaf.Start, leaf.Count, _matrix.Column(leaf.Best.Feature), rule);
        var pair = Children(leaf, rule, leftCount);
        if (isLast)
        {
            Release(leaf);
        }
        else
        {
            FindSplitsTogether(leaf, pair);
        }

        return pair;
    }

    BinRule Rule(GrowingLeaf leaf) => new(leaf.Best, _matrix.Bins[leaf.Best.Feature]);

    LeafPair Children(GrowingLeaf leaf, BinRule rule, int leftCount) => new(
        rule,
        Child(leaf, isLeft: true, leaf.Start, leftCount),
        Child(leaf, isLeft: false, leaf.Start + leftCount, leaf.Count - leftCount));

    GrowingLeaf Child(GrowingLeaf parent, bool isLeft, int start, int count)
    {
        var split = parent.Best;
        // Random numbers of a path: the child's place among the tree's nodes is not known yet.
        var key = (long)(GradientRounding.Random((ulong)parent.Key + (isLeft ? 1UL : 2UL)) >> 1);
        var openGroups = _columns.OpenGroups(parent.OpenGroups, split.Feature);
        return new GrowingLeaf
        {
            IsLeft = isLeft,
            Depth = parent.Depth + 1,
            Key = key,
            Buffer = 1 - parent.Buffer,
            Start = start,
            Count = count,
            Sums = isLeft ? split.Left : parent.Sums - split.Left,
            Bounds = Bounds(parent, isLeft),
            OpenGroups = openGroups,
            Features = _columns.Features(openGroups, key),
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
            IsLeft = false,
            Depth = 0,
            Key = 0,
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

    void FindSplitsTogether(GrowingLeaf parent, LeafPair pair)
    {
        if (HandOver(parent, pair) is not var (smaller, larger))
        {
            return;
        }

        var smallSums = smaller.Histogram!.Pointer; // both were given theirs
        var largeSums = larger.Histogram!.Pointer;
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

    void FindSplitsAlone(int thread, GrowingLeaf parent, LeafPair pair)
    {
        if (HandOver(parent, pair) is not var (smaller, larger))
        {
            return;
        }

        var smallSums = smaller.Histogram!.Pointer; // both were given theirs
        var largeSums = larger.Histogram!.Pointer;
        _builder.Sum(thread, _rows.Buffer(smaller.Buffer) + smaller.Start, smaller.Count, smallSums);
        _builder.Subtract(largeSums, smallSums);
        smaller.Best = CanSplit(smaller) ? BestAlone(thread, smallSums, smaller) : default;
        larger.Best = CanSplit(larger) ? BestAlone(thread, largeSums, larger) : default;
        ReleaseUnlessSplit(smaller);
        ReleaseUnlessSplit(larger);
    }

    /// <summary>Gives the larger child its parent's histogram and the smaller one another; null where neither can be split.</summary>
    (GrowingLeaf Smaller, GrowingLeaf Larger)? HandOver(GrowingLeaf parent, LeafPair pair)
    {
        var (left, right) = (pair.Left, pair.Right);
        if (!CanSplit(left) && !CanSplit(right))
        {
            Release(parent);
            return null;
        }

        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        smaller.Histogram = Rent();
        larger.Histogram = parent.Histogram;
        parent.Histogram = null;
        return (smaller, larger);
    }

    Split BestAlone(int thread, double* sums, GrowingLeaf leaf)
    {
        var best = default(Split);
        for (var group = 0; group < _matrix.GroupCount; group++)
        {
            var ofGroup = _finders[thread].Best(group, sums, leaf, _scale);
            best = ofGroup.Gain > best.Gain ? ofGroup : best;
        }

        return best;
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
        lock (_histograms)
        {
            if (_freeHistograms.TryPop(out var free))
            {
                return free;
            }

            var histogram = new NativeArray<double>(_layout.Length);
            _histograms.Add(histogram);
            return histogram;
        }
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
            lock (_histograms)
            {
                _freeHistograms.Push(histogram);
            }

            leaf.Histogram = null;
        }
    }
}
