using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Squared error, and Gini of two classes, which is the same with targets 0 and 1: the greatest S₁² / W₁ + S₂² / W₂, with W the sums of the weights and S those
/// of the weighted targets.
/// </summary>
sealed unsafe class MomentScan : BorderScan
{
    readonly NativeArray<double> _scratch;
    readonly NativeArray<int> _places;
    readonly Vector128<double>* _moments; // of the node's rows: w, w y
    readonly double* _left;
    readonly double* _right;
    readonly double* _weights;
    readonly NativeArray<double> _targets; // of the table's rows, scaled
    readonly GrowthTarget _target;
    readonly double _center;
    readonly double _scale;
    double _sum;
    double _value;

    internal MomentScan(GrowthTarget target, int capacity)
    {
        _target = target;
        var room = capacity + Vector512<double>.Count;
        _scratch = new NativeArray<double>(5L * room);
        _places = new NativeArray<int>(room);
        _moments = (Vector128<double>*)_scratch.Pointer;
        _left = _scratch.Pointer + (2L * room);
        _right = _left + room;
        _weights = _right + room;
        var rows = target.Classes > 0 ? target.Codes.Length : target.Values.Length;
        _targets = new NativeArray<double>(rows);
        if (target.Classes > 0)
        {
            (_center, _scale) = (0, 1);
            for (var row = 0; row < rows; row++)
            {
                _targets.Pointer[row] = target.Codes[row];
            }

            return;
        }

        // Sums of squares of far or large targets would lose digits or overflow. Half of each first: a range may overflow too.
        var (least, most) = (target.Values.Min(), target.Values.Max());
        _center = (least / 2) + (most / 2);
        _scale = Math.Max(Math.Max(most - _center, _center - least), double.Epsilon);
        for (var row = 0; row < rows; row++)
        {
            _targets.Pointer[row] = (target.Values[row] - _center) / _scale;
        }
    }

    internal override void Begin(int* rows, int count, double* weights)
    {
        var targets = _targets.Pointer;
        double weight = 0, sum = 0, square = 0;
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (var i = 0; i < count; i++)
        {
            var w = weights[rows[i]];
            var y = targets[rows[i]];
            var wy = w * y;
            _moments[i] = Vector128.Create(w, wy);
            weight += w;
            sum += wy;
            square += wy * y;
            least = Math.Min(least, y);
            most = Math.Max(most, y);
        }

        Weight = weight;
        _sum = sum;
        IsPure = !(most > least);
        if (_target.Classes > 0)
        {
            var share = sum / weight;
            Impurity = 2 * share * (1 - share);
            _value = share;
        }
        else
        {
            var mean = sum / weight;
            Impurity = IsPure ? 0 : Math.Max(0, (square / weight) - (mean * mean)) * _scale * _scale;
            _value = IsPure ? _target.Values[rows[0]] : _center + (_scale * mean);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override bool Improve(ulong* items, int count, int minRows, ref double score, ref int at)
    {
        var moments = _moments;
        var left = _left;
        var right = _right;
        var weights = _weights;
        var places = _places.Pointer;
        var total = _sum;
        var sums = Vector128<double>.Zero;
        var i = 0;
        for (; i < minRows - 1; i++)
        {
            sums += moments[(uint)items[i]];
        }

        nint borders = 0;
        var end = count - minRows;
        for (; i < end; i++)
        {
            var item = items[i];
            sums += moments[(uint)item];
            var s = sums.GetElement(1);
            var rest = total - s;
            weights[borders] = sums.ToScalar();
            left[borders] = s * s;
            right[borders] = rest * rest;
            places[borders] = i;
            borders += item >> 32 != items[i + 1] >> 32 ? 1 : 0;
        }

        return borders > 0 && BestQuotients(left, right, weights, places, (int)borders, Weight, ref score, ref at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double ScoreOf(ulong* items, int count, uint lastLeft, out int leftRows)
    {
        var moments = _moments;
        var sums = Vector128<double>.Zero;
        long left = 0;
        for (var i = 0; i < count; i++)
        {
            // All bits where the row goes left.
            var mask = ((long)(items[i] >> 32) - lastLeft - 1) >> 63;
            sums += moments[i] & Vector128.Create(mask).AsDouble();
            left -= mask;
        }

        leftRows = (int)left;
        var (weight, sum) = (sums.ToScalar(), sums.GetElement(1));
        var rest = _sum - sum;
        return (sum * sum / weight) + (rest * rest / (Weight - weight));
    }

    internal override double Decrease(double score)
    {
        var decrease = Math.Max(0, score - (_sum * _sum / Weight));
        return _target.Classes > 0 ? 2 * decrease : decrease * _scale * _scale;
    }

    internal override void WriteValue(Span<double> value)
    {
        if (_target.Classes > 0)
        {
            value[0] = 1 - _value;
            value[1] = _value;
        }
        else
        {
            value[0] = _value;
        }
    }

    internal override double WeightAt(int place) => _moments[place].ToScalar();

    internal override double OrderedAt(int place, int order) => _moments[place].GetElement(1) / _moments[place].ToScalar();

    public override void Dispose()
    {
        _scratch.Dispose();
        _places.Dispose();
        _targets.Dispose();
    }
}
