using System.Globalization;

namespace Cambium.Data;

/// <summary>Numbers, whole numbers and moments; moments count as days since 1970-01-01.</summary>
sealed class NumberAccumulator(string name, ColumnType type) : ColumnAccumulator(name, type)
{
    const int MostListedNumbers = 20;
    const int BlockSize = 4096;

    // How far beyond the quartiles a value is called an outlier, in interquartile ranges. Source: J. W. Tukey, "Exploratory Data Analysis", 1977, chapter 2.
    const double Fence = 1.5;

    readonly QuantileSketch _quantiles = new();
    readonly DistinctSketch _distinct = new();

    // By the bits of the value: doubles cannot tell large whole numbers apart.
    readonly FrequentValues<ulong> _frequent = new(256);
    Moments _moments;
    long _zeros;

    protected override void AddValues(Column column)
    {
        var numbers = new double[BlockSize];
        var bits = new ulong[BlockSize];
        for (var start = 0; start < column.Length; start += BlockSize)
        {
            var length = Math.Min(BlockSize, column.Length - start);
            AddBlock(numbers, bits, Gather(column, start, length, numbers, bits));
        }
    }

    protected override void MergeValues(ColumnAccumulator later)
    {
        var other = (NumberAccumulator)later;
        _quantiles.Merge(other._quantiles);
        _distinct.Merge(other._distinct);
        _frequent.Merge(other._frequent);
        _moments.Merge(other._moments);
        _zeros += other._zeros;
    }

    protected override ColumnProfile Describe(ColumnProfile profile)
    {
        var sorted = _quantiles.Freeze();
        var (edges, counts) = Histogram.Of(sorted);
        var isMoment = profile.Type == ColumnType.DateTime;
        var quartiles = (First: sorted.Quantile(0.25), Third: sorted.Quantile(0.75));
        var range = quartiles.Third - quartiles.First;
        return profile with
        {
            Distinct = _distinct.Count,
            DistinctIsExact = _distinct.IsExact,
            Mean = isMoment || _moments.Count == 0 ? double.NaN : _moments.Mean,
            StandardDeviation = isMoment ? double.NaN : _moments.StandardDeviation,
            Skewness = isMoment ? double.NaN : _moments.Skewness,
            ExcessKurtosis = isMoment ? double.NaN : _moments.ExcessKurtosis,
            Zeros = isMoment ? 0 : _zeros,
            Outliers = isMoment || !(range > 0 && double.IsFinite(range)) ? 0 : sorted.CountBelow(quartiles.First - (Fence * range)) + CountAbove(sorted, quartiles.Third + (Fence * range)),
            Quantiles = sorted.Count == 0 ? [] : [sorted.Quantile(0), quartiles.First, sorted.Quantile(0.5), quartiles.Third, sorted.Quantile(1)],
            TopValues = TopOf(profile.Type),
            MostFrequentCount = _frequent.Counts.Count == 0 ? 0 : _frequent.Counts.Values.Max(),
            HistogramEdges = edges.ToEquatableArray(),
            HistogramCounts = counts.ToEquatableArray(),
        };
    }

    static long CountAbove(WeightedValues sorted, double border) => sorted.Count - sorted.CountBelow(Math.BitIncrement(border));

    EquatableArray<ValueCount> TopOf(ColumnType type)
    {
        // Of many numbers none is worth a line; dates repeat more often, and people look for the busiest.
        if (type != ColumnType.DateTime && (!_frequent.IsExact || _frequent.Counts.Count > MostListedNumbers))
        {
            return [];
        }

        return Top(_frequent.Counts.Select(pair => KeyValuePair.Create(Format(type, pair.Key), pair.Value)));
    }

    static string Format(ColumnType type, ulong bits) => type switch
    {
        ColumnType.Float64 => BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Int64 => ((long)bits).ToString(CultureInfo.InvariantCulture),
        _ => Column<DateTime>.FormatMoment(new DateTime((long)bits)),
    };

    /// <summary>The values of a block that are there, as numbers and as bits; how many they are.</summary>
    static int Gather(Column column, int start, int length, double[] numbers, ulong[] bits)
    {
        var count = 0;
        switch (column)
        {
            case Column<double> doubles:
                foreach (var value in doubles.Values.Slice(start, length))
                {
                    if (!double.IsNaN(value))
                    {
                        numbers[count] = value;
                        bits[count++] = ValueHash.Bits(value);
                    }
                }

                return count;
            case Column<long> whole:
                var values = whole.Values.Slice(start, length);
                for (var i = 0; i < length; i++)
                {
                    if (whole.Validity[start + i])
                    {
                        numbers[count] = values[i];
                        bits[count++] = (ulong)values[i];
                    }
                }

                return count;
            default:
                var moments = ((Column<DateTime>)column).Values.Slice(start, length);
                for (var i = 0; i < length; i++)
                {
                    if (column.Validity[start + i])
                    {
                        numbers[count] = (moments[i] - DateTime.UnixEpoch).TotalDays;
                        bits[count++] = (ulong)moments[i].Ticks;
                    }
                }

                return count;
        }
    }

    void AddBlock(double[] numbers, ulong[] bits, int count)
    {
        _quantiles.Add(numbers.AsSpan(0, count));
        _moments.Add(numbers.AsSpan(0, count));
        for (var i = 0; i < count;)
        {
            // Runs of one value, as in sorted or sparse columns, cost one look-up.
            var value = bits[i];
            var end = i + 1;
            while (end < count && bits[end] == value)
            {
                end++;
            }

            _distinct.Add(ValueHash.Of(value));
            _frequent.Add(value, end - i);
            _zeros += numbers[i] == 0 ? end - i : 0;
            i = end;
        }
    }
}
