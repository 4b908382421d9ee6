namespace Cambium.Tracking;

/// <summary>
/// Keeps what is known of traces; their spans are files. Each call is one transaction. Safe to use from several threads. Messages of refusals are those
/// of MLflow's server.
/// </summary>
interface ITraceStore
{
    /// <summary>Adds a trace, or completes one that is there already, since clients send a trace again when they do not know that it came.</summary>
    /// <returns>The trace, with the tag that tells where its spans are kept.</returns>
    /// <exception cref="TrackingException">There is no such experiment, or it is deleted; or a part of the trace is not allowed.</exception>
    TraceRecord StartTrace(TraceRecord trace);

    /// <summary>The trace of an id.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    TraceRecord GetTrace(string id);

    /// <summary>Traces that match, the newest first where no order is given.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    Page<TraceRecord> SearchTraces(IReadOnlyList<long> experimentIds, SearchRequest search);

    /// <summary>Sets a tag, over one that is there.</summary>
    /// <exception cref="TrackingException">There is no such trace, or the tag is not allowed.</exception>
    void SetTraceTag(string id, string key, string value);

    /// <summary>Takes a tag away.</summary>
    /// <exception cref="TrackingException">There is no such trace or tag.</exception>
    void DeleteTraceTag(string id, string key);

    /// <summary>Deletes traces of an experiment by their ids.</summary>
    /// <returns>The ids of those that were there.</returns>
    IReadOnlyList<string> DeleteTraces(long experimentId, IReadOnlyList<string> ids);

    /// <summary>Deletes the oldest traces of an experiment.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="until">The latest time of those that are deleted, in milliseconds since 1970 UTC.</param>
    /// <param name="most">How many at most; null: all.</param>
    /// <returns>Their ids.</returns>
    IReadOnlyList<string> DeleteTraces(long experimentId, long until, int? most);

    /// <summary>Notes that traces belong to a run. Those that do already stay as they are.</summary>
    /// <exception cref="TrackingException">There is no such trace.</exception>
    void LinkTraces(IReadOnlyList<string> ids, string runId);

    /// <summary>Adds or changes a judgement of a trace.</summary>
    /// <exception cref="TrackingException">There is no such trace.</exception>
    void PutAssessment(string traceId, TraceAssessment assessment);

    /// <summary>A judgement of a trace.</summary>
    /// <exception cref="TrackingException">There is no such trace or judgement.</exception>
    TraceAssessment GetAssessment(string traceId, string assessmentId);

    /// <summary>Takes a judgement away; none there is no error.</summary>
    /// <exception cref="TrackingException">There is no such trace.</exception>
    void DeleteAssessment(string traceId, string assessmentId);
}
