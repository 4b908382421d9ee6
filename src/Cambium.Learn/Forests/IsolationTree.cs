using System.Numerics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>One random tree while it is grown.</summary>
sealed class IsolationTree
{
    readonly FeatureMatrix _features;
    readonly RandomStream _random;
    readonly int[] _rows;
    readonly int _deepest;
    readonly int[] _order;
    readonly List<ForestNode> _nodes = [];
    readonly List<double> _answers = [];
    readonly List<uint> _levelBits = [];
    readonly Dictionary<int, int> _rowsOf = []; // each leaf

    /// <summary>Begins a tree.</summary>
    /// <param name="rows">The rows that the tree sees; their order is changed.</param>
    internal IsolationTree(FeatureMatrix features, int[] rows, RandomStream random)
    {
        _features = features;
        _random = random;
        _rows = rows;
        _deepest = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)rows.Length));
        _order = [.. Enumerable.Range(0, features.FeatureCount)];
    }

    internal ForestTree Grow()
    {
        _nodes.Add(default);
        var stack = new Stack<(int Node, int Start, int Count, int Depth)>([(0, 0, _rows.Length, 0)]);
        while (stack.TryPop(out var next))
        {
            var (node, start, count, depth) = next;
            var left = count > 1 && depth < _deepest ? Divide(node, _rows.AsSpan(start, count)) : 0;
            if (left == 0)
            {
                _nodes[node] = ForestNode.Leaf(_answers.Count);
                _rowsOf.Add(node, count);
                _answers.Add(depth + IsolationTrees.MeanLength(count));
                continue;
            }

            var child = _nodes[node].Next;
            stack.Push((child + 1, start + left, count - left, depth + 1));
            stack.Push((child, start, left, depth + 1));
        }

        var covers = Enumerable.Range(0, _nodes.Count).Where(_rowsOf.ContainsKey).Select(node => (double)_rowsOf[node]);
        return new ForestTree([.. _nodes], [.. _answers], [.. _levelBits], [.. covers]);
    }

    /// <summary>Divides by one of the columns that vary here, each as likely as the others; returns how many rows went left, or 0 where none varies.</summary>
    int Divide(int node, Span<int> rows)
    {
        for (var i = 0; i < _order.Length; i++)
        {
            var other = i + _random.NextInt(_order.Length - i);
            (_order[i], _order[other]) = (_order[other], _order[i]);
            var feature = _order[i];
            var column = _features.Column(feature);
            var (least, most, missing) = (double.PositiveInfinity, double.NegativeInfinity, 0);
            foreach (var row in rows)
            {
                if (double.IsNaN(column[row]))
                {
                    missing++;
                }
                else
                {
                    least = Math.Min(least, column[row]);
                    most = Math.Max(most, column[row]);
                }
            }

            if (missing == rows.Length || (least == most && missing == 0))
            {
                continue;
            }

            return _features.Features[feature].Kind == FeatureKind.Category
                ? DivideLevels(node, rows, feature, missing)
                : DivideNumbers(node, rows, feature, least, most);
        }

        return 0;
    }

    int DivideNumbers(int node, Span<int> rows, int feature, double least, double most)
    {
        // Where all values are the same only those without one can be parted from them.
        var missingLeft = least < most && _random.NextInt(2) == 0;
        var threshold = least < most ? Border(least, most, rows, feature) : double.PositiveInfinity;
        Ask(node, ForestNode.Question(feature, isCategory: false, missingLeft, threshold, _nodes.Count));
        var column = _features.Column(feature);
        return Partition(rows, column, missingLeft, value => value <= threshold);
    }

    double Border(double least, double most, Span<int> rows, int feature)
    {
        var border = least + (_random.NextDouble() * (most - least));
        if (double.IsFinite(border))
        {
            return border < most ? border : least;
        }

        // Nothing is uniform up to infinity: a value drawn from the rows.
        var column = _features.Column(feature);
        var first = _random.NextInt(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var value = column[rows[(first + i) % rows.Length]];
            if (value < most)
            {
                return value;
            }
        }

        return least;
    }

    int DivideLevels(int node, Span<int> rows, int feature, int missing)
    {
        var column = _features.Column(feature);
        var levels = new uint[(_features.Features[feature].Levels.Count + 31) / 32];
        var present = new SortedSet<int>();
        foreach (var row in rows)
        {
            if (!double.IsNaN(column[row]))
            {
                present.Add((int)column[row]);
            }
        }

        // Levels that no row has are tossed too, so that a strange one goes any way.
        foreach (ref var word in levels.AsSpan())
        {
            word = (uint)_random.NextBits();
        }

        var missingLeft = _random.NextInt(2) == 0;
        var anyLeft = (missing > 0 && missingLeft) || present.Any(level => NodeSplit.HasLevel(levels, level));
        var anyRight = (missing > 0 && !missingLeft) || present.Any(level => !NodeSplit.HasLevel(levels, level));
        if (!anyLeft || !anyRight)
        {
            var turned = present.ElementAt(_random.NextInt(present.Count));
            levels[turned / 32] ^= 1u << (turned % 32);
        }

        Ask(node, ForestNode.Question(feature, isCategory: true, missingLeft, _levelBits.Count, _nodes.Count));
        _levelBits.AddRange(levels);
        return Partition(rows, column, missingLeft, value => NodeSplit.HasLevel(levels, (int)value));
    }

    void Ask(int node, ForestNode question)
    {
        _nodes[node] = question;
        _nodes.AddRange([default, default]);
    }

    static int Partition(Span<int> rows, ReadOnlySpan<double> column, bool missingLeft, Func<double, bool> goesLeft)
    {
        var left = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var value = column[rows[i]];
            if (double.IsNaN(value) ? missingLeft : goesLeft(value))
            {
                (rows[left], rows[i]) = (rows[i], rows[left]);
                left++;
            }
        }

        return left;
    }
}
