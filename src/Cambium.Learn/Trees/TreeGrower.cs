using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Grows trees leaf by leaf, large leaves by all threads together, small ones by a thread each. Of two children only the one with fewer rows is
/// read for its histogram; the other's is what remains of the parent's, unless that was given up to bound the memory.
/// </summary>
/// <remarks>Source: H. Shi, "Best-first Decision Tree Learning", 2007; G. Ke et al., "LightGBM", 2017.</remarks>
sealed unsafe class TreeGrower : IDisposable
{
    // Less is split by one thread, and other leaves by others meanwhile: all together would wait for each other for a good part of the time.
    const long LeastCellsForAll = 1 << 19;

    // What taking a bin of a sparse column from the parent's and looking for a border there takes, in cells of a row.
    const long CellsPerBin = 4;

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
    readonly long _mostHistograms;
    readonly NativeArray<byte>[] _marks; // one a thread, all 0 between uses; none without sparse columns
    GradientScale _scale;

    internal TreeGrower(BoostingSettings settings, ColumnRules rules, BinnedMatrix matrix, RowItems rows, ForkJoin team)
    {
        _settings = settings;
        _matrix = matrix;
        _team = team;
        _rows = rows;
        _rules = rules;
        _columns = new ColumnChoice(settings, rules, matrix.WideCount);
        _layout = new HistogramLayout(matrix);
        _builder = new HistogramBuilder(matrix, _layout, team);
        _finders = [.. Enumerable.Range(0, team.Threads).Select(_ => new SplitFinder(settings, rules, matrix, _layout))];
        _mostHistograms = settings.MostHistogramBytes / (sizeof(double) * _layout.Length);
        _bestOfGroup = new Split[matrix.PartCount];
        _otherBestOfGroup = new Split[matrix.PartCount];
        _marks = [.. Enumerable.Range(0, matrix.Sparse is null ? 0 : team.Threads).Select(_ => new NativeArray<byte>(matrix.RowCount))];
        foreach (var marks in _marks)
        {
            marks.Span.Clear();
        }
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
        var tree = new GrowingTree(_settings, _matrix, Root(buffer, count), IsForAll);
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
        foreach (var marks in _marks)
        {
            marks.Dispose();
        }

        foreach (var finder in _finders)
        {
            finder.Dispose();
        }
    }

    // The bins of sparse columns are gone through whole for every leaf, which takes longer than its rows do.
    bool IsForAll(GrowingLeaf leaf) =>
        _team.Threads > 1 && (leaf.Count * _matrix.CellsPerRow) + (CellsPerBin * _layout.CellCount) >= LeastCellsForAll;

