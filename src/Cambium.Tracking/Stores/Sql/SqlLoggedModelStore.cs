using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Logged models in SQL.</summary>
/// <param name="database">The store.</param>
/// <param name="time">The clock.</param>
sealed partial class SqlLoggedModelStore(ISqlDatabase database, TimeProvider time) : ILoggedModelStore
{
    long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public LoggedModelRecord CreateLoggedModel(NewLoggedModel model)
    {
        var name = string.IsNullOrEmpty(model.Name) ? RandomRunName.Next(Random.Shared) : model.Name;
        Limits.LoggedModelName(name);
        Check(model.Parameters, model.Tags);
        Limits.WithoutNul(model.ModelType ?? "", "model_type");
        Limits.WithoutNul(model.SourceRunId ?? "", "source_run_id");
        var id = $"m-{Guid.NewGuid():N}";
        return database.Write(connection =>
        {
            var place = SqlExperimentStore.RequireActive(connection, model.ExperimentId);
            var row = connection.ExecuteScalar<long>(
                """
                INSERT INTO logged_models (id, experiment_id, name, model_type, source_run_id, status, artifact_uri, created, updated)
                VALUES (@id, @ExperimentId, @name, @ModelType, @SourceRunId, @status, @uri, @now, @now) RETURNING row
                """,
                new
                {
                    id,
                    model.ExperimentId,
                    name,
                    model.ModelType,
                    model.SourceRunId,
                    status = (int)LoggedModelStatus.Pending,
                    uri = ArtifactUri.Below(place.ArtifactLocation, $"models/{id}/artifacts"),
                    now = Now,
                });
            AddParameters(connection, id, row, model.Parameters);
            PutTags(connection, row, model.Tags);
            return LoggedModelRows.Model(connection, id);
        });
    }

    /// <inheritdoc/>
    public LoggedModelRecord GetLoggedModel(string modelId) => database.Read(connection => LoggedModelRows.Model(connection, modelId));

    /// <inheritdoc/>
    public LoggedModelRecord FinalizeLoggedModel(string modelId, LoggedModelStatus status) => database.Write(connection =>
    {
        var row = LoggedModelRows.Row(connection, modelId).Row;
        connection.Execute("UPDATE logged_models SET status = @status, updated = @now WHERE row = @row", new { row, status = (int)status, now = Now });
        return LoggedModelRows.Model(connection, modelId);
    });

    /// <inheritdoc/>
    public void DeleteLoggedModel(string modelId) => database.Write(connection =>
    {
        var row = LoggedModelRows.Row(connection, modelId).Row;
        return connection.Execute("UPDATE logged_models SET deleted = @now, updated = @now WHERE row = @row", new { row, now = Now });
    });

    /// <inheritdoc/>
    public void SetLoggedModelTags(string modelId, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        Check([], tags);
        database.Write(connection =>
        {
            var row = LoggedModelRows.Row(connection, modelId).Row;
            PutTags(connection, row, tags);
            return row;
        });
    }

    /// <inheritdoc/>
    public void DeleteLoggedModelTag(string modelId, string key) => database.Write(connection =>
    {
        var row = LoggedModelRows.Row(connection, modelId).Row;
        return connection.Execute("DELETE FROM logged_model_tags WHERE model = @row AND key = @key", new { row, key }) is > 0 and var deleted
            ? deleted
            : throw RegistryRefusals.NoLoggedModelTag(modelId, key);
    });

    /// <inheritdoc/>
    public void LogModelParameters(string modelId, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        Check(parameters, []);
        database.Write(connection =>
        {
            var row = LoggedModelRows.Row(connection, modelId).Row;
            AddParameters(connection, modelId, row, parameters);
            return row;
        });
    }

    static void Check(IReadOnlyList<KeyValuePair<string, string>> parameters, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in parameters)
        {
            Limits.Text("key", key, Limits.MaxLoggedModelParameterKeyLength);
            Limits.Text("value", value, Limits.MaxModelTagLength);
        }

        foreach (var (key, value) in tags)
        {
            Limits.ModelTag(key, value);
        }
    }

    static void AddParameters(DbConnection connection, string modelId, long row, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        foreach (var (key, value) in parameters)
        {
            var added = connection.Execute(
                "INSERT INTO logged_model_parameters (model, key, value) VALUES (@row, @key, @value) ON CONFLICT DO NOTHING", new { row, key, value });
            if (added == 0
                && connection.ExecuteScalar<string>("SELECT value FROM logged_model_parameters WHERE model = @row AND key = @key", new { row, key }) is var old
                && old != value)
            {
                throw new TrackingException(
                    $"Changing param values is not allowed. Param with key='{key}' was already logged with value='{old}' for model ID='{modelId}'. "
                    + $"Attempted logging new value '{value}'.");
            }
        }
    }

    static void PutTags(DbConnection connection, long row, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
        {
            LoggedModelRows.PutTag(connection, row, key, value);
        }
    }
}
