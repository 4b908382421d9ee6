using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Finds the split of a node by one feature at a time. One splitter a thread, for its scratch memory.</summary>
/// <remarks>
/// Source: L. Breiman et al., "Classification and Regression Trees", 1984; W. D. Fisher, "On Grouping for Maximum Homogeneity", 1958 (categories);
/// P. Geurts, D. Ernst, L. Wehenkel, "Extremely Randomized Trees", 2006 (drawn borders).
/// </remarks>
sealed unsafe partial class NodeSplitter : IDisposable
{
    const int FewRows = 32;

    readonly RankedColumns _columns;
    readonly GrowthSettings _settings;
    readonly NativeArray<ulong> _items;
    readonly NativeArray<ulong> _sorted;
    readonly NativeArray<int> _counts = new(ItemSort.MostBuckets + 1);
    readonly List<(double Decrease, double Ratio, NodeSplit Split)> _tests = [];
    readonly int[] _order;
    int* _rows;
    int _count;

    internal NodeSplitter(RankedColumns columns, GrowthSettings settings, GrowthTarget target, int capacity)
    {
        _columns = columns;
        _settings = settings;
        _items = new NativeArray<ulong>(capacity);
        _sorted = new NativeArray<ulong>(capacity);
        Scan = BorderScan.Of(settings.Criterion, target, capacity);
        _order = new int[columns.FeatureCount];
        Reset();
    }

    /// <summary>What is known of the node.</summary>
    internal BorderScan Scan { get; }

    /// <summary>Puts the features in the order of the table, so that what is drawn does not depend on the nodes of another tree.</summary>
    internal void Reset()
    {
        for (var i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }
    }

    /// <summary>Reads the rows of a node.</summary>
    internal void Begin(int* rows, int count, double* weights)
    {
        _rows = rows;
        _count = count;
        Scan.Begin(rows, count, weights);
    }

    /// <summary>
    /// The best split by any of the features drawn for the node; of equally good ones that of the first drawn. Where all of those are constant, features are drawn until one
    /// is not.
    /// </summary>
    internal NodeSplit Best(RandomStream random)
    {
        _tests.Clear();
        var best = NodeSplit.None;
        var wanted = _settings.FeaturesPerSplit;
        var anyVaries = false;
        for (var i = 0; i < _order.Length && (i < wanted || !anyVaries); i++)
        {
            if (wanted < _order.Length)
            {
                var other = i + random.NextInt(_order.Length - i);
                (_order[i], _order[other]) = (_order[other], _order[i]);
            }

            var split = Best(_order[i], random, best.Score, out var varies);
            anyVaries |= varies;
            best = Better(best, split);
        }

        return Chosen(best);
    }

    /// <summary>The best split by all features, found side by side by a team, each member with a splitter that has read the node.</summary>
    internal static NodeSplit Best(NodeSplitter[] team, NodeSplit[] ofFeature, ForkJoin threads)
    {
        threads.Run(ofFeature.Length, (thread, feature) =>
            ofFeature[feature] = team[thread].Best(feature, NoRandom, double.NegativeInfinity, out _));
        var best = NodeSplit.None;
        team[0]._tests.Clear();
        foreach (var split in ofFeature)
        {
            best = team[0].Better(best, split);
        }

        return team[0].Chosen(best);
    }

    public void Dispose()
    {
        _items.Dispose();
        _sorted.Dispose();
        _counts.Dispose();
        Scan.Dispose();
    }

    static RandomStream NoRandom { get; } = new(0);

    NodeSplit Better(in NodeSplit best, in NodeSplit split)
    {
        if (_settings.Criterion == SplitCriterion.GainRatio && split.Exists)
        {
            var decrease = Scan.Decrease(split.Score);
            _tests.Add((decrease, decrease / SplitEntropy(split), split));
        }

        return split.Score > best.Score ? split : best;
    }

    /// <summary>
    /// Of gain ratios only those of tests with at least the mean gain count, lest a lopsided division win by its small entropy. Source: J. R. Quinlan, "C4.5", 1993, section 2.2.
    /// </summary>
    NodeSplit Chosen(in NodeSplit best)
    {
        if (_settings.Criterion != SplitCriterion.GainRatio)
        {
            return WithThreshold(best);
        }

        // Rounding looks like a gain of some 1e-16 of the weight.
        var tests = _tests.Where(test => test.Decrease > 1e-13 * Scan.Weight).ToArray();
        if (tests.Length == 0)
        {
            return NodeSplit.None;
        }

        var enough = tests.Average(test => test.Decrease) * (1 - 1e-12);
        return WithThreshold(tests.Where(test => test.Decrease >= enough).MaxBy(test => test.Ratio).Split);
    }

