using System.Globalization;
using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// The run of a search, told of its trials: each is a nested run with its settings as parameters, the figures of each fold as steps of "cv/NAME" while it goes on, their means, and the artifact trial.json. A trial that
/// failed is a failed run with its error as the tag "trial.error"; one that was stopped has the tag "trial.status". Further tags are "trial.number", "trial.resource", "trial.repeats" and "trial.seconds". Disposed without <see cref="Complete"/> it counts as failed, and can be resumed.
/// </summary>
public sealed class SearchRun : IProgress<Trial>, IDisposable
{
    /// <summary>Fewer trials tell nothing of importance.</summary>
    const int LeastTold = 8;

    const int MostErrorLength = 1000;

    readonly Lock _lock = new();
    readonly Func<Run, Trial, Run> _start;
    readonly Dictionary<int, (Run Run, int Folds)> _open = [];
    readonly List<Trial> _ended = [];
    (SearchSpace Space, SearchOptions Options)? _described;
    int _told;

    internal SearchRun(Run run, IReadOnlyList<Trial> earlier, Func<Run, Trial, Run> start)
    {
        Run = run;
        Earlier = earlier;
        _ended.AddRange(earlier);
        _start = start;
    }

    /// <summary>The run that the trials' runs are nested in.</summary>
    public Run Run { get; }

    /// <summary>The trials that ended before the search was cut off, for <see cref="SearchOptions.Earlier"/>; empty for a new search.</summary>
    public IReadOnlyList<Trial> Earlier { get; }

    /// <summary>
    /// Says what is searched, so that the store can tell of it while the search goes on: logs the space as the artifact search-space.json and, each time that the trials have grown by half, the importance of its
    /// settings as search-importances.json.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="options">The search's; of them only the metrics count.</param>
    /// <exception cref="TrackingException">The run has ended, or cannot be written.</exception>
    public void Describe(SearchSpace space, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        lock (_lock)
        {
            _described = (space, options);
            Run.Log(SearchedSpace.Of(space, options));
        }
    }

    /// <summary>Logs what a trial has come to.</summary>
    /// <exception cref="TrackingException">The run has ended, or cannot be written.</exception>
    public void Report(Trial value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            var (run, folds) = _open.TryGetValue(value.Number, out var known) ? known : (Begin(value), 0);
            var done = value.Scores.Count == 0 ? 0 : value.Scores[0].Folds.Count;
            for (; folds < done; folds++)
            {
                run.Log(value.Scores, folds + 1);
            }

            _open[value.Number] = (run, folds);
            if (value.Status != TrialStatus.Running)
            {
                End(run, value);
                _open.Remove(value.Number);
                _ended.Add(value);
                TellImportances();
            }
        }
    }

    /// <summary>Logs the report, and ends the run as finished.</summary>
    /// <exception cref="TrackingException">The run has ended, or cannot be written.</exception>
    public void Complete(SearchReport report)
    {
        Run.Log(report);
        if (_described is not null && report.Importances.Count > 0)
        {
            Run.Log(new SearchImportances(report.Trials.Count, report.Importances));
        }

        DropOpen();
        Run.Complete();
    }

    /// <summary>Ends the run as failed unless it was completed, and with it the runs of trials under way.</summary>
    public void Dispose()
    {
        DropOpen();
        Run.Dispose();
    }

    /// <summary>How the run of a trial stands that has ended.</summary>
    internal static RunStatus StatusOf(Trial trial) => trial.Status == TrialStatus.Failed ? RunStatus.Failed : RunStatus.Finished;

    /// <summary>The importance of settings, seldom enough that all of it costs little beside the trials.</summary>
    void TellImportances()
    {
        if (_described is not { } own || _ended.Count < LeastTold || _ended.Count < _told * 3 / 2)
        {
            return;
        }

        _told = _ended.Count;
        var report = Search.Report(own.Space, own.Options, _ended, SearchEnd.Trials);
        if (report.Importances.Count > 0)
        {
            Run.Log(new SearchImportances(_told, report.Importances));
        }
    }

    Run Begin(Trial trial)
    {
        var run = _start(Run, trial);
        run.Log(
            trial.Settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)),
            [new("trial.number", Text(trial.Number)), new("trial.resource", Text(trial.Resource)), .. trial.Repeats > 0 ? [KeyValuePair.Create("trial.repeats", Text(trial.Repeats))] : Array.Empty<KeyValuePair<string, string>>()]);
        return run;
    }

    static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    static void End(Run run, Trial trial)
    {
        var error = trial.Error is not { Length: > MostErrorLength } text ? trial.Error : $"{text[..(MostErrorLength - 3)]}...";
        run.Log(
            [],
            [
                new("trial.status", trial.Status.ToString().ToLowerInvariant()),
                new("trial.seconds", Text(trial.Duration.TotalSeconds)),
                .. error is null ? [] : new[] { KeyValuePair.Create("trial.error", error) },
            ]);
        run.Log(trial);
        if (StatusOf(trial) == RunStatus.Finished)
        {
            run.Complete();
        }
        else
        {
            run.Dispose();
        }
    }

    void DropOpen()
    {
        lock (_lock)
        {
            foreach (var (run, _) in _open.Values)
            {
                run.Dispose();
            }

            _open.Clear();
        }
    }
}
