using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Runs in a database.</summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock.</param>
sealed partial class SqlRunStore(ISqlDatabase database, TimeProvider time) : IRunStore
{
    const string RunNameTag = "mlflow.runName";

    readonly SqlMetricHistory _history = new(database.Dialect);
    readonly PairStatements _pairs = database.Dialect.NewPairStatements();

    /// <inheritdoc/>
    public RunRecord CreateRun(NewRun run)
    {
        var id = Guid.NewGuid().ToString("N");
        var name = NameOf(run);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in run.Tags)
        {
            tags[key] = value;
        }

        tags[RunNameTag] = name;
        return database.WriteBeside(connection =>
        {
            var place = SqlExperimentStore.RequireActive(connection, run.ExperimentId, database.Dialect.ToRelyOn);
            var uri = ArtifactUri.Below(place.ArtifactLocation, $"{id}/artifacts");
            var now = Now();
            var row = (long)database.Prepare(
                connection,
                """
                INSERT INTO runs (id, experiment_id, name, user_id, status, started, artifact_uri, heard_of, owner_machine, owner_process, owner_process_started)
                VALUES (@id, @experiment, @name, @user, 'RUNNING', @started, @uri, @now, @machine, @process, @processStarted)
                ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING row
                """,
                ("@id", id),
                ("@experiment", run.ExperimentId),
                ("@name", name),
                ("@user", run.UserId),
                ("@started", run.Started),
                ("@uri", uri),
                ("@now", now),
                ("@machine", run.Owner?.Machine),
                ("@process", run.Owner?.Process),
                ("@processStarted", run.Owner?.ProcessStarted)).ExecuteScalar()!; // RETURNING gives one row
            _pairs.PutTags(connection, row, tags);
            return new RunRecord
            {
                Id = id,
                ExperimentId = run.ExperimentId,
                Name = name,
                UserId = run.UserId,
                Status = RunStatus.Running,
                Started = run.Started,
                ArtifactUri = uri,
                IsDeleted = false,
                Owner = run.Owner,
                HeardOf = now,
                Tags = [.. tags],
            };
        });
    }

    /// <inheritdoc/>
    public RunRecord GetRun(string runId) => database.Read(connection => Get(connection, runId));

    /// <inheritdoc/>
    public IReadOnlyList<string> RunIdsBeginning(string start) => database.Read(connection =>
        connection.Query<string>("SELECT id FROM runs WHERE id >= @start AND id < @end ORDER BY id LIMIT 2", new { start, end = start + "g" }).AsList());

    /// <inheritdoc/>
    public RunRecord UpdateRun(string runId, RunChange change) => database.WriteBeside(connection =>
    {
        var row = RequireActive(connection, runId);
        database.Prepare(
            connection,
            """
            UPDATE runs SET status = COALESCE(@status, status), ended = COALESCE(@ended, ended), heard_of = @now, owner_machine = COALESCE(@machine, owner_machine),
            owner_process = COALESCE(@process, owner_process), owner_process_started = COALESCE(@processStarted, owner_process_started) WHERE row = @row
            """,
            ("@status", change.Status is { } status ? RunStatusName.Of(status) : null),
            ("@ended", change.Ended),
            ("@now", Now()),
            ("@machine", change.Owner?.Machine),
            ("@process", change.Owner?.Process),
            ("@processStarted", change.Owner?.ProcessStarted),
            ("@row", row)).ExecuteNonQuery();
        if (!string.IsNullOrEmpty(change.Name))
        {
            PutTags(connection, row, [new(RunNameTag, change.Name)]);
        }

        return Record(FindRow(connection, runId)!); // RequireActive found it
    });

    /// <inheritdoc/>
    public void DeleteRun(string runId) => Mark(runId, Now());

    /// <inheritdoc/>
    public void RestoreRun(string runId) => Mark(runId, null);

    /// <inheritdoc/>
    public void NoteAlive(string runId) => database.WriteBeside(connection =>
        connection.Execute("UPDATE runs SET heard_of = @now WHERE id = @runId", new { runId, now = Now() }));

    static string NameOf(NewRun run)
    {
        var tagged = run.Tags.LastOrDefault(tag => tag.Key == RunNameTag).Value;
        if (string.IsNullOrEmpty(run.Name))
        {
            return string.IsNullOrEmpty(tagged) ? RandomRunName.Next(Random.Shared) : tagged;
        }

        return string.IsNullOrEmpty(tagged) || tagged == run.Name
            ? run.Name
            : throw new TrackingException(
                $"Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='{run.Name}', mlflow.runName='{tagged}').");
    }

    static void Rename(DbConnection connection, long row, string name) =>
        connection.Execute("UPDATE runs SET name = @name WHERE row = @row", new { name, row });

    void Mark(string runId, long? deleted) => database.WriteBeside(connection =>
        connection.Execute("UPDATE runs SET deleted = CASE WHEN @deleted IS NULL THEN NULL ELSE COALESCE(deleted, @deleted) END WHERE id = @runId", new { deleted, runId }) == 1
            ? 1
            : throw Unknown(runId));

    /// <summary>The row of a run that may be written to. Taken first, it lets no two transactions wait for each other over what a run holds.</summary>
    /// <exception cref="TrackingException">There is no such run, or it is deleted.</exception>
    long RequireActive(DbConnection connection, string runId)
    {
        using var reader = database.Prepare(connection, $"SELECT row, deleted FROM runs WHERE id = @id{database.Dialect.ToChange}", ("@id", runId)).ExecuteReader();
        if (!reader.Read())
        {
            throw Unknown(runId);
        }

        return reader.IsDBNull(1)
            ? reader.GetInt64(0)
            : throw new TrackingException($"The run {runId} must be in the 'active' state. Current state is deleted.");
    }

    static TrackingException Unknown(string runId) => new(TrackingErrorCode.ResourceDoesNotExist, $"Run with id={runId} not found");

    long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