    /// <summary>Splits leaves by this thread alone as long as there are any for it.</summary>
    void SplitAlone(int thread, GrowingTree tree)
    {
        while (tree.Take() is { } leaf)
        {
            var children = default(LeafPair);
            try
            {
                var rule = Rule(leaf);
                var leftCount = Partition(thread, leaf, rule, together: false);
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
        var leftCount = Partition(0, leaf, rule, together: true);
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

    BinRule Rule(GrowingLeaf leaf) => new(leaf.Best, _matrix.BinsOf(leaf.Best.Feature));

    /// <summary>Moves the rows of a leaf into the other buffer, those that go left first, and returns how many these are.</summary>
    int Partition(int thread, GrowingLeaf leaf, BinRule rule, bool together)
    {
        var feature = _matrix.FeatureOf(leaf.Best.Feature);
        if (feature >= 0)
        {
            return Partition(leaf, _matrix.Column(feature), rule, together);
        }

        // All rows whose entry sends them to the other side than 0 does are marked for as long as it takes.
        var sparse = _matrix.Sparse!; // what is no number a row is a place
        var place = sparse.IndexOf(leaf.Best.Feature);
        var marks = _marks[thread].Pointer;
        sparse.Mark(place, rule, marks);
        var left = Partition(leaf, marks, rule.GoesRight(sparse.ZeroBin(place)) ? BinRule.Unmarked : BinRule.Mark, together);
        sparse.Clear(place, marks);
        return left;
    }

    int Partition(GrowingLeaf leaf, byte* column, BinRule rule, bool together) => together
        ? _rows.Partition(_team, leaf.Buffer, leaf.Start, leaf.Count, column, rule)
        : _rows.Partition(leaf.Buffer, leaf.Start, leaf.Count, column, rule);

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
        _team.Run(_matrix.PartCount, (thread, group) => _builder.Complete(thread, group, items, count, sums));
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
            _team.Run(_matrix.PartCount, (thread, group) => _bestOfGroup[group] = _finders[thread].Best(group, sums, root, _scale));
            root.Best = BestOf(_bestOfGroup);
        }

        return root;
    }

    void FindSplitsTogether(GrowingLeaf parent, LeafPair pair)
    {
        if (HandOver(parent, pair) is not var (smaller, larger, hasParents))
        {
            return;
        }

        var smallSums = smaller.Histogram!.Pointer; // both were given theirs
        var largeSums = larger.Histogram!.Pointer;
        if (!hasParents)
        {
            var others = Items(larger);
            _builder.Begin(others, larger.Count, largeSums);
            _team.Run(_matrix.PartCount, (thread, group) => _builder.Complete(thread, group, others, larger.Count, largeSums));
        }

        var items = Items(smaller);
        var (splitSmall, splitLarge) = (CanSplit(smaller), CanSplit(larger));
        _builder.Begin(items, smaller.Count, smallSums);
        _team.Run(_matrix.PartCount, (thread, group) =>
        {
            _builder.Complete(thread, group, items, smaller.Count, smallSums);
            if (hasParents)
            {
                _builder.Subtract(group, largeSums, smallSums);
            }

            _bestOfGroup[group] = splitSmall ? _finders[thread].Best(group, smallSums, smaller, _scale) : default;
            _otherBestOfGroup[group] = splitLarge ? _finders[thread].Best(group, largeSums, larger, _scale) : default;
        });
        smaller.Best = BestOf(_bestOfGroup);
        larger.Best = BestOf(_otherBestOfGroup);
        ReleaseUnlessNeeded(smaller, larger);
    }

    void FindSplitsAlone(int thread, GrowingLeaf parent, LeafPair pair)
    {
        if (HandOver(parent, pair) is not var (smaller, larger, hasParents))
        {
            return;
        }

        var smallSums = smaller.Histogram!.Pointer; // both were given theirs
        var largeSums = larger.Histogram!.Pointer;
        _builder.Sum(thread, Items(smaller), smaller.Count, smallSums);
        if (hasParents)
        {
            _builder.Subtract(largeSums, smallSums);
        }
        else
        {
            _builder.Sum(thread, Items(larger), larger.Count, largeSums);
        }

        smaller.Best = CanSplit(smaller) ? BestAlone(thread, smallSums, smaller) : default;
        larger.Best = CanSplit(larger) ? BestAlone(thread, largeSums, larger) : default;
        ReleaseUnlessNeeded(smaller, larger);
    }

    ulong* Items(GrowingLeaf leaf) => _rows.Buffer(leaf.Buffer) + leaf.Start;

    /// <summary>Gives the larger child its parent's histogram, where it still has one, and the smaller one another; null where neither can be split.</summary>
    (GrowingLeaf Smaller, GrowingLeaf Larger, bool HasParents)? HandOver(GrowingLeaf parent, LeafPair pair)
    {
        var (left, right) = (pair.Left, pair.Right);
        if (!CanSplit(left) && !CanSplit(right))
        {
            Release(parent);
            return null;
        }

        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        var hasParents = parent.Histogram is not null;
        smaller.Histogram = Rent();
        larger.Histogram = parent.Histogram ?? Rent();
        parent.Histogram = null;
        return (smaller, larger, hasParents);
    }

    Split BestAlone(int thread, double* sums, GrowingLeaf leaf)
    {
        var best = default(Split);
        for (var group = 0; group < _matrix.PartCount; group++)
        {
            var ofGroup = _finders[thread].Best(group, sums, leaf, _scale);
            best = ofGroup.IsBetterThan(best) ? ofGroup : best;
        }

        return best;
    }

    static Split BestOf(Split[] bestOfGroup)
    {
        var best = bestOfGroup[0];
        foreach (var split in bestOfGroup)
        {
            best = split.IsBetterThan(best) ? split : best;
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

    /// <summary>Keeps histograms for when the leaves are split, as long as there are not too many: the fewer rows a leaf has, the sooner they are read again.</summary>
    void ReleaseUnlessNeeded(GrowingLeaf smaller, GrowingLeaf larger)
    {
        if (!larger.Best.Exists)
        {
            Release(larger);
        }

        if (!smaller.Best.Exists || HasTooManyHistograms())
        {
            Release(smaller);
        }
    }

    bool HasTooManyHistograms()
    {
        lock (_histograms)
        {
            return _histograms.Count - _freeHistograms.Count > _mostHistograms;
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
