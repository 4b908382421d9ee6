using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What rows of one key have in common, and numbers that tell of their values.</summary>
static class GroupValues
{
    /// <summary>The text of a key that is the same for two rows only where all its columns are; null where one is missing.</summary>
    internal static string?[] Keys(Table rows, IEnumerable<string> columns)
    {
        string?[]? keys = null;
        foreach (var name in columns)
        {
            var column = rows[name];
            var levels = column is CategoryColumn category ? category.Levels.ToArray() : [];
            var before = keys;
            keys = new string?[rows.RowCount];
            for (var row = 0; row < keys.Length; row++)
            {
                var own = !column.Validity[row] ? null : column is CategoryColumn coded ? levels[coded.Codes[row]] : column.Format(row);

                // The length first, so that no two rows of other values read alike.
                keys[row] = own is null || (before is not null && before[row] is null) ? null : before is null ? own : $"{before[row]!.Length}:{before[row]}{own}"; // ! asked before
            }
        }

        return keys ?? [.. Enumerable.Repeat("", rows.RowCount)];
    }

    /// <summary>A number of the values that are there; NaN where none is, but for their sum and their number.</summary>
    internal static double Of(GroupStatistic statistic, ReadOnlySpan<double> all)
    {
        var values = new double[all.Length];
        var count = 0;
        var sum = 0.0;
        foreach (var value in all)
        {
            if (!double.IsNaN(value))
            {
                values[count++] = value;
                sum += value;
            }
        }

        Array.Resize(ref values, count);
        return statistic switch
        {
            GroupStatistic.Count => count,
            GroupStatistic.Sum => sum,
            _ when count == 0 => double.NaN,
            GroupStatistic.Mean => sum / count,
            GroupStatistic.Min => values.Min(),
            GroupStatistic.Max => values.Max(),
            GroupStatistic.Median => Median(values),
            _ => Deviation(values, sum / count),
        };
    }

    /// <summary>The statistic as it stands in the names of columns.</summary>
    internal static string NameOf(GroupStatistic statistic) => JsonNamingPolicy.SnakeCaseLower.ConvertName(statistic.ToString());

    /// <summary>Makes sure that statistics are known, and each there once.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static EquatableArray<GroupStatistic> Checked(EquatableArray<GroupStatistic> statistics, string setting)
    {
        foreach (var statistic in statistics)
        {
            Numerics.Check.Defined(statistic, setting);
        }

        return statistics.Count > 0 && statistics.Distinct().Count() == statistics.Count
            ? statistics
            : throw new ArgumentException($"{setting} must name at least one statistic, each once; it is [{string.Join(", ", statistics)}].", setting);
    }

    static double Median(double[] values)
    {
        Array.Sort(values);
        return Ordered.Quantile(values, 0.5);
    }

    static double Deviation(double[] values, double mean)
    {
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / values.Length);
    }
}
