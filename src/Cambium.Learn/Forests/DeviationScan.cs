using System.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Absolute error: the least sum of distances of both sides' targets from their medians. Running medians come from a tree of partial sums over the
/// targets in their order, so that a column costs O(m log m).
/// </summary>
/// <remarks>Source: P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables", 1994.</remarks>
sealed unsafe class DeviationScan : BorderScan
{
    readonly GrowthTarget _target;
    readonly double[] _weights;
    readonly double[] _sorted;   // targets of the node, rising
    readonly int[] _order;       // their places
    readonly int[] _positions;   // of each place in the order
    readonly double[] _weightTree;
    readonly double[] _sumTree;
    readonly double[] _leftErrors;
    double _value;
    double _error;
    double _treeWeight;
    double _treeSum;
    int _count;

    internal DeviationScan(GrowthTarget target, int capacity)
    {
        _target = target;
        _weights = new double[capacity];
        _sorted = new double[capacity];
        _order = new int[capacity];
        _positions = new int[capacity];
        _weightTree = new double[capacity + 1];
        _sumTree = new double[capacity + 1];
        _leftErrors = new double[capacity];
    }

    internal override void Begin(int* rows, int count, double* weights)
    {
        _count = count;
        Weight = 0;
        for (var i = 0; i < count; i++)
        {
            _weights[i] = weights[rows[i]];
            _sorted[i] = _target.Values[rows[i]];
            _order[i] = i;
            Weight += _weights[i];
        }

        Array.Sort(_sorted, _order, 0, count);
        for (var i = 0; i < count; i++)
        {
            _positions[_order[i]] = i;
        }

        IsPure = _sorted[0] == _sorted[count - 1];
        _value = Median();
        _error = 0;
        for (var i = 0; i < count; i++)
        {
            _error += _weights[_order[i]] * Math.Abs(_sorted[i] - _value);
        }

        Impurity = _error / Weight;
    }

    internal override bool Improve(ulong* items, int count, int minRows, ref double score, ref int at)
    {
        Clear();
        for (var i = 0; i < count; i++)
        {
            _leftErrors[i] = ErrorWith((int)(uint)items[i]);
        }

        Clear();
        var found = false;
        for (var i = count - 1; i >= minRows; i--)
        {
            var rightError = ErrorWith((int)(uint)items[i]);
            if (count - i < minRows || items[i] >> 32 == items[i - 1] >> 32)
            {
                continue;
            }

            // Borders come from right to left; of equals the first counts.
            var value = -(_leftErrors[i - 1] + rightError);
            if (value > score || (found && value == score))
            {
                (score, at, found) = (value, i - 1, true);
            }
        }

        return found;
    }

    internal override double Decrease(double score) => Math.Max(0, _error + score);

    internal override void WriteValue(Span<double> value) => value[0] = _value;

    internal override double WeightAt(int place) => _weights[place];

    internal override double OrderedAt(int place, int order) => _sorted[_positions[place]];

    public override void Dispose()
    {
    }

    /// <summary>Half of the weight lies on either side; where two targets qualify, the middle between them.</summary>
    double Median()
    {
        var below = 0.0;
        for (var i = 0; i < _count; i++)
        {
            below += _weights[_order[i]];
            if (below * 2 > Weight || i == _count - 1)
            {
                return _sorted[i];
            }

            if (below * 2 == Weight)
            {
                return (_sorted[i] / 2) + (_sorted[i + 1] / 2);
            }
        }

        return double.NaN; // a node has rows
    }

    void Clear()
    {
        Array.Clear(_weightTree, 0, _count + 1);
        Array.Clear(_sumTree, 0, _count + 1);
        (_treeWeight, _treeSum) = (0, 0);
    }

    /// <summary>Adds a row, and returns the sum of distances of all added from their median.</summary>
    double ErrorWith(int place)
    {
        var position = _positions[place];
        var weight = _weights[place];
        var product = weight * (_sorted[position] - _value); // far targets would lose digits
        for (var i = position + 1; i <= _count; i += i & -i)
        {
            _weightTree[i] += weight;
            _sumTree[i] += product;
        }

        _treeWeight += weight;
        _treeSum += product;

        // The first target up to which at least half of the weight lies.
        var (at, below, belowSum) = (0, 0.0, 0.0);
        for (var step = (int)BitOperations.RoundUpToPowerOf2((uint)_count + 1); step > 0; step >>= 1)
        {
            if (at + step <= _count && (below + _weightTree[at + step]) * 2 < _treeWeight)
            {
                at += step;
                below += _weightTree[at];
                belowSum += _sumTree[at];
            }
        }

        var median = _sorted[Math.Min(at, _count - 1)] - _value;
        return Math.Max(0, (median * below) - belowSum + (_treeSum - belowSum) - (median * (_treeWeight - below)));
    }
}
