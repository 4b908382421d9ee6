using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlRunStore
{
    /// <inheritdoc/>
    public void LogInputs(string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds) => database.WriteBeside(connection =>
    {
        var run = RequireActive(connection, runId);
        foreach (var input in datasets)
        {
            connection.Execute(
                """
                INSERT INTO datasets (experiment_id, name, digest, source_type, source, schema, profile)
                SELECT experiment_id, @Name, @Digest, @SourceType, @Source, @Schema, @Profile FROM runs WHERE row = @run
                ON CONFLICT (experiment_id, name, digest) DO NOTHING
                """,
                new { input.Dataset.Name, input.Dataset.Digest, input.Dataset.SourceType, input.Dataset.Source, input.Dataset.Schema, input.Dataset.Profile, run });
            var dataset = connection.ExecuteScalar<long>(
                """
                SELECT datasets.id FROM datasets JOIN runs ON runs.experiment_id = datasets.experiment_id
                WHERE runs.row = @run AND datasets.name = @Name AND datasets.digest = @Digest
                """,
                new { run, input.Dataset.Name, input.Dataset.Digest });
            if (connection.Execute("INSERT INTO dataset_inputs (run, dataset_id) VALUES (@run, @dataset) ON CONFLICT DO NOTHING", new { run, dataset }) == 1)
            {
                connection.Execute(
                    """
                    INSERT INTO dataset_input_tags (run, dataset_id, key, value) VALUES (@run, @dataset, @Key, @Value)
                    ON CONFLICT (run, dataset_id, key) DO UPDATE SET value = excluded.value
                    """,
                    input.Tags.Select(tag => new { run, dataset, tag.Key, tag.Value }));
            }
        }

        connection.Execute(
            "INSERT INTO run_model_inputs (run, model_id) VALUES (@run, @id) ON CONFLICT DO NOTHING",
            modelIds.Select(id => new { run, id }));
        return run;
    });

    /// <inheritdoc/>
    public void LogOutputs(string runId, IReadOnlyList<ModelOutput> models) => database.WriteBeside(connection =>
    {
        var run = RequireActive(connection, runId);
        return connection.Execute(
            "INSERT INTO run_model_outputs (run, model_id, step) VALUES (@run, @ModelId, @Step) ON CONFLICT (run, model_id) DO UPDATE SET step = excluded.step",
            models.Select(model => new { run, model.ModelId, model.Step }));
    });
}
