using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>An mlflow.db: the SQLite file of MLflow 1, 2 or 3. Tables and columns that a version lacks count as empty. The file is only read.</summary>
sealed class MlflowDatabase : IMlflowSource
{
    /// <summary>MLflow's largest column holds 16 MiB.</summary>
    const int MaxCellBytes = 32 * 1024 * 1024;

    readonly SqliteConnection _connection;
    readonly HashSet<string> _tables;

    MlflowDatabase(string path, SqliteConnection connection, HashSet<string> tables)
    {
        Place = path;
        Folder = Path.GetDirectoryName(path)!; // a file has a folder
        _connection = connection;
        _tables = tables;
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public string Folder { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="TrackingException">It is no database of MLflow's.</exception>
    internal static MlflowDatabase Open(string path)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            SQLitePCL.raw.sqlite3_limit(connection.Handle!, SQLitePCL.raw.SQLITE_LIMIT_LENGTH, MaxCellBytes); // open, so it has a handle
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; SELECT name FROM sqlite_schema WHERE type = 'table'";
            using var reader = command.ExecuteReader();
            var tables = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }

            return tables.Contains("experiments") && tables.Contains("runs") && tables.Contains("metrics")
                ? new MlflowDatabase(path, connection, tables)
                : throw new TrackingException($"{path} is not a database of MLflow's: it lacks the tables experiments, runs and metrics. Name an mlflow.db, or a folder mlruns.");
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new TrackingException(TrackingErrorCode.InvalidParameterValue, $"{path} cannot be read as a database of MLflow's: {e.Message}", e);
        }
        catch (TrackingException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int CountRuns()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM runs";
        return Convert.ToInt32(Guarded(command.ExecuteScalar), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public bool HasTraces() => Stream("trace_info", "1 = 1 LIMIT 1", null, _ => true).Any();

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRecord> Experiments() =>
    [
        .. Rows("experiments", "1 = 1 ORDER BY experiment_id", null, row => (Id: row.Whole("experiment_id"), Row: new ExperimentRecord(
            row.Whole("experiment_id") ?? -1,
            row.Text("name") ?? "",
            row.Text("artifact_location") ?? "",
            row.Whole("creation_time") ?? 0,
            row.Whole("last_update_time") ?? row.Whole("creation_time") ?? 0,
            MlflowStatus.IsDeleted(row.Text("lifecycle_stage")),
            [])))
            .Where(row => row.Id is not null)
            .Select(row => row.Row with { Tags = Pairs("experiment_tags", "experiment_id", row.Row.Id) }),
    ];

    /// <inheritdoc/>
    public IEnumerable<ImportedRun> Runs(ExperimentRecord experiment)
    {
        var rows = Rows("runs", "experiment_id = @owner ORDER BY start_time, run_uuid", experiment.Id, row => (
            Run: new RunRecord
            {
                Id = row.Text("run_uuid") ?? "",
                ExperimentId = experiment.Id,
                Name = row.Text("name") ?? "",
                UserId = row.Text("user_id") ?? "",
                Status = MlflowStatus.OfRun(row.Text("status")),
                Started = row.Whole("start_time") ?? 0,
                Ended = row.Whole("end_time"),
                ArtifactUri = row.Text("artifact_uri") ?? "",
                IsDeleted = MlflowStatus.IsDeleted(row.Text("lifecycle_stage")),
            },
            Deleted: row.Whole("deleted_time")));
        foreach (var (run, deleted) in rows)
        {
            var full = run with
            {
                Parameters = Pairs("params", "run_uuid", run.Id),
                Tags = Pairs("tags", "run_uuid", run.Id),
                Datasets = Datasets(run.Id),
                ModelInputs = [.. Edges(run.Id, "RUN_INPUT", "MODEL_INPUT").Select(edge => edge.ModelId)],
                ModelOutputs = Edges(run.Id, "RUN_OUTPUT", "MODEL_OUTPUT"),
            };
            yield return new ImportedRun(full, run.IsDeleted ? deleted ?? run.Ended ?? run.Started : null, Points(run.Id));
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ImportedModel> LoggedModels(ExperimentRecord experiment)
    {
        var rows = Rows("logged_models", "experiment_id = @owner ORDER BY creation_timestamp_ms, model_id", experiment.Id, row => new ImportedModel(
            new LoggedModelRecord
            {
                Id = row.Text("model_id") ?? "",
                ExperimentId = experiment.Id,
                Name = row.Text("name") ?? "",
                ModelType = row.Text("model_type"),
                SourceRunId = row.Text("source_run_id"),
                Status = MlflowStatus.OfModel(row.Text("status")),
                ArtifactUri = row.Text("artifact_location") ?? "",
                Created = row.Whole("creation_timestamp_ms") ?? 0,
                Updated = row.Whole("last_updated_timestamp_ms") ?? 0,
            },
            MlflowStatus.IsDeleted(row.Text("lifecycle_stage"))));
        return rows.Select(model => model with
        {
            Model = model.Model with
            {
                Parameters = Pairs("logged_model_params", "model_id", model.Model.Id, "param_key", "param_value"),
                Tags = Pairs("logged_model_tags", "model_id", model.Model.Id, "tag_key", "tag_value"),
                Metrics = Rows("logged_model_metrics", "model_id = @owner", model.Model.Id, row => new LoggedModelMetric(
                    row.Text("run_id") ?? "",
                    new MetricValue(row.Text("metric_name") ?? "", row.Number("metric_value") ?? double.NaN, row.Whole("metric_timestamp_ms") ?? 0, row.Whole("metric_step") ?? 0)
                    {
                        DatasetName = row.Text("dataset_name"),
                        DatasetDigest = row.Text("dataset_digest"),
                    })),
            },
        });
    }

    /// <inheritdoc/>
    public IEnumerable<ImportedRegistration> RegisteredModels()
    {
        var models = Rows("registered_models", "1 = 1 ORDER BY name", null, row => new ModelRecord(
            row.Text("name") ?? "", row.Text("description"), row.Whole("creation_time") ?? 0, row.Whole("last_updated_time") ?? 0, [], [], []));
        foreach (var model in models)
        {
            var aliases = Rows("registered_model_aliases", "name = @owner", model.Name, row => KeyValuePair.Create(row.Text("alias") ?? "", (int)(row.Whole("version") ?? 0)));
            var tags = Rows("model_version_tags", "name = @owner", model.Name, row => (Version: row.Whole("version"), Key: row.Text("key"), Value: row.Text("value")))
                .Where(tag => tag.Key is not null)
                .ToLookup(tag => tag.Version, tag => KeyValuePair.Create(tag.Key!, tag.Value ?? ""));
            var versions = Rows("model_versions", "name = @owner ORDER BY version", model.Name, row => new VersionRecord
            {
                Name = model.Name,
                Version = (int)(row.Whole("version") ?? 0),
                Created = row.Whole("creation_time") ?? 0,
                Updated = row.Whole("last_updated_time") ?? 0,
                Stage = row.Text("current_stage") ?? ModelStages.None,
                Description = row.Text("description"),
                Source = row.Text("source") ?? "",
                DownloadUri = row.Text("storage_location") ?? "",
                RunId = row.Text("run_id"),
                RunLink = row.Text("run_link"),
            });
            yield return new ImportedRegistration(
                model with { Tags = Pairs("registered_model_tags", "name", model.Name), Aliases = aliases },
                [.. versions.Select(version => version with { Tags = [.. tags[version.Version]] })]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    /// <summary>The points of a run. They are many, so they are not gathered.</summary>
    IEnumerable<MetricValue> Points(string runId) => Stream("metrics", "run_uuid = @owner", runId, row => new MetricValue(
        row.Text("key") ?? "",
        row.Whole("is_nan") is 1 || row.Text("is_nan") == "True" ? double.NaN : row.Number("value") ?? double.NaN,
        row.Whole("timestamp") ?? 0,
        row.Whole("step") ?? 0));

    List<DatasetInput> Datasets(string runId)
    {
        var edges = Rows(
            "inputs",
            "destination_id = @owner AND destination_type = 'RUN' AND source_type = 'DATASET'",
            runId,
            row => (Id: row.Text("input_uuid"), Dataset: row.Text("source_id")));
        return
        [
            .. edges.SelectMany(edge => Rows("datasets", "dataset_uuid = @owner", edge.Dataset, row => new DatasetInput(
                new DatasetRecord(
                    row.Text("name") ?? "",
                    row.Text("digest") ?? "",
                    row.Text("dataset_source_type") ?? "",
                    row.Text("dataset_source") ?? "",
                    row.Text("dataset_schema"),
                    row.Text("dataset_profile")),
                Pairs("input_tags", "input_uuid", edge.Id, "name")))),
        ];
    }

    List<ModelOutput> Edges(string runId, string from, string to) => Rows(
        "inputs",
        $"source_id = @owner AND source_type = '{from}' AND destination_type = '{to}'",
        runId,
        row => new ModelOutput(row.Text("destination_id") ?? "", row.Whole("step") ?? 0));

    List<KeyValuePair<string, string>> Pairs(string table, string ownerColumn, object? owner, string key = "key", string value = "value") =>
        Rows(table, $"{ownerColumn} = @owner", owner, row => KeyValuePair.Create(row.Text(key) ?? "", row.Text(value) ?? ""));

    List<T> Rows<T>(string table, string condition, object? owner, Func<MlflowRow, T> item) => [.. Stream(table, condition, owner, item)];

    IEnumerable<T> Stream<T>(string table, string condition, object? owner, Func<MlflowRow, T> item)
    {
        if (!_tables.Contains(table))
        {
            yield break;
        }

        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE {condition}";
        if (condition.Contains("@owner", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("@owner", owner ?? DBNull.Value);
        }

        using var reader = Guarded(command.ExecuteReader);
        var columns = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, at => at, StringComparer.OrdinalIgnoreCase);
        var next = (Func<bool>)reader.Read;
        while (Guarded(next))
        {
            yield return item(new MlflowRow(reader, columns));
        }
    }

    /// <summary>Reads, and names this file where it is damaged: points are read while the store writes, which would take the failure for its own.</summary>
    T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw new TrackingException(TrackingErrorCode.InvalidParameterValue, $"{Place} cannot be read to its end: {e.Message} What was imported before stays.", e);
        }
    }
}
