using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The trials of a search, or the runs nested in a run, with what can be told of them together.</summary>
public sealed class SearchBoard
{
    /// <summary>Most settings that are told of.</summary>
    internal const int MostAxes = 12;

    const int MostMetrics = 3;

    /// <summary>How the metrics of cross-validated trials are called.</summary>
    const string FoldPrefix = "cv/";

    const string MeanSuffix = "_mean";

    SearchBoard(SearchEvidence evidence, IReadOnlyList<SearchMetric> metrics, IReadOnlyList<BoardTrial> trials, bool isSearch)
    {
        (Metrics, Trials, IsSearch) = (metrics, trials, isSearch);
        Problems = evidence.Problems;
        (Importances, ImportancesOf) = evidence.Importances is { } told ? ([.. told.Settings.Where(one => one is { Name: not null } && double.IsFinite(one.Share))], told.Trials)
            : evidence.Report is { } report ? (report.Importances, report.Trials.Count)
            : ((IReadOnlyList<SettingImportance>)[], 0);
        Ranked = [.. trials.OrderBy(trial => trial.IsComplete ? 0 : 1).ThenByDescending(trial => trial.Resource).ThenBy(Loss).ThenBy(trial => trial.Number)];
        Best = Ranked is [{ IsComplete: true } best, ..] ? best : null;
        Front = metrics.Count > 1 ? FrontOf(Ranked) : [];
        Axes = AxesOf(evidence.Space);
    }

    /// <summary>The figures that count, the first the one that trials are ranked by.</summary>
    internal IReadOnlyList<SearchMetric> Metrics { get; }

    /// <summary>All trials, by number.</summary>
    internal IReadOnlyList<BoardTrial> Trials { get; }

    /// <summary>The complete ones with the most of the resource first, the best first; then the others.</summary>
    internal IReadOnlyList<BoardTrial> Ranked { get; }

    /// <summary>The best; null where none is complete.</summary>
    internal BoardTrial? Best { get; }

    /// <summary>With several metrics, the trials that no other beats.</summary>
    internal IReadOnlyList<BoardTrial> Front { get; }

    /// <summary>The settings that differ, the most important first.</summary>
    internal IReadOnlyList<BoardAxis> Axes { get; }

    /// <summary>How much each setting explains, the greatest first; empty where that is not known.</summary>
    internal IReadOnlyList<SettingImportance> Importances { get; }

    /// <summary>By how many trials the importances were found.</summary>
    internal int ImportancesOf { get; }

    /// <summary>Whether Cambium searched; else some program nested its runs.</summary>
    internal bool IsSearch { get; }

    /// <summary>Whether there are more than are looked at.</summary>
    internal bool IsCut { get; private init; }

    /// <summary>Settings that differ and are not told of, because there are too many.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>Files that could not be read, and why.</summary>
    internal IReadOnlyList<string> Problems { get; }

    /// <summary>The board of a run; null where no runs are nested in it and no search is told of.</summary>
    internal static SearchBoard? Of(Tracker tracker, RunInfo run, IReadOnlyList<ArtifactInfo> artifacts, DateTimeOffset now)
    {
        var (nested, isCut) = NestedTrials.Of(tracker, run, now);
        var evidence = SearchEvidence.Of(tracker, run.Id, artifacts, nested.Count > 0);
        if (nested.Count == 0 && evidence is { Space: null, Report: null, Problems.Count: 0 })
        {
            return null;
        }

        var metrics = MetricsOf(evidence, nested);
        var trials = NestedTrials.Trials(nested, [.. metrics.Select(metric => metric.Name)], now);
        return new SearchBoard(evidence, [.. metrics.Select(Plain)], trials.Length > 0 ? trials : FromReport(evidence, metrics), IsSearchOf(evidence, nested)) { IsCut = isCut };
    }

    /// <summary>A trial's figure as a loss: infinite where it has none.</summary>
    internal double Loss(BoardTrial trial) => Loss(trial, 0);

    /// <summary>What the store calls a figure of the trials.</summary>
    internal string KeyOf(SearchMetric metric) => IsSearch ? FoldPrefix + metric.Name : metric.Name;

    double Loss(BoardTrial trial, int metric) => trial.Scores[metric] is var score && double.IsNaN(score) ? double.PositiveInfinity : Metrics[metric].HigherIsBetter ? -score : score;

    static bool IsSearchOf(SearchEvidence evidence, IReadOnlyList<RunInfo> nested) =>
        evidence.Space is not null || evidence.Report is not null || nested.Any(run => run.Tags.ContainsKey("trial.status") || run.Tags.ContainsKey("trial.number"));

