using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Traces as far as the caller may go in the experiments whose they are.</summary>
sealed class GuardedTraceStore(ITraceStore inner, Access access) : ITraceStore
{
    /// <inheritdoc/>
    public TraceRecord StartTrace(TraceRecord trace)
    {
        OnStart(trace.ExperimentId);
        return inner.StartTrace(trace);
    }

    /// <summary>Asks whether the caller may start traces in an experiment, before what they are made of is read.</summary>
    internal void OnStart(long experimentId) => access.OnExperiment(experimentId, Role.Editor);

    /// <inheritdoc/>
    public TraceRecord GetTrace(string id)
    {
        var trace = inner.GetTrace(id);
        access.OnExperiment(trace.ExperimentId, Role.Viewer);
        return trace;
    }

    /// <inheritdoc/>
    public Page<TraceRecord> SearchTraces(IReadOnlyList<long> experimentIds, SearchRequest search) =>
        inner.SearchTraces(access.IsUnlimited ? experimentIds : [.. experimentIds.Where(access.Sees)], search);

    /// <inheritdoc/>
    public void SetTraceTag(string id, string key, string value)
    {
        OnTrace(id, Role.Editor);
        inner.SetTraceTag(id, key, value);
    }

    /// <inheritdoc/>
    public void DeleteTraceTag(string id, string key)
    {
        OnTrace(id, Role.Editor);
        inner.DeleteTraceTag(id, key);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> DeleteTraces(long experimentId, IReadOnlyList<string> ids)
    {
        access.OnExperiment(experimentId, Role.Manager);
        return access.Do("traces.delete", deleted => Entry(experimentId, deleted), () => inner.DeleteTraces(experimentId, ids));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> DeleteTraces(long experimentId, long until, int? most)
    {
        access.OnExperiment(experimentId, Role.Manager);
        return access.Do("traces.delete", deleted => Entry(experimentId, deleted), () => inner.DeleteTraces(experimentId, until, most));
    }

    /// <inheritdoc/>
    public void LinkTraces(IReadOnlyList<string> ids, string runId)
    {
        access.OnRun(runId, Role.Editor);
        foreach (var id in ids)
        {
            OnTrace(id, Role.Editor);
        }

        inner.LinkTraces(ids, runId);
    }

    /// <inheritdoc/>
    public void PutAssessment(string traceId, TraceAssessment assessment)
    {
        OnTrace(traceId, Role.Editor);
        inner.PutAssessment(traceId, assessment);
    }

    /// <inheritdoc/>
    public TraceAssessment GetAssessment(string traceId, string assessmentId)
    {
        OnTrace(traceId, Role.Viewer);
        return inner.GetAssessment(traceId, assessmentId);
    }

    /// <inheritdoc/>
    public void DeleteAssessment(string traceId, string assessmentId)
    {
        OnTrace(traceId, Role.Editor);
        inner.DeleteAssessment(traceId, assessmentId);
    }

    void OnTrace(string id, Role needed)
    {
        if (!access.IsUnlimited)
        {
            access.OnExperiment(inner.GetTrace(id).ExperimentId, needed);
        }
    }

    static (string Subject, string Details)? Entry(long experimentId, IReadOnlyList<string> deleted) =>
        deleted.Count > 0 ? ($"experiment:{experimentId}", $"{deleted.Count} traces") : null;
}
