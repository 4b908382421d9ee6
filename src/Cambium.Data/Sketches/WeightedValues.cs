namespace Cambium.Data;

/// <summary>Numbers in ascending order, each of which stands for several equal ones.</summary>
sealed class WeightedValues
{
    readonly double[] _values;

    // The number of values up to and with each place.
    readonly long[] _ends;
    readonly double _minimum;
    readonly double _maximum;

    /// <summary>Takes numbers over.</summary>
    /// <param name="values">In ascending order.</param>
    /// <param name="weights">How many each value stands for; kept, and changed.</param>
    /// <param name="minimum">The least value of all, which need not be held.</param>
    /// <param name="maximum">The greatest.</param>
    internal WeightedValues(double[] values, long[] weights, double minimum, double maximum)
    {
        for (var i = 1; i < weights.Length; i++)
        {
            weights[i] += weights[i - 1];
        }

        (_values, _ends, _minimum, _maximum) = (values, weights, minimum, maximum);
    }

    /// <summary>How many numbers are held.</summary>
    internal int Held => _values.Length;

    /// <summary>How many they stand for.</summary>
    internal long Count => _ends.Length == 0 ? 0 : _ends[^1];

    internal double Quantile(double share)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies from 0 to 1.");
        }

        if (Count == 0)
        {
            return double.NaN;
        }

        var place = share * (Count - 1);
        var below = (long)place;
        var (low, high) = (At(below), At(Math.Min(below + 1, Count - 1)));
        return low == high || place == below ? low : low + ((place - below) * (high - low));
    }

    /// <summary>The number of values below a border.</summary>
    internal long CountBelow(double border)
    {
        var (from, to) = (0, _values.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _values[middle] < border ? (middle + 1, to) : (from, middle);
        }

        return from == 0 ? 0 : _ends[from - 1];
    }

    /// <summary>The value at a place from 0 among all.</summary>
    internal double At(long place)
    {
        if (place == 0)
        {
            return _minimum;
        }

        if (place == Count - 1)
        {
            return _maximum;
        }

        var at = Array.BinarySearch(_ends, place + 1);
        return _values[at >= 0 ? at : ~at];
    }
}
