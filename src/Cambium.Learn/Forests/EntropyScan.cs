using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>Entropy: the greatest Σ f(W₁c) − f(W₁) + Σ f(W₂c) − f(W₂), with f(w) = w log₂ w and Wc the weight of class c.</summary>
sealed unsafe class EntropyScan : BorderScan
{
    readonly NativeArray<double> _weights;
    readonly NativeArray<int> _codes;
    readonly double[] _totals;
    readonly double[] _leftOf;
    readonly double[] _rightOf;
    readonly double[] _leftTerms;
    readonly double[] _rightTerms;
    readonly GrowthTarget _target;
    double _score;

    internal EntropyScan(GrowthTarget target, int capacity)
    {
        _target = target;
        _weights = new NativeArray<double>(capacity);
        _codes = new NativeArray<int>(capacity);
        _totals = new double[target.Classes];
        _leftOf = new double[target.Classes];
        _rightOf = new double[target.Classes];
        _leftTerms = new double[target.Classes];
        _rightTerms = new double[target.Classes];
    }

    internal override int LevelOrders => _target.Classes == 2 ? 1 : _target.Classes;

    internal override void Begin(int* rows, int count, double* weights)
    {
        Array.Clear(_totals);
        Weight = 0;
        for (var i = 0; i < count; i++)
        {
            var (code, weight) = (_target.Codes[rows[i]], weights[rows[i]]);
            _codes.Pointer[i] = code;
            _weights.Pointer[i] = weight;
            _totals[code] += weight;
            Weight += weight;
        }

        IsPure = _totals.Count(total => total > 0) < 2;
        _score = _totals.Sum(Term) - Term(Weight);
        Impurity = IsPure ? 0 : -_score / Weight;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override bool Improve(ulong* items, int count, int minRows, ref double score, ref int at)
    {
        Array.Clear(_leftOf);
        Array.Clear(_leftTerms);
        for (var c = 0; c < _totals.Length; c++)
        {
            _rightOf[c] = _totals[c];
            _rightTerms[c] = Term(_totals[c]);
        }

        var found = false;
        double leftWeight = 0;
        var end = count - minRows;
        for (var i = 0; i < end; i++)
        {
            var place = (uint)items[i];
            var (code, w) = (_codes.Pointer[place], _weights.Pointer[place]);
            leftWeight += w;
            _leftOf[code] += w;
            _rightOf[code] -= w;
            _leftTerms[code] = double.NaN;
            if (items[i] >> 32 == items[i + 1] >> 32)
            {
                continue;
            }

            if (i < minRows - 1)
            {
                continue;
            }

            var value = Terms() - Term(leftWeight) - Term(Weight - leftWeight);
            if (value > score)
            {
                (score, at, found) = (value, i, true);
            }
        }

        return found;
    }

    internal override double Decrease(double score) => Math.Max(0, score - _score);

    internal override void WriteValue(Span<double> value)
    {
        for (var c = 0; c < value.Length; c++)
        {
            value[c] = _totals[c] / Weight;
        }
    }

    internal override double WeightAt(int place) => _weights.Pointer[place];

    internal override double OrderedAt(int place, int order) =>
        _target.Classes == 2 ? _codes.Pointer[place] : _codes.Pointer[place] == order ? 1 : 0;

    public override void Dispose()
    {
        _weights.Dispose();
        _codes.Dispose();
    }

    // A weight that rounding left a little below 0 is none.
    static double Term(double weight) => weight > 0 ? weight * Math.Log2(weight) : 0;

    /// <summary>The sum over the classes; those that changed since the last border are NaN.</summary>
    double Terms()
    {
        var sum = 0.0;
        for (var c = 0; c < _leftTerms.Length; c++)
        {
            if (double.IsNaN(_leftTerms[c]))
            {
                _leftTerms[c] = Term(_leftOf[c]);
                _rightTerms[c] = Term(_rightOf[c]);
            }

            sum += _leftTerms[c] + _rightTerms[c];
        }

        return sum;
    }
}
