using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Figures with their intervals: a report's own, which are counted fast, and metrics that are asked for, which are judged anew on every resample.</summary>
static class FigureIntervals
{
    /// <summary>Adds the metrics to the scores, and to all of them their intervals.</summary>
    /// <param name="scores">The report's own.</param>
    /// <param name="rows">The judged rows.</param>
    /// <param name="units">The group of each row.</param>
    /// <param name="options">Metrics, method, resamples.</param>
    /// <param name="passes">How often the report's own look at each row.</param>
    /// <param name="newOwn">Makes a function from how often each row counts to the report's own scores.</param>
    internal static EquatableArray<Score> Of(
        Score[] scores, JudgedRows rows, int[] units, EvaluateOptions options, int passes, Func<Func<byte[], double[]>> newOwn)
    {
        var metrics = options.Metrics.Where(metric => scores.All(score => score.Name != metric.CheckedFor(rows).Name)).DistinctBy(metric => metric.Name).ToArray();
        Score[] all = [.. scores, .. metrics.Select(metric => new Score(metric.Name, metric.Judge(rows)))];
        var intervals = Bootstrap.Of(options, units, passes + (2 * metrics.Length), () =>
        {
            var own = newOwn();
            return metrics.Length == 0 ? own : times => [.. own(times), .. Judged(metrics, rows.Repeat(times))];
        });
        return all.Select((score, place) => intervals.Length == 0 || double.IsNaN(score.Value) ? score : score with { Interval = intervals[place] }).ToEquatableArray();
    }

    /// <summary>The group of each row of a table, from 0; each row its own where no column is named.</summary>
    /// <exception cref="ArgumentException">The column is not there, or its values make no groups.</exception>
    internal static int[] Units(Table rows, string? groupBy) => groupBy is null ? Each(rows.RowCount) : RowKeys.ByValue(rows[groupBy]);

    /// <summary>Each row its own group.</summary>
    internal static int[] Each(int rows) => [.. Enumerable.Range(0, rows)];

    static IEnumerable<double> Judged(Metric[] metrics, JudgedRows rows) => metrics.Select(metric => metric.Judge(rows));
}