    /// <summary>The metrics by the names that the runs have them under; at least one.</summary>
    static IReadOnlyList<SearchMetric> MetricsOf(SearchEvidence evidence, IReadOnlyList<RunInfo> nested)
    {
        var named = evidence.Space?.Metrics is { Count: > 0 } asked ? asked : evidence.Report?.Metrics.Count > 0 ? evidence.Report.Metrics : [];
        var known = named.Where(metric => metric?.Name is not null).Take(MostMetrics).ToArray();
        if (known.Length > 0)
        {
            return [.. known.Select(metric => metric with { Name = $"{FoldPrefix}{metric.Name}{MeanSuffix}" })];
        }

        var keys = nested.SelectMany(run => run.Metrics.Keys).GroupBy(key => key).ToDictionary(group => group.Key, group => group.Count());
        var main = Figure.MainOf(keys.Keys) ?? keys.OrderByDescending(pair => pair.Key.EndsWith(MeanSuffix, StringComparison.Ordinal)).ThenByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).FirstOrDefault("");
        var name = Plain(main);
        return [new SearchMetric(main, Figure.Of(main).Direction != 0 ? Figure.Of(main).Direction > 0 : !Metric.Names.Contains(name) || Metric.Named(name).HigherIsBetter)];
    }

    static SearchMetric Plain(SearchMetric metric) => metric with { Name = Plain(metric.Name) };

    static string Plain(string key) =>
        key.StartsWith(FoldPrefix, StringComparison.Ordinal) && key.EndsWith(MeanSuffix, StringComparison.Ordinal) && key.Length > FoldPrefix.Length + MeanSuffix.Length
            ? key[FoldPrefix.Length..^MeanSuffix.Length]
            : key;

    /// <summary>The trials of a report whose runs are gone.</summary>
    static BoardTrial[] FromReport(SearchEvidence evidence, IReadOnlyList<SearchMetric> metrics) =>
    [
        .. (evidence.Report?.Trials ?? []).OfType<Trial>().Take(NestedTrials.Most).Select(trial => new BoardTrial
        {
            Number = trial.Number,
            Name = $"trial {trial.Number}",
            State = trial.Status.ToString().ToLowerInvariant(),
            Scores = [.. metrics.Select(metric => trial.Scores.FirstOrDefault(score => score?.Name == Plain(metric.Name))?.Mean ?? double.NaN)],
            Seconds = trial.Duration.TotalSeconds,
            Resource = trial.Resource,
            Repeats = trial.Repeats,
            Settings = trial.Settings.OfType<TrialSetting>().Where(setting => setting is { Name: not null, Value: not null }).DistinctBy(setting => setting.Name).ToDictionary(setting => setting.Name, setting => setting.Value),
            Error = trial.Error,
        }),
    ];

    /// <summary>The trials that no other beats by all metrics. One that is beaten is so by one that comes before it by the first loss, so each is held against the front so far only.</summary>
    List<BoardTrial> FrontOf(IReadOnlyList<BoardTrial> trials)
    {
        var front = new List<(BoardTrial Trial, double[] Losses)>();
        var complete = trials.Where(trial => trial.IsComplete).Select(trial => (Trial: trial, Losses: Metrics.Select((_, i) => Loss(trial, i)).ToArray()));
        foreach (var (trial, losses) in complete.OrderBy(item => item.Losses[0]).ThenBy(item => item.Losses.Skip(1).Sum()))
        {
            if (!front.Exists(kept => kept.Losses.Zip(losses).All(pair => pair.First <= pair.Second) && !kept.Losses.AsSpan().SequenceEqual(losses)))
            {
                front.Add((trial, losses));
            }
        }

        return [.. front.Select(item => item.Trial)];
    }

    List<BoardAxis> AxesOf(SearchedSpace? space)
    {
        var settings = (space?.Settings ?? []).Where(setting => setting?.Name is not null).DistinctBy(setting => setting.Name).ToDictionary(setting => setting.Name);
        var values = new Dictionary<string, List<string>>();
        foreach (var (name, value) in Trials.SelectMany(trial => trial.Settings))
        {
            if (!values.TryGetValue(name, out var list))
            {
                values[name] = list = [];
            }

            list.Add(value);
        }

        var ranks = Importances.Select((one, rank) => (one.Name, rank)).DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.rank);
        var axes = values.Where(pair => settings.Count == 0 || settings.ContainsKey(pair.Key))
            .Select(pair => (Axis: BoardAxis.Of(pair.Key, settings.GetValueOrDefault(pair.Key), pair.Value), pair.Value.Count))
            .Where(pair => pair.Axis is not null)
            .OrderBy(pair => ranks.GetValueOrDefault(pair.Axis!.Name, int.MaxValue)) // ! filtered
            .ThenByDescending(pair => pair.Count).ThenBy(pair => pair.Axis!.Name, StringComparer.Ordinal)
            .Select(pair => pair.Axis!).ToList();
        LeftOut = Math.Max(0, axes.Count - MostAxes);
        return [.. axes.Take(MostAxes)];
    }
}
