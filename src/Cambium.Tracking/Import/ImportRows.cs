using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// Enters what was read from MLflow into the database: each experiment and logged model in one transaction. A run's points come in slices, so that others
/// write in between; until the last it is marked deleted, and an import that was broken off goes on with it.
/// </summary>
/// <param name="database">The store's database.</param>
/// <param name="report">Counts what is entered.</param>
/// <param name="time">The clock.</param>
sealed class ImportRows(ISqlDatabase database, ImportReport report, TimeProvider time)
{
    /// <summary>The tag of an imported run that tells people where it came from.</summary>
    internal const string SourceTag = "cambium.imported_from";

    /// <summary>As many as MLflow's own batches.</summary>
    const int PointsAtOnce = 1000;

    /// <summary>Points of a transaction: some tenths of a second.</summary>
    const int PointsOfSlice = 50 * PointsAtOnce;

    /// <summary>Ids above it are given anew: the next ones would run out of numbers.</summary>
    const long GreatestId = 1_000_000_000_000_000_000;

    readonly SqlMetricHistory _history = new(database.Dialect);

    /// <summary>Enters an experiment, or finds the one of its name.</summary>
    internal ExperimentRecord AddExperiment(ExperimentRecord experiment)
    {
        var (id, isNew) = database.Write(connection =>
        {
            if (connection.ExecuteScalar<long?>("SELECT id FROM experiments WHERE name = @Name", new { experiment.Name }) is { } known)
            {
                return (known, false);
            }

            var isFree = experiment.Id is >= 0 and < GreatestId
                && connection.ExecuteScalar<long?>("SELECT id FROM experiments WHERE id = @Id", new { experiment.Id }) is null;
            var id = connection.ExecuteScalar<long>(
                $"""
                INSERT INTO experiments ({(isFree ? "id, " : "")}name, artifact_location, created, updated, deleted)
                VALUES ({(isFree ? "@Id, " : "")}@Name, '', @Created, @Updated, @deleted) RETURNING id
                """,
                new { experiment.Id, experiment.Name, experiment.Created, experiment.Updated, deleted = experiment.IsDeleted ? Math.Max(experiment.Updated, 1) : (long?)null });
            if (isFree && database.Dialect is not SqliteDialect)
            {
                // PostgreSQL's sequence does not see ids that are given.
                connection.ExecuteScalar<long>("SELECT setval(pg_get_serial_sequence('experiments', 'id'), (SELECT MAX(id) FROM experiments))");
            }

            var location = MlflowArtifacts.IsRemote(experiment.ArtifactLocation) ? experiment.ArtifactLocation : ArtifactUri.Below(ArtifactUri.Root, $"{id}");
            connection.Execute("UPDATE experiments SET artifact_location = @location WHERE id = @id", new { location, id });
            Put(connection, "experiment_tags", "experiment_id", id, experiment.Tags);
            return (id, true);
        });
        if (isNew)
        {
            report.Added(ImportKind.Experiments);
            report.Added(ImportKind.Tags, experiment.Tags.Count);
        }
        else
        {
            report.Known(ImportKind.Experiments);
        }

        if (id != experiment.Id)
        {
            report.Note($"Experiment '{experiment.Name}' has the id {id} here; there it is {experiment.Id}.");
        }

        return database.Read(connection => experiment with
        {
            Id = id,
            ArtifactLocation = connection.ExecuteScalar<string>("SELECT artifact_location FROM experiments WHERE id = @id", new { id })!, // it was just found
        });
    }

