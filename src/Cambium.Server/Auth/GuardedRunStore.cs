using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Runs as far as the caller may go: what is not allowed is refused, what may not be seen is left out of searches.</summary>
sealed class GuardedRunStore(IRunStore inner, Access access) : IRunStore
{
    /// <inheritdoc/>
    public RunRecord CreateRun(NewRun run)
    {
        access.OnExperiment(run.ExperimentId, Role.Editor);
        return inner.CreateRun(run);
    }

    /// <inheritdoc/>
    public RunRecord GetRun(string runId)
    {
        var run = inner.GetRun(runId);
        access.OnExperiment(run.ExperimentId, Role.Viewer);
        return run;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> RunIdsBeginning(string start)
    {
        var ids = inner.RunIdsBeginning(start);
        return access.IsUnlimited ? ids : [.. ids.Where(id => access.Sees(inner.GetRun(id).ExperimentId))];
    }

    /// <inheritdoc/>
    public RunRecord UpdateRun(string runId, RunChange change)
    {
        access.OnRun(runId, Role.Editor);
        return inner.UpdateRun(runId, change);
    }

    /// <inheritdoc/>
    public void DeleteRun(string runId)
    {
        access.OnRun(runId, Role.Manager);
        access.Do("run.delete", $"run:{runId}", "", () => inner.DeleteRun(runId));
    }

    /// <inheritdoc/>
    public void RestoreRun(string runId)
    {
        access.OnRun(runId, Role.Manager);
        access.Do("run.restore", $"run:{runId}", "", () => inner.RestoreRun(runId));
    }

    /// <inheritdoc/>
    public Page<RunRecord> SearchRuns(RunSearch search) => inner.SearchRuns(Seen(search));

    /// <inheritdoc/>
    public long CountRuns(RunSearch search) => inner.CountRuns(Seen(search));

    /// <inheritdoc/>
    public RunKeys KeysOf(long experimentId)
    {
        access.OnExperiment(experimentId, Role.Viewer);
        return inner.KeysOf(experimentId);
    }

    /// <inheritdoc/>
    public void Log(string runId, RunBatch batch)
    {
        if (!access.IsUnlimited)
        {
            access.OnRun(runId, Role.Editor);
            foreach (var modelId in batch.Metrics.Select(metric => metric.ModelId).OfType<string>().Distinct())
            {
                access.OnLoggedModel(modelId, Role.Editor);
            }
        }

        inner.Log(runId, batch);
    }

    /// <inheritdoc/>
    public void DeleteTag(string runId, string key)
    {
        access.OnRun(runId, Role.Editor);
        inner.DeleteTag(runId, key);
    }

    /// <inheritdoc/>
    public void LogInputs(string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds)
    {
        access.OnRun(runId, Role.Editor);
        inner.LogInputs(runId, datasets, modelIds);
    }

    /// <inheritdoc/>
    public void LogOutputs(string runId, IReadOnlyList<ModelOutput> models)
    {
        access.OnRun(runId, Role.Editor);
        inner.LogOutputs(runId, models);
    }

    /// <inheritdoc/>
    public Page<MetricValue> MetricHistory(string runId, string key, int? maxResults, string? pageToken)
    {
        // A run that is not there has no history, which is no error.
        access.OnRunWhereThere(runId, Role.Viewer);
        return inner.MetricHistory(runId, key, maxResults, pageToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SampledMetric> SampleMetric(IReadOnlyList<string> runIds, string key, (long First, long Last)? steps, int maxSteps)
    {
        foreach (var runId in runIds.Distinct())
        {
            access.OnRunWhereThere(runId, Role.Viewer);
        }

        return inner.SampleMetric(runIds, key, steps, maxSteps);
    }

    /// <inheritdoc/>
    public void NoteAlive(string runId)
    {
        access.OnRun(runId, Role.Editor);
        inner.NoteAlive(runId);
    }

    RunSearch Seen(RunSearch search) => access.IsUnlimited ? search : search with { ExperimentIds = [.. search.ExperimentIds.Where(access.Sees)] };
}
