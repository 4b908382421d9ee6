using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>Gini of several classes: the greatest Σ W₁c² / W₁ + Σ W₂c² / W₂, with Wc the weight of class c.</summary>
sealed unsafe class GiniScan : BorderScan
{
    readonly NativeArray<double> _scratch;
    readonly NativeArray<int> _places;
    readonly NativeArray<int> _codes;
    readonly double* _rowWeights;
    readonly double* _left;
    readonly double* _right;
    readonly double* _weights;
    readonly double[] _totals;
    readonly double[] _leftOf;
    readonly double[] _rightOf;
    readonly GrowthTarget _target;
    double _squares;

    internal GiniScan(GrowthTarget target, int capacity)
    {
        _target = target;
        var room = capacity + Vector512<double>.Count;
        _scratch = new NativeArray<double>(4L * room);
        _places = new NativeArray<int>(room);
        _codes = new NativeArray<int>(room);
        _rowWeights = _scratch.Pointer;
        _left = _rowWeights + room;
        _right = _left + room;
        _weights = _right + room;
        _totals = new double[target.Classes];
        _leftOf = new double[target.Classes];
        _rightOf = new double[target.Classes];
    }

    internal override int LevelOrders => _target.Classes;

    internal override void Begin(int* rows, int count, double* weights)
    {
        Array.Clear(_totals);
        Weight = 0;
        for (var i = 0; i < count; i++)
        {
            var (code, weight) = (_target.Codes[rows[i]], weights[rows[i]]);
            _codes.Pointer[i] = code;
            _rowWeights[i] = weight;
            _totals[code] += weight;
            Weight += weight;
        }

        var present = 0;
        (_squares, Impurity) = (0, 1);
        foreach (var total in _totals)
        {
            present += total > 0 ? 1 : 0;
            _squares += total * total;
            Impurity -= total / Weight * (total / Weight);
        }

        IsPure = present < 2;
        Impurity = IsPure ? 0 : Impurity;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override bool Improve(ulong* items, int count, int minRows, ref double score, ref int at)
    {
        Array.Clear(_leftOf);
        _totals.CopyTo(_rightOf, 0);
        var codes = _codes.Pointer;
        var rowWeights = _rowWeights;
        var left = _left;
        var right = _right;
        var weights = _weights;
        var places = _places.Pointer;
        double leftSquares = 0, rightSquares = _squares, leftWeight = 0;
        nint borders = 0;
        var end = count - minRows;
        fixed (double* leftOf = _leftOf, rightOf = _rightOf)
        {
            for (var i = 0; i < end; i++)
            {
                var place = (uint)items[i];
                var (code, w) = (codes[place], rowWeights[place]);
                leftSquares += w * ((2 * leftOf[code]) + w);
                rightSquares -= w * ((2 * rightOf[code]) - w);
                leftOf[code] += w;
                rightOf[code] -= w;
                leftWeight += w;
                weights[borders] = leftWeight;
                left[borders] = leftSquares;
                right[borders] = rightSquares;
                places[borders] = i;
                borders += i >= minRows - 1 && items[i] >> 32 != items[i + 1] >> 32 ? 1 : 0;
            }
        }

        return borders > 0 && BestQuotients(left, right, weights, places, (int)borders, Weight, ref score, ref at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double ScoreOf(ulong* items, int count, uint lastLeft, out int leftRows)
    {
        Array.Clear(_leftOf);
        var codes = _codes.Pointer;
        var rowWeights = _rowWeights;
        leftRows = 0;
        fixed (double* leftOf = _leftOf)
        {
            for (var i = 0; i < count; i++)
            {
                var goesLeft = (uint)(items[i] >> 32) <= lastLeft ? 1 : 0;
                leftOf[codes[i]] += rowWeights[i] * goesLeft;
                leftRows += goesLeft;
            }
        }

        double leftSquares = 0, rightSquares = 0, leftWeight = 0;
        for (var c = 0; c < _leftOf.Length; c++)
        {
            var rest = _totals[c] - _leftOf[c];
            leftSquares += _leftOf[c] * _leftOf[c];
            rightSquares += rest * rest;
            leftWeight += _leftOf[c];
        }

        return (leftSquares / leftWeight) + (rightSquares / (Weight - leftWeight));
    }

    internal override double Decrease(double score) => Math.Max(0, score - (_squares / Weight));

    internal override void WriteValue(Span<double> value)
    {
        for (var c = 0; c < value.Length; c++)
        {
            value[c] = _totals[c] / Weight;
        }
    }

    internal override double WeightAt(int place) => _rowWeights[place];

    internal override double OrderedAt(int place, int order) => _codes.Pointer[place] == order ? 1 : 0;

    public override void Dispose()
    {
        _scratch.Dispose();
        _places.Dispose();
        _codes.Dispose();
    }
}
