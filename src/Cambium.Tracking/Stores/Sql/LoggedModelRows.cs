using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Makes records of rows of logged models: fetches what belongs to them in one query a table for many rows, never one a row.</summary>
static class LoggedModelRows
{
    /// <summary>Keeps the text of a statement short.</summary>
    const int RowsAtOnce = 500;

    /// <summary>The tag of a logged model that lists the versions it was registered as.</summary>
    const string VersionsTag = "mlflow.modelVersions";

    /// <summary>The row of a model that is not deleted.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    internal static LoggedModelRow Row(DbConnection connection, string modelId) =>
        connection.QuerySingleOrDefault<LoggedModelRow>(
            $"SELECT {LoggedModelRow.Columns} FROM logged_models AS m WHERE m.id = @modelId AND m.deleted IS NULL",
            new { modelId })
        ?? throw RegistryRefusals.NoLoggedModel(modelId);

    /// <summary>A model with all that belongs to it.</summary>
    /// <exception cref="TrackingException">There is none, or it is deleted.</exception>
    internal static LoggedModelRecord Model(DbConnection connection, string modelId) => Models(connection, [Row(connection, modelId)])[0];

    /// <summary>Models with all that belongs to them, in the order of the rows.</summary>
    internal static List<LoggedModelRecord> Models(DbConnection connection, IReadOnlyList<LoggedModelRow> rows)
    {
        var models = new List<LoggedModelRecord>(rows.Count);
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            var ids = string.Join(',', chunk.Select(row => Text(row.Row)));
            var parameters = Pairs(connection, "logged_model_parameters", ids);
            var tags = Pairs(connection, "logged_model_tags", ids);
            var metrics = connection
                .Query<LoggedModelMetricRow>(
                    $"""
                    SELECT model AS Model, key AS Key, value AS Value, is_nan AS IsNan, time AS Time, step AS Step, run_id AS RunId,
                        dataset_name AS DatasetName, dataset_digest AS DatasetDigest
                    FROM logged_model_metrics WHERE model IN ({ids}) ORDER BY key, time, step, run_id
                    """)
                .ToLookup(metric => metric.Model);
            models.AddRange(chunk.Select(row => new LoggedModelRecord
            {
                Id = row.Id,
                ExperimentId = row.ExperimentId,
                Name = row.Name,
                ModelType = row.ModelType,
                SourceRunId = row.SourceRunId,
                Status = (LoggedModelStatus)row.Status,
                ArtifactUri = row.ArtifactUri,
                Created = row.Created,
                Updated = row.Updated,
                Parameters = [.. parameters[row.Row]],
                Tags = [.. tags[row.Row]],
                Metrics = [.. metrics[row.Row].Select(metric => metric.Metric(row.Id))],
            }));
        }

        return models;
    }

    /// <summary>Sets a tag, over one that is there.</summary>
    internal static int PutTag(DbConnection connection, long row, string key, string value) => connection.Execute(
        """
        INSERT INTO logged_model_tags (model, key, value) VALUES (@row, @key, @value)
        ON CONFLICT (model, key) DO UPDATE SET value = excluded.value
        """,
        new { row, key, value });

    /// <summary>Adds a version to the tag that lists the versions of a model.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    internal static void NoteVersion(DbConnection connection, string modelId, string name, int version)
    {
        var row = Row(connection, modelId).Row;
        var listed = Listed(connection.ExecuteScalar<string>("SELECT value FROM logged_model_tags WHERE model = @row AND key = @VersionsTag", new { row, VersionsTag }));
        listed.Add(new JsonObject { ["name"] = name, ["version"] = version });
        PutTag(connection, row, VersionsTag, listed.ToJsonString());
    }

    /// <summary>What the tag lists; anyone may have written it, so what is no list counts as empty.</summary>
    static JsonArray Listed(string? text)
    {
        try
        {
            return text is null ? [] : JsonNode.Parse(text) as JsonArray ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    static ILookup<long, KeyValuePair<string, string>> Pairs(DbConnection connection, string table, string ids) => connection
        .Query<(long Model, string Key, string Value)>($"SELECT model, key, value FROM {table} WHERE model IN ({ids}) ORDER BY key")
        .ToLookup(pair => pair.Model, pair => KeyValuePair.Create(pair.Key, pair.Value));
}
