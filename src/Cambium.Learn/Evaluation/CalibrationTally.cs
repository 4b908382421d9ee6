namespace Cambium.Learn;

/// <summary>Sums of what was predicted and what was observed, by bins of the prediction.</summary>
sealed class CalibrationTally
{
    readonly double[] _predicted;
    readonly double[] _observed;
    readonly double[] _weights;
    readonly int[] _rows;

    /// <summary>Sums up rows.</summary>
    /// <param name="probabilities">Of each row, from 0 to 1.</param>
    /// <param name="positive">Whether what was predicted came true, of each row.</param>
    /// <param name="bins">The most bins there may be.</param>
    /// <param name="binning">How rows are put into them.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    internal CalibrationTally(double[] probabilities, bool[] positive, int bins, CalibrationBinning binning, ReadOnlySpan<double> weights)
    {
        _predicted = new double[bins];
        _observed = new double[bins];
        _weights = new double[bins];
        _rows = new int[bins];
        var places = binning == CalibrationBinning.EqualWidth ? Array.ConvertAll(probabilities, p => ByWidth(p, bins)) : ByMass(probabilities, bins, weights);
        for (var row = 0; row < places.Length; row++)
        {
            var weight = MetricInput.Weight(weights, row);
            _predicted[places[row]] += weight * probabilities[row];
            _observed[places[row]] += positive[row] ? weight : 0;
            _weights[places[row]] += weight;
            _rows[places[row]]++;
        }
    }

    IEnumerable<int> Filled => Enumerable.Range(0, _rows.Length).Where(bin => _weights[bin] > 0);

    /// <summary>The bin of a probability among bins of equal width.</summary>
    internal static int ByWidth(double probability, int bins) => Math.Clamp((int)(probability * bins), 0, bins - 1);

    /// <summary>Σ share of the rows · |observed − predicted|; NaN where no row has a weight.</summary>
    internal double Expected()
    {
        var total = _weights.Sum();
        return Filled.Sum(bin => Math.Abs(_observed[bin] - _predicted[bin])) / total;
    }

    /// <summary>The largest |observed − predicted| of a bin; NaN where no row has a weight.</summary>
    internal double Largest() => Filled.Select(bin => Math.Abs(_observed[bin] - _predicted[bin]) / _weights[bin]).DefaultIfEmpty(double.NaN).Max();

    /// <summary>The bins that hold rows, by rising probability.</summary>
    internal IEnumerable<CalibrationBin> Bins() => Filled.Select(bin => new CalibrationBin(_predicted[bin] / _weights[bin], _observed[bin] / _weights[bin], _rows[bin]));

    static int[] ByMass(double[] probabilities, int bins, ReadOnlySpan<double> weights)
    {
        var (keys, rows, places) = ((double[])probabilities.Clone(), FigureIntervals.Each(probabilities.Length), new int[probabilities.Length]);
        Array.Sort(keys, rows);
        var (total, before) = (MetricInput.Total(weights, rows.Length), 0.0);
        for (var first = 0; first < rows.Length;)
        {
            var (end, own) = (first, 0.0);
            for (; end < rows.Length && keys[end] == keys[first]; end++)
            {
                own += MetricInput.Weight(weights, rows[end]);
            }

            var place = ByWidth((before + (own / 2)) / total, bins);
            for (; first < end; first++)
            {
                places[rows[first]] = place;
            }

            before += own;
        }

        return places;
    }
}
