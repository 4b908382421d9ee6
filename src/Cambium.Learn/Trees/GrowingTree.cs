namespace Cambium.Learn;

/// <summary>
/// A tree while it grows. Its leaves are split in the order of <see cref="TreeGrowth"/>, one after another; threads that each split a leaf of their own
/// take the next ones in that order, and a leaf whose turn never comes stays one.
/// </summary>
sealed class GrowingTree
{
    // About 30 microseconds, a good part of the time that a small leaf takes.
    const int Spins = 800;

    readonly BoostingSettings _settings;
    readonly BinnedMatrix _matrix;
    readonly Predicate<GrowingLeaf> _isForAll;
    readonly Tree _tree = new();
    readonly List<GrowingLeaf> _leaves;
    readonly List<BinRule> _rules = [];
    readonly object _gate = new();
    int _running;
    int _version;
    bool _failed;

    /// <summary>Begins with one leaf.</summary>
    /// <param name="isForAll">Whether a leaf is so large that all threads should split it together.</param>
    internal GrowingTree(BoostingSettings settings, BinnedMatrix matrix, GrowingLeaf root, Predicate<GrowingLeaf> isForAll)
    {
        _settings = settings;
        _matrix = matrix;
        _isForAll = isForAll;
        _leaves = [root];
    }

    internal IReadOnlyList<GrowingLeaf> Leaves => _leaves;

    /// <summary>How many leaves may still be split.</summary>
    internal int SplitsLeft => _settings.Leaves - _leaves.Count;

    /// <summary>The leaf to split next, the earliest of equals; null where the tree is done.</summary>
    internal GrowingLeaf? Next => SplitsLeft > 0 && IndexOfNext(_ => true) is var index and >= 0 ? _leaves[index] : null;

    /// <summary>Puts the children of leaves into the tree as long as it is their turn.</summary>
    internal void Advance()
    {
        while (SplitsLeft > 0 && IndexOfNext(_ => true) is var number and >= 0 && _leaves[number].Children is { } pair)
        {
            var leaf = _leaves[number];
            var node = _tree.Add(leaf.Parent, leaf.IsLeft, number, _leaves.Count, leaf.Best, _matrix.BinsOf(leaf.Best.Feature));
            pair.Left.Parent = node;
            pair.Right.Parent = node;
            _rules.Add(pair.Rule);
            _leaves[number] = pair.Left;
            _leaves.Add(pair.Right);
        }
    }

    /// <summary>A leaf for the calling thread to split by itself; null where none is left that a single thread should.</summary>
    internal GrowingLeaf? Take()
    {
        while (true)
        {
            int seen;
            lock (_gate)
            {
                Advance();
                if (_failed)
                {
                    return null;
                }

                if (Candidate() is { } leaf)
                {
                    leaf.IsTaken = true;
                    _running++;
                    return leaf;
                }

                if (_running == 0)
                {
                    return null;
                }

                seen = _version;
            }

            AwaitChange(seen);
        }
    }

    /// <summary>Gives back a leaf that was taken.</summary>
    /// <param name="children">What came of it; null where splitting it failed.</param>
    internal void Put(GrowingLeaf leaf, LeafPair? children)
    {
        lock (_gate)
        {
            leaf.Children = children;
            _failed |= children is null;
            _running--;
            Volatile.Write(ref _version, _version + 1);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The tree; the values of its leaves are not yet known.</summary>
    internal GrownTree Grown() => new(_tree, _leaves, [.. _rules]);

    /// <summary>The next leaf that nobody has taken, unless one for all threads comes first, or it can only be the last: that one's children need no splits.</summary>
    GrowingLeaf? Candidate()
    {
        var index = IndexOfNext(leaf => !leaf.IsTaken);
        if (index < 0 || _isForAll(_leaves[index]))
        {
            return null;
        }

        var before = 0;
        for (var i = 0; i < _leaves.Count; i++)
        {
            before += _leaves[i].Best.Exists && (IsBefore(_leaves[i], _leaves[index]) || (i < index && !IsBefore(_leaves[index], _leaves[i]))) ? 1 : 0;
        }

        return before < SplitsLeft - 1 ? _leaves[index] : null;
    }

    int IndexOfNext(Predicate<GrowingLeaf> isAllowed)
    {
        var best = -1;
        for (var i = 0; i < _leaves.Count; i++)
        {
            if (_leaves[i].Best.Exists && isAllowed(_leaves[i]) && (best < 0 || IsBefore(_leaves[i], _leaves[best])))
            {
                best = i;
            }
        }

        return best;
    }

    bool IsBefore(GrowingLeaf leaf, GrowingLeaf other) =>
        _settings.Growth == TreeGrowth.DepthWise && leaf.Depth != other.Depth ? leaf.Depth < other.Depth : leaf.Best.Gain > other.Best.Gain;

    void AwaitChange(int seen)
    {
        for (var i = 0; i < Spins; i++)
        {
            if (Volatile.Read(ref _version) != seen)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        lock (_gate)
        {
            while (_version == seen)
            {
                Monitor.Wait(_gate);
            }
        }
    }
}
