using System.Globalization;
using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// The run of a search, told of its trials: each is a nested run with its settings as parameters, the figures of each fold as steps of "cv/NAME" while it goes on, their means, and the artifact trial.json. A trial that
/// failed is a failed run with its error as the tag "trial.error"; one that was stopped has the tag "trial.status". Disposed without <see cref="Complete"/> it counts as failed, and can be resumed.
/// </summary>
public sealed class SearchRun : IProgress<Trial>, IDisposable
{
    readonly Lock _lock = new();
    readonly Func<Run, Trial, Run> _start;
    readonly Dictionary<int, (Run Run, int Folds)> _open = [];

    internal SearchRun(Run run, IReadOnlyList<Trial> earlier, Func<Run, Trial, Run> start)
    {
        Run = run;
        Earlier = earlier;
        _start = start;
    }

    /// <summary>The run that the trials' runs are nested in.</summary>
    public Run Run { get; }

    /// <summary>The trials that ended before the search was cut off, for <see cref="SearchOptions.Earlier"/>; empty for a new search.</summary>
    public IReadOnlyList<Trial> Earlier { get; }

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
            }
        }
    }

    /// <summary>Logs the report, and ends the run as finished.</summary>
    /// <exception cref="TrackingException">The run has ended, or cannot be written.</exception>
    public void Complete(SearchReport report)
    {
        Run.Log(report);
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

    Run Begin(Trial trial)
    {
        var run = _start(Run, trial);
        run.Log(trial.Settings);
        run.Tag("trial.resource", trial.Resource.ToString(CultureInfo.InvariantCulture));
        return run;
    }

    static void End(Run run, Trial trial)
    {
        run.Tag("trial.status", trial.Status.ToString().ToLowerInvariant());
        if (trial.Error is { } error)
        {
            run.Tag("trial.error", error.Length <= 1000 ? error : $"{error[..997]}...");
        }

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
