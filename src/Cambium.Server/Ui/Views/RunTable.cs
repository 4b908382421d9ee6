using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The table of runs that an address asks for.</summary>
sealed record RunTable
{
    /// <summary>Parameters that are shown unasked; only those that differ between runs tell anything.</summary>
    const int DefaultParameters = 4;

    /// <summary>Columns to choose from; what is not among them can be named in the address.</summary>
    const int MostChoices = 1000;

    /// <summary>The runs of this page, in order.</summary>
    internal required IReadOnlyList<RunInfo> Runs { get; init; }

    /// <summary>The columns after the fixed ones.</summary>
    internal required IReadOnlyList<RunColumn> Columns { get; init; }

    /// <summary>Every column that could be shown.</summary>
    internal required IReadOnlyList<RunColumn> Choices { get; init; }

    /// <summary>The best value on this page of each metric shown, by name.</summary>
    internal required IReadOnlyDictionary<string, double> Best { get; init; }

    /// <summary>What can be filtered by.</summary>
    internal required RunKeys Keys { get; init; }

    /// <summary>How many runs the filter left, on all pages.</summary>
    internal long Matching { get; init; }

    /// <summary>Why filter or order were refused; null where they were not.</summary>
    internal string? Problem { get; init; }

    /// <summary>How many pages there are, at least 1.</summary>
    internal long Pages => Math.Max(1, (Matching + ServerLimits.RunsPerPage - 1) / ServerLimits.RunsPerPage);

    internal static RunTable Of(IRunStore store, RunQuery query, DateTimeOffset now)
    {
        var keys = store.KeysOf(query.ExperimentId);
        var columns = ColumnsOf(query, keys);
        RunColumn[] choices =
        [
            .. Figure.Telling(keys.Metrics).Select(name => new RunColumn($"metrics.{name}")),
            .. keys.Parameters.Select(name => new RunColumn($"params.{name}")),
            .. keys.Tags.Select(name => new RunColumn($"tags.{name}")),
        ];
        var table = new RunTable
        {
            Runs = [],
            Columns = columns,
            Choices = [.. choices.Union(columns).Take(MostChoices)],
            Best = new Dictionary<string, double>(),
            Keys = keys,
        };
        try
        {
            var search = query.ToSearch(ServerLimits.RunsPerPage);
            RunInfo[] runs = [.. store.SearchRuns(search).Items.Select(run => RunInfo.Of(run, now))];
            return table with
            {
                Runs = runs,
                Best = columns.Where(column => column.IsMetric).ToDictionary(column => column.Inner, column => BestOf(runs, column.Inner)),
                Matching = store.CountRuns(search),
            };
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.InvalidParameterValue)
        {
            return table with { Problem = e.Message };
        }
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

    static RunColumn[] ColumnsOf(RunQuery query, RunKeys keys) => query.Columns.Count > 0
        ? [.. query.Columns.Select(key => new RunColumn(key))]
        :
        [
            .. Figure.Headlines(keys.Metrics).Select(name => new RunColumn($"metrics.{name}")),
            .. keys.DifferingParameters.OrderBy(name => name != "recipe").Take(DefaultParameters).Select(name => new RunColumn($"params.{name}")),
        ];
}
