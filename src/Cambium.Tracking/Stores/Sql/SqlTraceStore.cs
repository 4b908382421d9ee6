using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Traces in a database.</summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock.</param>
sealed partial class SqlTraceStore(ISqlDatabase database, TimeProvider time) : ITraceStore
{
    /// <summary>The tag that tells where a trace's spans are kept.</summary>
    internal const string LocationTag = "mlflow.artifactLocation";

    /// <inheritdoc/>
    public TraceRecord StartTrace(TraceRecord trace)
    {
        var kept = Limits.Trace(trace);
        return database.Write(connection =>
        {
            var place = SqlExperimentStore.RequireActive(connection, kept.ExperimentId);
            var row = connection.ExecuteScalar<long?>(
                """
                INSERT INTO traces (id, experiment_id, started, duration, state, client_request_id, request_preview, response_preview)
                VALUES (@Id, @ExperimentId, @Started, @Duration, @State, @ClientRequestId, @RequestPreview, @ResponsePreview)
                ON CONFLICT (id) DO UPDATE SET started = excluded.started, duration = excluded.duration, state = excluded.state,
                    client_request_id = excluded.client_request_id, request_preview = excluded.request_preview, response_preview = excluded.response_preview
                WHERE traces.experiment_id = excluded.experiment_id
                RETURNING row
                """,
                new
                {
                    kept.Id,
                    kept.ExperimentId,
                    kept.Started,
                    kept.Duration,
                    kept.State,
                    kept.ClientRequestId,
                    kept.RequestPreview,
                    kept.ResponsePreview,
                }) ?? throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"Trace with ID '{kept.Id}' already exists in another experiment.");
            Put(connection, "trace_metadata", row, kept.Metadata);
            Put(connection, "trace_tags", row, kept.Tags);
            Put(connection, "trace_tags", row, [new(LocationTag, ArtifactUri.Below(place.ArtifactLocation, $"traces/{kept.Id}/artifacts"))]);
            foreach (var assessment in kept.Assessments)
            {
                Put(connection, row, assessment);
            }

            return Load(connection, [row])[0];
        });
    }

    /// <inheritdoc/>
    public TraceRecord GetTrace(string id) => database.Read(connection => Load(connection, [Find(connection, id)])[0]);

    /// <inheritdoc/>
    public void SetTraceTag(string id, string key, string value)
    {
        Limits.TraceTagKey(key);
        var kept = Limits.TraceTagValue(value);
        database.Write(connection => Put(connection, "trace_tags", Find(connection, id), [new(key, kept)]));
    }

    /// <inheritdoc/>
    public void DeleteTraceTag(string id, string key) => database.Write(connection =>
        connection.Execute("DELETE FROM trace_tags WHERE trace = @row AND key = @key", new { row = Find(connection, id), key }) is > 0 and var deleted
            ? deleted
            : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"No trace tag with key '{key}' for trace with ID '{id}'."));

    /// <inheritdoc/>
    public IReadOnlyList<string> DeleteTraces(long experimentId, IReadOnlyList<string> ids) => database.Write(connection => connection
        .Query<string>(
            $"DELETE FROM traces WHERE experiment_id = @experimentId AND {database.Dialect.InList("id", "@ids")} RETURNING id",
            new { experimentId, ids = database.Dialect.ListOf(ids) })
        .AsList());

    /// <inheritdoc/>
    public IReadOnlyList<string> DeleteTraces(long experimentId, long until, int? most) => database.Write(connection => connection
        .Query<string>(
            """
            DELETE FROM traces WHERE row IN (
                SELECT row FROM traces WHERE experiment_id = @experimentId AND started <= @until ORDER BY started, row LIMIT @most) RETURNING id
            """,
            new { experimentId, until, most = most ?? int.MaxValue })
        .AsList());

    /// <inheritdoc/>
    public void LinkTraces(IReadOnlyList<string> ids, string runId) => database.Write(connection =>
    {
        foreach (var id in ids)
        {
            connection.Execute(
                "INSERT INTO trace_runs (trace, run_id) VALUES (@row, @runId) ON CONFLICT DO NOTHING",
                new { row = Find(connection, id), runId });
        }

        return ids.Count;
    });

    /// <inheritdoc/>
    public void PutAssessment(string traceId, TraceAssessment assessment) => database.Write(connection => Put(connection, Find(connection, traceId), assessment));

    /// <inheritdoc/>
    public TraceAssessment GetAssessment(string traceId, string assessmentId) => database.Read(connection =>
    {
        var content = connection.ExecuteScalar<string?>(
            "SELECT content FROM trace_assessments WHERE trace = @row AND id = @assessmentId",
            new { row = Find(connection, traceId), assessmentId });
        return content is not null
            ? new TraceAssessment(assessmentId, content)
            : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"Assessment with ID '{assessmentId}' not found for trace '{traceId}'");
    });

    /// <inheritdoc/>
    public void DeleteAssessment(string traceId, string assessmentId) => database.Write(connection => connection.Execute(
        "DELETE FROM trace_assessments WHERE trace = @row AND id = @assessmentId",
        new { row = Find(connection, traceId), assessmentId }));

    int Put(DbConnection connection, long row, TraceAssessment assessment) => connection.Execute(
        """
        INSERT INTO trace_assessments (id, trace, created, content) VALUES (@Id, @row, @now, @Content)
        ON CONFLICT (trace, id) DO UPDATE SET content = excluded.content
        """,
        new { assessment.Id, row, now = time.GetUtcNow().ToUnixTimeMilliseconds(), assessment.Content });

    static int Put(DbConnection connection, string table, long row, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        foreach (var (key, value) in pairs)
        {
            connection.Execute(
                $"INSERT INTO {table} (trace, key, value) VALUES (@row, @key, @value) ON CONFLICT (trace, key) DO UPDATE SET value = excluded.value",
                new { row, key, value });
        }

        return pairs.Count;
    }

    static long Find(DbConnection connection, string id) => connection.ExecuteScalar<long?>("SELECT row FROM traces WHERE id = @id", new { id })
        ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"Trace with ID '{id}' not found.");
}
