using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The table of runs that an address asks for.</summary>
sealed record RunTable
{
    /// <summary>Parameters that are shown unasked; only those that differ between runs tell anything.</summary>
    const int DefaultParameters = 4;

    /// <summary>The runs of this page, in order.</summary>
    internal required IReadOnlyList<RunInfo> Runs { get; init; }

    /// <summary>The columns after the fixed ones.</summary>
    internal required IReadOnlyList<RunColumn> Columns { get; init; }

    /// <summary>Every column that could be shown.</summary>
    internal required IReadOnlyList<RunColumn> Choices { get; init; }

    /// <summary>The best value of each metric shown, by name.</summary>
    internal required IReadOnlyDictionary<string, double> Best { get; init; }

    /// <summary>How many runs the filter left, on all pages.</summary>
    internal required int Matching { get; init; }

    /// <summary>How many pages there are, at least 1.</summary>
    internal int Pages => Math.Max(1, (Matching + ServerLimits.RunsPerPage - 1) / ServerLimits.RunsPerPage);

    internal static RunTable Of(IReadOnlyList<RunInfo> runs, RunQuery query, DateTimeOffset now)
    {
        var matching = new RunColumn(query.Sort).Sort(runs.Where(query.Matches), query.Descending, now).ToArray();
        var metrics = Figure.Telling(runs.SelectMany(run => run.Metrics.Keys).ToHashSet()).ToArray();
        var parameters = runs.SelectMany(run => run.Parameters.Keys).Distinct()
            .OrderBy(name => name != "recipe").ThenBy(name => name, StringComparer.Ordinal).ToArray();
        var tags = runs.SelectMany(run => run.Tags.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        RunColumn[] choices =
        [
            .. metrics.Select(name => new RunColumn($"metrics.{name}")),
            .. parameters.Select(name => new RunColumn($"params.{name}")),
            .. tags.Select(name => new RunColumn($"tags.{name}")),
        ];
        RunColumn[] columns = query.Columns.Count > 0
            ? [.. choices.Where(column => query.Columns.Contains(column.Key))]
            :
            [
                .. Figure.Headlines(metrics).Select(name => new RunColumn($"metrics.{name}")),
                .. parameters.Where(name => Differs(runs, name)).Take(DefaultParameters).Select(name => new RunColumn($"params.{name}")),
            ];
        return new RunTable
        {
            Runs = [.. matching.Skip((query.Page - 1) * ServerLimits.RunsPerPage).Take(ServerLimits.RunsPerPage)],
            Columns = columns,
            Choices = choices,
            Best = columns.Where(column => column.IsMetric).ToDictionary(column => column.Inner, column => BestOf(matching, column.Inner)),
            Matching = matching.Length,
        };
    }

    /// <summary>
    /// The best value of a metric among runs; NaN where which way is better is not known, or there is nothing to tell apart.
    /// </summary>
    internal static double BestOf(IReadOnlyList<RunInfo> runs, string metric)
    {
        var values = runs
            .Where(run => run.Metrics.ContainsKey(metric))
            .Select(run => run.Metrics[metric])
            .Where(double.IsFinite)
            .Distinct()
            .ToArray();
        return (values.Length, Figure.Of(metric).Direction) switch
        {
            (< 2, _) or (_, 0) => double.NaN,
            (_, > 0) => values.Max(),
            _ => values.Min(),
        };
    }

    static bool Differs(IReadOnlyList<RunInfo> runs, string parameter) =>
        runs.Select(run => run.Parameters.GetValueOrDefault(parameter)).Distinct().Skip(1).Any();
}
