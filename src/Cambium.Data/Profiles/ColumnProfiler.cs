using System.Globalization;

namespace Cambium.Data;

/// <summary>Summarises one column.</summary>
static class ColumnProfiler
{
    const int MostTopValues = 10;
    const int MostListedNumbers = 20;

    internal static ColumnProfile Of(Column column) => column switch
    {
        Column<double> numbers => OfNumbers(column, Present(numbers), value => value.ToString("R", CultureInfo.InvariantCulture)),
        Column<long> numbers => OfWholeNumbers(column, Present(numbers)),
        Column<DateTime> moments => OfMoments(column, Present(moments)),
        Column<bool> truths => OfCounts(column, Present(truths).CountBy(value => value ? "true" : "false")),
        CategoryColumn category => OfCounts(column, CountLevels(category)),
        TextColumn text => OfCounts(column, Present(text).CountBy(value => value)),
        SparseColumn vectors => OfCounts(column, CountFeatures(vectors)),
        _ => throw new ArgumentException($"Column '{column.Name}' of type {column.Type} cannot be summarised.", nameof(column)),
    };

    static IEnumerable<string> Present(TextColumn column) => Enumerable.Range(0, column.Length).Select(row => column[row]).OfType<string>();

    static T[] Present<T>(Column<T> column)
        where T : unmanaged
    {
        var values = column.Values;
        var present = new T[column.Length - column.MissingCount];
        var count = 0;
        for (var row = 0; row < values.Length; row++)
        {
            if (column.Validity[row])
            {
                present[count++] = values[row];
            }
        }

        return present;
    }

    static ColumnProfile OfNumbers(Column column, double[] values, Func<double, string> format)
    {
        Array.Sort(values);
        var runs = values.CountBy(value => value).Take(MostListedNumbers + 1).ToArray();
        return Numeric(column, values, CountDistinct<double>(values)) with
        {
            TopValues = runs.Length > MostListedNumbers ? [] : Top(runs.Select(run => KeyValuePair.Create(format(run.Key), run.Value))),
        };
    }

    // Distinct and top values are taken before the change to double, which cannot tell large neighbours apart.
    static ColumnProfile OfWholeNumbers(Column column, long[] values)
    {
        Array.Sort(values);
        var distinct = CountDistinct<long>(values);
        return Numeric(column, Array.ConvertAll(values, value => (double)value), distinct) with
        {
            TopValues = distinct > MostListedNumbers ? [] : Top(values.CountBy(value => value.ToString(CultureInfo.InvariantCulture))),
        };
    }

    static ColumnProfile OfMoments(Column column, DateTime[] values)
    {
        Array.Sort(values);

        // In plain text form dates order as they do in time, so that only the chosen ones need be written out.
        var top = values.CountBy(value => value).OrderByDescending(run => run.Value).ThenBy(run => run.Key).Take(MostTopValues);
        var days = Array.ConvertAll(values, value => (value - DateTime.UnixEpoch).TotalDays);
        return Numeric(column, days, CountDistinct<DateTime>(values)) with
        {
            Mean = double.NaN,
            StandardDeviation = double.NaN,
            TopValues = Top(top.Select(run => KeyValuePair.Create(Column<DateTime>.FormatMoment(run.Key), run.Value))),
        };
    }

    static ColumnProfile Numeric(Column column, double[] sorted, int distinct)
    {
        var (mean, deviation) = Moments(sorted);
        var (edges, counts) = Histogram.Of(sorted);
        return new ColumnProfile
        {
            Name = column.Name,
            Type = column.Type,
            Missing = column.MissingCount,
            Distinct = distinct,
            Mean = mean,
            StandardDeviation = deviation,
            Quantiles = sorted.Length == 0
                ? []
                : [sorted[0], Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75), sorted[^1]],
            HistogramEdges = edges.ToEquatableArray(),
            HistogramCounts = counts.ToEquatableArray(),
        };
    }

    static ColumnProfile OfCounts(Column column, IEnumerable<KeyValuePair<string, int>> counts)
    {
        var list = counts.ToArray();
        return new ColumnProfile
        {
            Name = column.Name,
            Type = column.Type,
            Missing = column.MissingCount,
            Distinct = list.Length,
            TopValues = Top(list),
        };
    }

    static IEnumerable<KeyValuePair<string, int>> CountLevels(CategoryColumn category)
    {
        var counts = new int[category.Levels.Count];
        foreach (var code in category.Codes)
        {
            if (code != CategoryColumn.MissingCode)
            {
                counts[code]++;
            }
        }

        return category.Levels.Zip(counts, KeyValuePair.Create).Where(pair => pair.Value > 0);
    }

    // The features of a sparse column that any row holds, by the number of rows that do.
    static IEnumerable<KeyValuePair<string, int>> CountFeatures(SparseColumn vectors)
    {
        var counts = new int[vectors.Width];
        for (var row = 0; row < vectors.Length; row++)
        {
            var indices = vectors.Matrix.RowIndices(row);
            var values = vectors.Matrix.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                counts[indices[entry]] += values[entry] == 0 ? 0 : 1;
            }
        }

        return counts.Select((count, feature) => KeyValuePair.Create(vectors.NameOf(feature), count)).Where(pair => pair.Value > 0);
    }

    static EquatableArray<ValueCount> Top(IEnumerable<KeyValuePair<string, int>> counts) =>
        counts
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostTopValues)
            .Select(pair => new ValueCount(pair.Key, pair.Value))
            .ToEquatableArray();

    static int CountDistinct<T>(ReadOnlySpan<T> sorted)
        where T : IEquatable<T>
    {
        var distinct = sorted.Length == 0 ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i].Equals(sorted[i - 1]) ? 0 : 1;
        }

        return distinct;
    }

    /// <summary>Mean and standard deviation (n − 1) in one pass. Source: B. P. Welford, 1962.</summary>
    static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = 0.0;
        var squares = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var delta = values[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (values[i] - mean);
        }

        return (values.Length == 0 ? double.NaN : mean, values.Length < 2 ? double.NaN : Math.Sqrt(squares / (values.Length - 1)));
    }

    /// <summary>The quantile between its two neighbours by linear interpolation. Source: R. J. Hyndman, Y. Fan, 1996, type 7.</summary>
    static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var (low, high) = (sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return low == high || place == below ? low : low + ((place - below) * (high - low));
    }
}
