using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    /// <summary>The tag that names a nested run's parent; MLflow's, so that its clients nest them too.</summary>
    internal const string ParentTag = "mlflow.parentRunId";

    /// <summary>
    /// Starts a run for a search, with a nested run for each trial. Hand it to the search as its progress. After a kill, <see cref="ResumeSearch"/> goes on from what the store has.
    /// </summary>
    /// <param name="experiment">The experiment's name: not blank, at most 500 characters.</param>
    /// <param name="name">A name for the run: not blank, at most 500 characters; not unique.</param>
    /// <exception cref="TrackingException">A name is not allowed.</exception>
    public SearchRun StartSearch(string experiment, string name) => new(Start(experiment, name), [], StartTrial);

    /// <summary>
    /// Opens the run of a search that was cut off, to go on with it: <see cref="SearchRun.Earlier"/> are the trials that ended. Nested runs of trials that did not end are marked as deleted, as these trials are
    /// made again.
    /// </summary>
    /// <param name="runId">The run's id, or the only beginning of one (at least 4 characters).</param>
    /// <exception cref="TrackingException">There is no such run, it has ended well, or another process still writes it.</exception>
    public SearchRun ResumeSearch(string runId)
    {
        var run = Find(runId);
        var info = RunInfo.Of(run, _time.GetUtcNow());
        if (info.Status == RunStatus.Finished)
        {
            throw new TrackingException($"The search of run {run.Id} came to its end, so there is nothing to go on with. Start another.");
        }

        if (info is { Status: RunStatus.Running, IsStale: false } && run.Owner is not null)
        {
            throw new TrackingException($"The search of run {run.Id} is still under way in another process. Wait for it, or end it first.");
        }

        var earlier = TakeTrials(run);
        var opened = _store.Runs.UpdateRun(run.Id, new RunChange(RunStatus.Running, null, null, RunOwner.Current()));
        return new SearchRun(Open(opened), earlier, StartTrial);
    }

    /// <summary>The report of a search that a run logged; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public SearchReport? ReadSearch(string runId) => Read(runId, RunArtifacts.Search, stream => SearchReport.FromJson(new StreamReader(stream).ReadToEnd()));

    /// <summary>What the search of a run may try; null where the run tells nothing of it.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public SearchedSpace? ReadSpace(string runId) => ReadJson<SearchedSpace>(runId, RunArtifacts.Space);

    /// <summary>The importance of settings that a run logged while its search was under way; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public SearchImportances? ReadImportances(string runId) => ReadJson<SearchImportances>(runId, RunArtifacts.Importances);

    /// <summary>Follows AutoML for a run: hand it to <see cref="AutoMl.Run"/> as its progress, and each candidate becomes a nested run.</summary>
    public AutoMlRun FollowAutoMl(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new AutoMlRun(run, (candidate, tags) => Start(
            run.ExperimentId, $"candidate {candidate.Number}", [new(ParentTag, run.Id), .. tags], _time.GetUtcNow() - TimeSpan.FromSeconds(candidate.Seconds)));
    }

    /// <summary>The nested runs of a run, the first started first.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public IReadOnlyList<RunInfo> NestedRuns(string runId) => [.. Nested(Find(runId)).Select(run => RunInfo.Of(run, _time.GetUtcNow()))];

    Run StartTrial(Run parent, Trial trial) => Start(parent.ExperimentId, $"trial {trial.Number}", [new(ParentTag, parent.Id)]);

    List<RunRecord> Nested(RunRecord parent)
    {
        var runs = new List<RunRecord>();
        string? token = null;
        do
        {
            var request = new SearchRequest { Filter = $"tags.{ParentTag} = '{parent.Id}'", MaxResults = PageSize, PageToken = token };
            var page = _store.Runs.SearchRuns(new RunSearch([parent.ExperimentId], LifecycleView.Active, request));
            runs.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);

        runs.Reverse();
        return runs;
    }

    /// <summary>The trials of a search that ended, each once; the runs of others are marked as deleted.</summary>
    List<Trial> TakeTrials(RunRecord parent)
    {
        var trials = new SortedDictionary<int, Trial>();
        foreach (var run in Nested(parent))
        {
            if (Read(run.Id, RunArtifacts.Trial, stream => Trial.FromJson(new StreamReader(stream).ReadToEnd())) is not { } trial || !trials.TryAdd(trial.Number, trial))
            {
                _store.Runs.DeleteRun(run.Id);
            }
            else if (run.Status == RunStatus.Running)
            {
                // Killed between its last file and its end.
                _store.Runs.UpdateRun(run.Id, new RunChange(SearchRun.StatusOf(trial), _time.GetUtcNow().ToUnixTimeMilliseconds(), null));
            }
        }

        return [.. trials.Values];
    }
}
