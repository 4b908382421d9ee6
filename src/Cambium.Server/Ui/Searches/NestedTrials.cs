using System.Globalization;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Reads the runs that are nested in a run as trials.</summary>
static class NestedTrials
{
    /// <summary>Most nested runs that are looked at; of more, the newest.</summary>
    internal const int Most = 10_000;

    const int PageSize = 1000;

    /// <summary>The nested runs, the first started first, and whether there are more.</summary>
    internal static (IReadOnlyList<RunInfo> Runs, bool IsCut) Of(Tracker tracker, RunInfo parent, DateTimeOffset now)
    {
        var runs = new List<RunInfo>();
        string? token = null;
        do
        {
            var request = new SearchRequest { Filter = $"tags.{Tracker.ParentTag} = '{parent.Id}'", MaxResults = PageSize, PageToken = token };
            var page = tracker.Store.Runs.SearchRuns(new RunSearch([parent.ExperimentId], LifecycleView.Active, request));
            runs.AddRange(page.Items.Select(run => RunInfo.Of(run, now)));
            token = page.NextToken;
        }
        while (token is not null && runs.Count < Most);

        runs.Reverse();
        return (runs, token is not null);
    }

    /// <summary>The runs as trials, by number.</summary>
    internal static BoardTrial[] Trials(IReadOnlyList<RunInfo> runs, IReadOnlyList<string> metrics, DateTimeOffset now)
    {
        var rows = runs.Select(run => Number(run, "trial.rows")).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        return [.. runs.Select((run, place) => Trial(run, place, metrics, rows, now)).OrderBy(trial => trial.Number)];
    }

    static BoardTrial Trial(RunInfo run, int place, IReadOnlyList<string> metrics, double mostRows, DateTimeOffset now)
    {
        var number = Number(run, "trial.number") is var tagged && tagged is >= 1 and <= int.MaxValue ? (int)tagged
            : run.Name.StartsWith("trial ", StringComparison.Ordinal) && int.TryParse(run.Name[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var named) ? named
            : place + 1;
        var (low, high) = (Number(run, "trial.low"), Number(run, "trial.high"));
        var seconds = Number(run, "trial.seconds");
        return new BoardTrial
        {
            Number = number,
            Name = RunDisplay.Name(run),
            RunId = run.Id,
            State = BoardTrial.StateOf(run),
            Scores = [.. metrics.Select(metric => run.Metrics.GetValueOrDefault(metric, double.NaN))],
            Interval = double.IsFinite(low) && double.IsFinite(high) ? new Interval(low, high) : null,
            Seconds = seconds >= 0 ? seconds : RunDisplay.Duration(run, now)?.TotalSeconds ?? double.NaN,
            Resource = Number(run, "trial.rows") / mostRows is var share and > 0 ? share : Number(run, "trial.resource") is var given and > 0 and <= 1 ? given : 1,
            Repeats = Number(run, "trial.repeats") is var repeats and >= 1 and <= int.MaxValue ? (int)repeats : 0,
            Settings = run.Tags.TryGetValue("trial.family", out var family) ? OfFamily(run, family) : run.Parameters,
            Error = run.Tags.GetValueOrDefault("trial.error"),
        };
    }

    /// <summary>Settings of different learners have the same names, so they bear the family's.</summary>
    static Dictionary<string, string> OfFamily(RunInfo run, string family) =>
        run.Parameters.ToDictionary(setting => setting.Key == "family" ? setting.Key : $"{family}.{setting.Key}", setting => setting.Value);

    static double Number(RunInfo run, string tag) =>
        run.Tags.TryGetValue(tag, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
