using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlRunStore
{
    const string RunColumns =
        """
        row AS Row, id AS Id, experiment_id AS ExperimentId, name AS Name, user_id AS UserId, status AS Status, started AS Started, ended AS Ended,
            artifact_uri AS ArtifactUri, deleted AS Deleted, heard_of AS HeardOf, owner_machine AS OwnerMachine, owner_process AS OwnerProcess,
            owner_process_started AS OwnerProcessStarted
        """;

    const string OneRun = $"SELECT {RunColumns} FROM runs WHERE id = @id";

    /// <summary>Most runs have no datasets or models, which is quicker asked along than what they are.</summary>
    const string OneRunWithInputs =
        $"""
        SELECT {RunColumns},
            EXISTS (SELECT 1 FROM dataset_inputs WHERE run = runs.row), EXISTS (SELECT 1 FROM run_model_inputs WHERE run = runs.row),
            EXISTS (SELECT 1 FROM run_model_outputs WHERE run = runs.row)
        FROM runs WHERE id = @id
        """;

    /// <summary>A run with all that it logged.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    RunRecord Get(DbConnection connection, string runId)
    {
        var (row, hasDatasets, hasInputs, hasOutputs) = FindWithInputs(connection, runId);
        return Record(row) with
        {
            Metrics = Read(connection, LatestOf, row.Row, PointOf),
            Parameters = Read(connection, "SELECT key, value FROM parameters WHERE run = @run ORDER BY key", row.Row, PairOf),
            Tags = Read(connection, "SELECT key, value FROM tags WHERE run = @run ORDER BY key", row.Row, PairOf),
            Datasets = hasDatasets ? [.. Datasets(connection, [row.Row], new AnswerRoom(long.MaxValue))[row.Row]] : [],
            ModelInputs = hasInputs
                ? Read(connection, "SELECT model_id FROM run_model_inputs WHERE run = @run ORDER BY model_id", row.Row, reader => reader.GetString(0))
                : [],
            ModelOutputs = hasOutputs
                ? Read(
                    connection,
                    "SELECT model_id, step FROM run_model_outputs WHERE run = @run ORDER BY model_id",
                    row.Row,
                    reader => new ModelOutput(reader.GetString(0), reader.GetInt64(1)))
                : [],
        };
    }

    const string LatestOf =
        """
        SELECT keys.name, latest.value, latest.time, latest.step, latest.is_nan
        FROM latest_metrics AS latest JOIN metric_keys AS keys ON keys.id = latest.key
        WHERE latest.run = @run ORDER BY keys.name
        """;

    RunRow? FindRow(DbConnection connection, string runId)
    {
        using var reader = database.Prepare(connection, OneRun, ("@id", runId)).ExecuteReader();
        return reader.Read() ? RowOf(reader) : null;
    }

    (RunRow Row, bool HasDatasets, bool HasInputs, bool HasOutputs) FindWithInputs(DbConnection connection, string runId)
    {
        using var reader = database.Prepare(connection, OneRunWithInputs, ("@id", runId)).ExecuteReader();
        return reader.Read() ? (RowOf(reader), reader.GetBoolean(14), reader.GetBoolean(15), reader.GetBoolean(16)) : throw Unknown(runId);
    }

    /// <summary>A row of <see cref="RunColumns"/>.</summary>
    static RunRow RowOf(DbDataReader reader) => new()
    {
        Row = reader.GetInt64(0),
        Id = reader.GetString(1),
        ExperimentId = reader.GetInt64(2),
        Name = reader.GetString(3),
        UserId = reader.GetString(4),
        Status = reader.GetString(5),
        Started = reader.GetInt64(6),
        Ended = WholeOf(reader, 7),
        ArtifactUri = reader.GetString(8),
        Deleted = WholeOf(reader, 9),
        HeardOf = reader.GetInt64(10),
        OwnerMachine = reader.IsDBNull(11) ? null : reader.GetString(11),
        OwnerProcess = WholeOf(reader, 12),
        OwnerProcessStarted = WholeOf(reader, 13),
    };

    static long? WholeOf(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>Most text of an answer. A page is ended before, with a token for the rest, since runs may have any number of tags of thousands of characters.</summary>
    internal long MostCharacters { get; init; } = 32 * 1024 * 1024;

    /// <summary>Runs that are loaded at once.</summary>
    const int RunsTogether = 1000;

    /// <summary>The first of these runs: all of them, or as many as an answer has room for, and at least one.</summary>
    List<RunRecord> LoadPart(DbConnection connection, IReadOnlyList<long> rows)
    {
        var room = new AnswerRoom(MostCharacters);
        var runs = new List<RunRecord>();
        var (next, together) = (0, RunsTogether);
        while (next < rows.Count)
        {
            long[] part = [.. rows.Skip(next).Take(together)];
            if (runs.Count == 0 && part.Length == 1)
            {
                // Given whole, however large it is.
                return Load(connection, part, new AnswerRoom(long.MaxValue));
            }

            var loaded = Load(connection, part, room);
            if (!room.IsOver)
            {
                runs.AddRange(loaded);
                next += part.Length;
            }
            else if (runs.Count > 0)
            {
                break;
            }
            else
            {
                (room, together) = (new AnswerRoom(MostCharacters), part.Length / 2);
            }
        }

        return runs;
    }

    /// <summary>
    /// Runs by their rows, in their order, with what they logged but for logged models, which a search does not tell. Of no use where the room was too small:
    /// then what is beyond it was not read.
    /// </summary>
    List<RunRecord> Load(DbConnection connection, IReadOnlyList<long> rows, AnswerRoom room)
    {
        var runs = connection.Query<RunRow>($"SELECT {RunColumns} FROM runs WHERE {In("row")}", new { rows = database.Dialect.ListOf(rows) }).ToDictionary(run => run.Row);
        var parameters = Pairs(connection, "parameters", rows, room);
        var tags = Pairs(connection, "tags", rows, room);
        var datasets = Datasets(connection, rows, room);
        var metrics = ReadWithin<MetricRow>(
                connection,
                $"""
                SELECT latest.run AS Run, keys.name AS Name, latest.step AS Step, latest.time AS Time, latest.value AS Value, latest.is_nan AS IsNan
                FROM latest_metrics AS latest JOIN metric_keys AS keys ON keys.id = latest.key WHERE {In("latest.run")} ORDER BY keys.name
                """,
                rows,
                room,
                metric => metric.Name.Length)
            .ToLookup(metric => metric.Run, metric => new MetricValue(metric.Name, metric.IsNan == 0 ? metric.Value : double.NaN, metric.Time, metric.Step));
        return
        [
            .. rows.Where(runs.ContainsKey).Select(row => Record(runs[row]) with
            {
                Metrics = [.. metrics[row]],
                Parameters = [.. parameters[row]],
                Tags = [.. tags[row]],
                Datasets = [.. datasets[row]],
            }),
        ];
    }

    ILookup<long, KeyValuePair<string, string>> Pairs(DbConnection connection, string table, IReadOnlyList<long> rows, AnswerRoom room) =>
        ReadWithin<OwnedPair>(
            connection,
            $"SELECT run AS Owner, key AS Key, value AS Value FROM {table} WHERE {In("run")} ORDER BY key",
            rows,
            room,
            pair => pair.Key.Length + pair.Value.Length)
        .ToLookup(pair => pair.Owner, pair => KeyValuePair.Create(pair.Key, pair.Value));

    ILookup<long, DatasetInput> Datasets(DbConnection connection, IReadOnlyList<long> rows, AnswerRoom room)
    {
        var inputs = ReadWithin<DatasetRow>(
            connection,
            $"""
            SELECT inputs.run AS Run, datasets.id AS Id, datasets.name AS Name, datasets.digest AS Digest, datasets.source_type AS SourceType,
                datasets.source AS Source, datasets.schema AS Schema, datasets.profile AS Profile
            FROM dataset_inputs AS inputs JOIN datasets ON datasets.id = inputs.dataset_id WHERE {In("inputs.run")} ORDER BY datasets.name, datasets.digest
            """,
            rows,
            room,
            input => input.Name.Length + input.Source.Length + (input.Schema?.Length ?? 0) + (input.Profile?.Length ?? 0));
        var tags = inputs.Count == 0
            ? Enumerable.Empty<DatasetTagRow>().ToLookup(_ => (0L, 0L), _ => default(KeyValuePair<string, string>))
            : ReadWithin<DatasetTagRow>(
                connection,
                $"SELECT run AS Run, dataset_id AS DatasetId, key AS Key, value AS Value FROM dataset_input_tags WHERE {In("run")} ORDER BY key",
                rows,
                room,
                tag => tag.Key.Length + tag.Value.Length)
                .ToLookup(tag => (tag.Run, tag.DatasetId), tag => KeyValuePair.Create(tag.Key, tag.Value));
        return inputs.ToLookup(
            input => input.Run,
            input => new DatasetInput(
                new DatasetRecord(input.Name, input.Digest, input.SourceType, input.Source, input.Schema, input.Profile),
                [.. tags[(input.Run, input.Id)]]));
    }

    /// <summary>
    /// What a query gives as long as it fits, nothing where there was no room before. Not as an unbuffered query: one that is left before its end is
    /// cancelled, and a transaction of PostgreSQL in which a statement was cancelled runs no other.
    /// </summary>
    List<T> ReadWithin<T>(DbConnection connection, string query, IReadOnlyList<long> rows, AnswerRoom room, Func<T, int> length)
    {
        if (room.IsOver)
        {
            return [];
        }

        using var reader = connection.ExecuteReader(query, new { rows = database.Dialect.ListOf(rows) });
        return [.. reader.Parse<T>().TakeWhile(item => room.Takes(length(item)))];
    }

    List<T> Read<T>(DbConnection connection, string query, long run, Func<DbDataReader, T> item)
    {
        using var reader = database.Prepare(connection, query, ("@run", run)).ExecuteReader();
        var items = new List<T>();
        while (reader.Read())
        {
            items.Add(item(reader));
        }

        return items;
    }

    static KeyValuePair<string, string> PairOf(DbDataReader reader) => new(reader.GetString(0), reader.GetString(1));

    static MetricValue PointOf(DbDataReader reader) =>
        new(reader.GetString(0), reader.GetInt64(4) == 0 ? reader.GetDouble(1) : double.NaN, reader.GetInt64(2), reader.GetInt64(3));

    static RunRecord Record(RunRow row) => new()
    {
        Id = row.Id,
        ExperimentId = row.ExperimentId,
        Name = row.Name,
        UserId = row.UserId,
        Status = RunStatusName.Parse(row.Status),
        Started = row.Started,
        Ended = row.Ended,
        ArtifactUri = row.ArtifactUri,
        IsDeleted = row.Deleted is not null,
        HeardOf = row.HeardOf,
        Owner = row.OwnerMachine is null ? null : new RunOwner(row.OwnerMachine, (int)(row.OwnerProcess ?? 0), row.OwnerProcessStarted ?? 0),
    };

    string In(string column) => database.Dialect.InList(column, "@rows");
}
