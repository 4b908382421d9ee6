namespace Cambium.Learn;

/// <summary>The weights of rows in the order of a tree, and the sums of neighbouring ones.</summary>
readonly struct RowWeights
{
    readonly double[] _weights;
    readonly double[] _before;

    /// <summary>Orders weights.</summary>
    /// <param name="weights">The weight of each row; empty where each weighs 1.</param>
    /// <param name="order">The row at each place.</param>
    internal RowWeights(double[] weights, int[] order)
    {
        _weights = weights.Length == 0 ? [] : Array.ConvertAll(order, row => weights[row]);
        _before = new double[_weights.Length == 0 ? 0 : _weights.Length + 1];
        for (var place = 0; place < _weights.Length; place++)
        {
            _before[place + 1] = _before[place] + _weights[place];
        }
    }

    /// <summary>The weight of the row at a place.</summary>
    internal double Of(int place) => _weights.Length == 0 ? 1 : _weights[place];

    /// <summary>The weight of the rows from a place on, up to the one before <paramref name="end"/>.</summary>
    internal double Of(int start, int end) => _weights.Length == 0 ? end - start : _before[end] - _before[start];
}