    /// <summary>The id that a run is to have here, and whether it is here already.</summary>
    internal (string Id, bool IsKnown) PlaceOf(string runId)
    {
        var id = runId;
        while (true)
        {
            var found = database.Read(connection => connection.Query<(string Id, long? IsWhole)>(
                "SELECT r.id, i.is_whole FROM runs AS r LEFT JOIN imported_runs AS i ON i.run = r.row WHERE r.id = @id", new { id }).AsList());
            if (found.Count == 0 || found[0].IsWhole is not null)
            {
                return (id, found is [{ IsWhole: 1 }]);
            }

            // The same each time, so that a second import finds it.
            id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32];
        }
    }

    /// <summary>Where the files of a logged model are; null where none of its id is here.</summary>
    internal string? UriOfModel(string modelId) => database.Read(connection =>
        connection.ExecuteScalar<string?>("SELECT artifact_uri FROM logged_models WHERE id = @modelId", new { modelId }));

    /// <summary>Enters a run with all that it logged.</summary>
    internal void AddRun(ImportedRun imported, string place)
    {
        var run = imported.Run;
        var tags = Pairs(run, run.Tags, "tags", ImportKind.Tags, Limits.RunTagKey)
            .Append(KeyValuePair.Create("mlflow.runName", run.Name))
            .Append(KeyValuePair.Create(SourceTag, place))
            .GroupBy(tag => tag.Key, StringComparer.Ordinal).Select(group => group.Last()).ToList();
        var parameters = Pairs(run, run.Parameters, "params", ImportKind.Parameters, Limits.ParameterKey);
        var row = database.Write(connection =>
        {
            var row = connection.ExecuteScalar<long>(
                """
                INSERT INTO runs (id, experiment_id, name, user_id, status, started, ended, artifact_uri, deleted, heard_of)
                VALUES (@Id, @ExperimentId, @Name, @UserId, @status, @Started, @Ended, @ArtifactUri, @now, @now)
                ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING row
                """,
                new
                {
                    run.Id,
                    run.ExperimentId,
                    run.Name,
                    run.UserId,
                    status = RunStatusName.Of(run.Status),
                    run.Started,
                    run.Ended,
                    run.ArtifactUri,
                    now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                });
            Put(connection, "tags", "run", row, tags);
            Put(connection, "parameters", "run", row, parameters);
            AddInputs(connection, row, run);
            connection.Execute("INSERT INTO imported_runs (run, source, is_whole) VALUES (@row, @place, 0) ON CONFLICT (run) DO NOTHING", new { row, place });
            return row;
        });
        var points = AddPoints(row, imported);
        while (database.Write(connection => _history.Compact(connection, row)))
        {
            // Others write in between.
        }

        database.Write(connection => connection.Execute("UPDATE runs SET deleted = @Deleted WHERE row = @row", new { imported.Deleted, row })
            + connection.Execute("UPDATE imported_runs SET is_whole = 1 WHERE run = @row", new { row }));
        report.Added(ImportKind.Runs);
        report.Added(ImportKind.Points, points);
        report.Added(ImportKind.Parameters, parameters.Count);
        report.Added(ImportKind.Tags, tags.Count - 1);
        report.Added(ImportKind.Inputs, run.Datasets.Count + run.ModelInputs.Count + run.ModelOutputs.Count);
    }

    /// <summary>Enters a logged model. False where one of its id is there.</summary>
    internal bool AddLoggedModel(ImportedModel imported)
    {
        var model = imported.Model;
        var isNew = database.Write(connection =>
        {
            var row = connection.ExecuteScalar<long?>(
                """
                INSERT INTO logged_models (id, experiment_id, name, model_type, source_run_id, status, artifact_uri, created, updated, deleted)
                VALUES (@Id, @ExperimentId, @Name, @ModelType, @SourceRunId, @status, @ArtifactUri, @Created, @Updated, @deleted)
                ON CONFLICT (id) DO NOTHING RETURNING row
                """,
                new
                {
                    model.Id,
                    model.ExperimentId,
                    model.Name,
                    model.ModelType,
                    model.SourceRunId,
                    status = (int)model.Status,
                    model.ArtifactUri,
                    model.Created,
                    model.Updated,
                    deleted = imported.IsDeleted ? Math.Max(model.Updated, 1) : (long?)null,
                });
            if (row is not { } owner)
            {
                return false;
            }

            Put(connection, "logged_model_parameters", "model", owner, model.Parameters);
            Put(connection, "logged_model_tags", "model", owner, model.Tags);
            connection.Execute(
                """
                INSERT INTO logged_model_metrics (model, key, time, step, run_id, value, is_nan, dataset_name, dataset_digest)
                VALUES (@owner, @Key, @Time, @Step, @RunId, @value, @nan, @DatasetName, @DatasetDigest) ON CONFLICT DO NOTHING
                """,
                model.Metrics.Select(metric => new
                {
                    owner,
                    metric.Point.Key,
                    metric.Point.Time,
                    metric.Point.Step,
                    metric.RunId,
                    value = double.IsNaN(metric.Point.Value) ? 0 : metric.Point.Value,
                    nan = double.IsNaN(metric.Point.Value) ? 1 : 0,
                    metric.Point.DatasetName,
                    metric.Point.DatasetDigest,
                }));
            return true;
        });
        if (isNew)
        {
            report.Added(ImportKind.LoggedModels);
            report.Added(ImportKind.Parameters, model.Parameters.Count);
            report.Added(ImportKind.Tags, model.Tags.Count);
        }
        else
        {
            report.Known(ImportKind.LoggedModels);
        }

        return isNew;
    }

    /// <summary>Points are a set: those that an import brought that was broken off are there once all the same.</summary>
    long AddPoints(long row, ImportedRun imported)
    {
        var points = 0L;
        foreach (var slice in imported.Points.Where(point => IsAllowed(imported.Run, point)).Select(Finite).Chunk(PointsOfSlice))
        {
            _history.Committed(database.Write(connection =>
            {
                var added = new Dictionary<string, int>();
                foreach (var (key, id) in slice.Chunk(PointsAtOnce).SelectMany(batch => _history.Append(connection, row, batch)))
                {
                    added[key] = id;
                }

                return added;
            }));
            points += slice.Length;
        }

        return points;
    }

    /// <summary>Infinities as MLflow keeps them: the greatest numbers.</summary>
    static MetricValue Finite(MetricValue point) => point with { Value = Math.Clamp(point.Value, double.MinValue, double.MaxValue) };

    bool IsAllowed(RunRecord run, MetricValue point)
    {
        try
        {
            Limits.Metric(point, "metric");
            return true;
        }
        catch (TrackingException e)
        {
            report.Skipped(ImportKind.Points, $"Run {run.Id}: {e.Message}");
            return false;
        }
    }

    List<KeyValuePair<string, string>> Pairs(RunRecord run, IReadOnlyList<KeyValuePair<string, string>> pairs, string path, ImportKind kind, Action<string, string> checkKey)
    {
        var kept = new List<KeyValuePair<string, string>>(pairs.Count);
        foreach (var pair in pairs)
        {
            try
            {
                checkKey(pair.Key, path);
                kept.Add(pair);
            }
            catch (TrackingException e)
            {
                report.Skipped(kind, $"Run {run.Id}: {e.Message}");
            }
        }

        return kept;
    }

    static void AddInputs(DbConnection connection, long row, RunRecord run)
    {
        foreach (var input in run.Datasets)
        {
            var dataset = connection.ExecuteScalar<long>(
                """
                INSERT INTO datasets (experiment_id, name, digest, source_type, source, schema, profile)
                VALUES (@ExperimentId, @Name, @Digest, @SourceType, @Source, @Schema, @Profile)
                ON CONFLICT (experiment_id, name, digest) DO UPDATE SET name = excluded.name RETURNING id
                """,
                new { run.ExperimentId, input.Dataset.Name, input.Dataset.Digest, input.Dataset.SourceType, input.Dataset.Source, input.Dataset.Schema, input.Dataset.Profile });
            connection.Execute("INSERT INTO dataset_inputs (run, dataset_id) VALUES (@row, @dataset) ON CONFLICT DO NOTHING", new { row, dataset });
            connection.Execute(
                "INSERT INTO dataset_input_tags (run, dataset_id, key, value) VALUES (@row, @dataset, @Key, @Value) ON CONFLICT DO NOTHING",
                input.Tags.Select(tag => new { row, dataset, tag.Key, tag.Value }));
        }

        connection.Execute("INSERT INTO run_model_inputs (run, model_id) VALUES (@row, @id) ON CONFLICT DO NOTHING", run.ModelInputs.Select(id => new { row, id }));
        connection.Execute(
            "INSERT INTO run_model_outputs (run, model_id, step) VALUES (@row, @ModelId, @Step) ON CONFLICT DO NOTHING",
            run.ModelOutputs.Select(output => new { row, output.ModelId, output.Step }));
    }

    static void Put(DbConnection connection, string table, string ownerColumn, long owner, IReadOnlyList<KeyValuePair<string, string>> pairs) => connection.Execute(
        $"INSERT INTO {table} ({ownerColumn}, key, value) VALUES (@owner, @Key, @Value) ON CONFLICT DO NOTHING",
        pairs.Select(pair => new { owner, pair.Key, pair.Value }));
}
