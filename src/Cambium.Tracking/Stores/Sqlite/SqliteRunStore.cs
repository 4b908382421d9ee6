using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>Experiments and runs in SQLite.</summary>
sealed class SqliteRunStore(SqliteDatabase database, TimeProvider time) : IRunStore
{
    const string RunColumns =
        """
        SELECT id AS Id, experiment_id AS ExperimentId, name AS Name, status AS Status, started AS Started, ended AS Ended, heard_of AS HeardOf,
            owner_machine AS OwnerMachine, owner_process AS OwnerProcess, owner_process_started AS OwnerProcessStarted
        FROM runs
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Experiment> Experiments() => database.Read(connection =>
        connection.Query<ExperimentRow>(
            """
            SELECT id AS Id, name AS Name, created AS Created, (SELECT COUNT(*) FROM runs WHERE experiment_id = experiments.id) AS RunCount
            FROM experiments ORDER BY created DESC, id DESC
            """)
        .Select(row => new Experiment(row.Id, row.Name, Moment(row.Created), (int)row.RunCount))
        .ToList());

    /// <inheritdoc/>
    public IReadOnlyList<RunInfo> Runs(long experimentId) => database.Read(connection =>
        WithDetails(connection, $"{RunColumns} WHERE experiment_id = @experimentId ORDER BY started DESC, rowid DESC", new { experimentId }));

    /// <inheritdoc/>
    public IReadOnlyList<RunInfo> RunsBeginning(string id) => database.Read(connection =>
        WithDetails(connection, $"{RunColumns} WHERE id >= @id AND id < @id || 'g' ORDER BY id LIMIT 2", new { id }));

    /// <inheritdoc/>
    public IReadOnlyList<MetricPoint> MetricHistory(string runId, string metric) => database.Read(connection =>
        connection.Query<MetricRow>(
            """
            SELECT points.step AS Step, points.time AS Time, points.value AS Value, points.is_nan AS IsNan
            FROM metrics JOIN metric_points AS points ON points.metric_id = metrics.id
            WHERE metrics.run_id = @runId AND metrics.name = @metric
            ORDER BY points.step, points.time, points.value
            """,
            new { runId, metric })
        .Select(row => new MetricPoint(metric, row.Number, row.Step, Moment(row.Time)))
        .ToList());

    /// <inheritdoc/>
    public long Add(NewRun run) => database.Write(connection =>
    {
        var now = Now();
        // Not "ON CONFLICT DO NOTHING", which uses up a number even where the name is there.
        connection.Execute(
            "INSERT INTO experiments (name, created) SELECT @Experiment, @now WHERE NOT EXISTS (SELECT 1 FROM experiments WHERE name = @Experiment)",
            new { run.Experiment, now });
        var experimentId = connection.ExecuteScalar<long>("SELECT id FROM experiments WHERE name = @Experiment", new { run.Experiment });
        connection.Execute(
            """
            INSERT INTO runs (id, experiment_id, name, status, started, heard_of, owner_machine, owner_process, owner_process_started)
            VALUES (@Id, @experimentId, @Name, 'RUNNING', @now, @now, @Machine, @Process, @ProcessStarted)
            """,
            new { run.Id, experimentId, run.Name, now, run.Owner.Machine, run.Owner.Process, run.Owner.ProcessStarted });
        PutTags(connection, run.Id, run.Tags);
        return experimentId;
    });

    /// <inheritdoc/>
    public void AddPoints(string runId, IReadOnlyList<MetricPoint> points) => database.Write(connection =>
        connection.Execute(
            """
            INSERT INTO metrics (run_id, name, step, time, value, is_nan) VALUES (@runId, @Key, @Step, @Time, @Value, @IsNan)
            ON CONFLICT (run_id, name) DO UPDATE SET step = excluded.step, time = excluded.time, value = excluded.value, is_nan = excluded.is_nan
            WHERE (excluded.step, excluded.time, excluded.value) > (metrics.step, metrics.time, metrics.value);
            INSERT INTO metric_points (metric_id, step, time, value, is_nan)
            SELECT id, @Step, @Time, @Value, @IsNan FROM metrics WHERE run_id = @runId AND name = @Key
            ON CONFLICT DO NOTHING;
            """,
            points.Select(point => new
            {
                runId,
                point.Key,
                point.Step,
                Time = point.Time.ToUnixTimeMilliseconds(),
                Value = double.IsNaN(point.Value) ? 0 : point.Value,
                IsNan = double.IsNaN(point.Value),
            })));

    /// <inheritdoc/>
    public void AddParameters(string runId, IReadOnlyCollection<KeyValuePair<string, string>> parameters) => database.Write(connection =>
    {
        foreach (var (name, value) in parameters)
        {
            if (connection.Execute("INSERT INTO parameters (run_id, name, value) VALUES (@runId, @name, @value) ON CONFLICT DO NOTHING", new { runId, name, value }) == 0)
            {
                var old = connection.ExecuteScalar<string>("SELECT value FROM parameters WHERE run_id = @runId AND name = @name", new { runId, name });
                if (old != value)
                {
                    throw new TrackingException($"Run {runId} has parameter '{name}' = '{old}' and cannot change it to '{value}'. Start another run, or use a tag, which may change.");
                }
            }
        }

        return parameters.Count;
    });

    /// <inheritdoc/>
    public void SetTags(string runId, IReadOnlyCollection<KeyValuePair<string, string>> tags) => database.Write(connection => PutTags(connection, runId, tags));

    /// <inheritdoc/>
    public void NoteAlive(string runId) => database.Write(connection =>
        connection.Execute("UPDATE runs SET heard_of = @now WHERE id = @runId", new { runId, now = Now() }));

    /// <inheritdoc/>
    public void End(string runId, RunStatus status) => database.Write(connection =>
        connection.Execute("UPDATE runs SET status = @status, ended = @now, heard_of = @now WHERE id = @runId", new { runId, status = NameOf(status), now = Now() }));

    static int PutTags(SqliteConnection connection, string runId, IReadOnlyCollection<KeyValuePair<string, string>> tags) =>
        connection.Execute(
            "INSERT INTO tags (run_id, name, value) VALUES (@runId, @Key, @Value) ON CONFLICT DO UPDATE SET value = excluded.value",
            tags.Select(tag => new { runId, tag.Key, tag.Value }));

    List<RunInfo> WithDetails(SqliteConnection connection, string runs, object arguments)
    {
        var now = Now();
        var rows = connection.Query<RunRow>(runs, arguments).AsList();
        var chosen = $"WHERE run_id IN (SELECT id FROM ({runs}))";
        var parameters = connection.Query<NamedRow>($"SELECT run_id AS RunId, name AS Name, value AS Value FROM parameters {chosen}", arguments).ToLookup(row => row.RunId);
        var tags = connection.Query<NamedRow>($"SELECT run_id AS RunId, name AS Name, value AS Value FROM tags {chosen}", arguments).ToLookup(row => row.RunId);
        var metrics = connection
            .Query<MetricRow>($"SELECT run_id AS RunId, name AS Name, step AS Step, time AS Time, value AS Value, is_nan AS IsNan FROM metrics {chosen}", arguments)
            .ToLookup(row => row.RunId);
        return rows.ConvertAll(row => new RunInfo
        {
            Id = row.Id,
            ExperimentId = row.ExperimentId,
            Name = row.Name,
            Status = StatusOf(row.Status),
            Started = Moment(row.Started),
            Ended = row.Ended is { } ended ? Moment(ended) : null,
            IsStale = row.Status == "RUNNING" && row.Owner.IsGone(TimeSpan.FromMilliseconds(now - row.HeardOf)),
            Parameters = Sorted(parameters[row.Id], parameter => parameter.Name, parameter => parameter.Value),
            Metrics = Sorted(metrics[row.Id], metric => metric.Name, metric => metric.Number),
            Tags = Sorted(tags[row.Id], tag => tag.Name, tag => tag.Value),
        });
    }

    static SortedDictionary<string, T> Sorted<TRow, T>(IEnumerable<TRow> rows, Func<TRow, string> name, Func<TRow, T> value)
    {
        var sorted = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            sorted.Add(name(row), value(row));
        }

        return sorted;
    }

    static string NameOf(RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Finished => "FINISHED",
        RunStatus.Failed => "FAILED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status."),
    };

    static RunStatus StatusOf(string name) => name switch
    {
        "RUNNING" => RunStatus.Running,
        "FINISHED" => RunStatus.Finished,
        "FAILED" => RunStatus.Failed,
        _ => throw new TrackingException($"The store holds a run of status '{name}', which this Cambium does not know. Update it."),
    };

    static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