    /// <summary>Looks up the values on both sides, which wait for memory, for the split that is taken alone.</summary>
    NodeSplit WithThreshold(in NodeSplit split) =>
        split.FirstRight == 0 ? split : split with { Threshold = Between(_columns.Values(split.Feature), split.LastLeft, split.FirstRight) };

    double SplitEntropy(in NodeSplit split)
    {
        var left = 0.0;
        var ranks = _columns.Column(split.Feature);
        var missingRank = _columns.MissingRank(split.Feature);
        for (var i = 0; i < _count; i++)
        {
            left += split.GoesLeft(ranks[_rows[i]], missingRank) ? Scan.WeightAt(i) : 0;
        }

        var right = Scan.Weight - left;
        return -((left * Math.Log2(left / Scan.Weight)) + (right * Math.Log2(right / Scan.Weight)));
    }

    NodeSplit Best(int feature, RandomStream random, double scoreToBeat, out bool varies)
    {
        // A gain ratio compares the best of every feature.
        scoreToBeat = _settings.Criterion == SplitCriterion.GainRatio ? double.NegativeInfinity : scoreToBeat;
        var (least, most) = ReadRanks(feature);
        varies = least < most;
        if (!varies)
        {
            return NodeSplit.None;
        }

        return _columns.IsCategory(feature)
            ? BestOfLevels(feature, random, scoreToBeat)
            : _settings.RandomBorders ? DrawnBorder(feature, least, most, random, scoreToBeat) : BestOfNumbers(feature, least, most, scoreToBeat);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    (uint Least, uint Most) ReadRanks(int feature)
    {
        var ranks = _columns.Column(feature);
        var items = _items.Pointer;
        var rows = _rows;
        var count = _count;
        uint least = uint.MaxValue, most = 0;
        for (var i = 0; i < count; i++)
        {
            var rank = (uint)ranks[rows[i]];
            items[i] = ((ulong)rank << 32) | (uint)i;
            least = Math.Min(least, rank);
            most = Math.Max(most, rank);
        }

        return (least, most);
    }

    NodeSplit BestOfNumbers(int feature, uint least, uint most, double scoreToBeat)
    {
        var sorted = ItemSort.Sort(_items.Pointer, _count, least, most, _sorted.Pointer, _counts.Pointer);
        var (score, at, missingLeft) = BestBorder(sorted, _columns.MissingRank(feature), scoreToBeat);
        if (at < 0)
        {
            return NodeSplit.None;
        }

        var (last, next) = ((int)(sorted[at] >> 32), (int)(sorted[at + 1] >> 32));
        return new NodeSplit
        {
            Score = score,
            Feature = feature,
            LastLeft = last,
            FirstRight = next,
            MissingLeft = missingLeft,
            SawMissing = (int)most == _columns.MissingRank(feature),
        };
    }

    /// <summary>
    /// The best border of items in order, those without a value last. Such rows are tried right and, by a second look with them before all others, left; the place is then
    /// that in the order given.
    /// </summary>
    (double Score, int At, bool MissingLeft) BestBorder(ulong* sorted, int missingRank, double scoreToBeat)
    {
        var (score, at) = (scoreToBeat, -1);
        Scan.Improve(sorted, _count, _settings.MinRowsPerLeaf, ref score, ref at);
        var missing = 0;
        while (missing < _count && (int)(sorted[_count - 1 - missing] >> 32) == missingRank)
        {
            missing++;
        }

        if (missing == 0 || missing == _count)
        {
            return (score, at, false);
        }

        var rotated = sorted == _items.Pointer ? _sorted.Pointer : _items.Pointer;
        var present = _count - missing;

        // With the key of the first value there is no border behind them, for that division is the one before all missing.
        var firstKey = sorted[0] >> 32 << 32;
        for (var i = 0; i < missing; i++)
        {
            rotated[i] = firstKey | (uint)sorted[present + i];
        }

        new ReadOnlySpan<ulong>(sorted, present).CopyTo(new Span<ulong>(rotated + missing, present));
        return Scan.Improve(rotated, _count, _settings.MinRowsPerLeaf, ref score, ref at) ? (score, at - missing, true) : (score, at, false);
    }

    /// <summary>One border, uniform between the least and the greatest number of the node.</summary>
    NodeSplit DrawnBorder(int feature, uint lowest, uint highest, RandomStream random, double scoreToBeat)
    {
        var missingRank = _columns.MissingRank(feature);
        if ((int)highest < missingRank)
        {
            var (lastLeft, border) = Draw(_columns.Values(feature), (int)lowest, (int)highest, random);
            var score = Scan.ScoreOf(_items.Pointer, _count, (uint)lastLeft, out var leftRows);
            if (!double.IsNaN(score))
            {
                return leftRows < _settings.MinRowsPerLeaf || _count - leftRows < _settings.MinRowsPerLeaf || !(score > scoreToBeat)
                    ? NodeSplit.None
                    : new NodeSplit { Score = score, Feature = feature, LastLeft = lastLeft, Threshold = border };
            }

            return Arranged(feature, missingRank, lastLeft, border, scoreToBeat);
        }

        int least = int.MaxValue, most = -1;
        var items = _items.Pointer;
        for (var i = 0; i < _count; i++)
        {
            var rank = (int)(items[i] >> 32);
            least = Math.Min(least, rank);
            most = rank == missingRank ? most : Math.Max(most, rank);
        }

        var values = _columns.Values(feature);
        var (last, threshold) = least < most ? Draw(values, least, most, random) : (most, double.PositiveInfinity);
        return Arranged(feature, missingRank, last, threshold, scoreToBeat);
    }

    /// <summary>The split at a border, rows below it put first and those without a value last.</summary>
    NodeSplit Arranged(int feature, int missingRank, int last, double threshold, double scoreToBeat)
    {
        var items = _items.Pointer;
        var sorted = _sorted.Pointer;
        int left = 0, right = _count;
        for (var i = 0; i < _count; i++)
        {
            // Only three keys are left: below the border, above, missing; those without a value stand last.
            var rank = (int)(items[i] >> 32);
            if (rank <= last)
            {
                sorted[left++] = (uint)i;
            }
            else if (rank == missingRank)
            {
                sorted[--right] = ((ulong)missingRank << 32) | (uint)i;
            }
        }

        for (var i = 0; i < _count; i++)
        {
            var rank = (int)(items[i] >> 32);
            if (rank > last && rank != missingRank)
            {
                sorted[left++] = (1UL << 32) | (uint)i;
            }
        }

        // A key of 1 may be the rank of a missing value too: then no row is above the border.
        var (score, at, missingLeft) = BestBorder(sorted, missingRank, scoreToBeat);
        if (at < 0)
        {
            return NodeSplit.None;
        }

        var allLeft = at == right - 1;
        return new NodeSplit
        {
            Score = score,
            Feature = feature,
            LastLeft = allLeft ? int.MaxValue : last,
            Threshold = allLeft ? double.PositiveInfinity : threshold,
            MissingLeft = missingLeft,
            SawMissing = right < _count,
        };
    }

    (int Last, double Threshold) Draw(double[] values, int least, int most, RandomStream random)
    {
        var (low, high) = (values[least], values[most]);
        var threshold = low + (random.NextDouble() * (high - low));
        if (!double.IsFinite(threshold))
        {
            var at = least + random.NextInt(most - least);
            return (at, Between(values, at, at + 1));
        }

        threshold = threshold < high ? threshold : low;
        if (_count > FewRows)
        {
            var found = Array.BinarySearch(values, least, most - least, threshold);
            return (found >= 0 ? found : ~found - 1, threshold);
        }

        // A search waits for memory at every step; few rows are looked up all at once.
        var last = least;
        for (var i = 0; i < _count; i++)
        {
            var rank = (int)(_items.Pointer[i] >> 32);
            last = rank < values.Length && values[rank] <= threshold ? Math.Max(last, rank) : last;
        }

        return (last, threshold);
    }

    /// <summary>A number not below one value and below the next: half way between them, if there is one.</summary>
    static double Between(double[] values, int last, int next)
    {
        if (next == values.Length)
        {
            return double.PositiveInfinity;
        }

        var (low, high) = (values[last], values[next]);
        var middle = (low / 2) + (high / 2);
        return middle >= low && middle < high ? middle : low;
    }
}
