using System.Text.Json;

namespace Cambium.Tracking;

sealed partial class HttpRunStore
{
    static RunRecord RunOf(JsonElement run)
    {
        var data = run.Object("data");
        var inputs = run.Object("inputs");
        return InfoOf(run.Object("info")) with
        {
            Metrics = data.Points("metrics"),
            Parameters = data.Pairs("params"),
            Tags = data.Pairs("tags"),
            Datasets = inputs.List("dataset_inputs", DatasetOf),
            ModelInputs = inputs.List("model_inputs", model => model.RequiredText("model_id")),
            ModelOutputs = run.Object("outputs").List("model_outputs", model => new ModelOutput(model.RequiredText("model_id"), model.Whole("step") ?? 0)),
        };
    }

    static RunRecord InfoOf(JsonElement info) => new()
    {
        Id = info.Text("run_id") ?? info.RequiredText("run_uuid"),
        ExperimentId = HttpExperimentStore.IdOf(info, "experiment_id"),
        Name = info.Text("run_name") ?? "",
        UserId = info.Text("user_id") ?? "",
        Status = info.Text("status") is { } status ? RunStatusName.Parse(status) : RunStatus.Running,
        Started = info.Whole("start_time") ?? 0,
        Ended = info.Whole("end_time"),
        ArtifactUri = info.Text("artifact_uri") ?? "",
        IsDeleted = info.Text("lifecycle_stage") == "deleted",
    };

    static DatasetInput DatasetOf(JsonElement input)
    {
        var dataset = input.Object("dataset");
        return new DatasetInput(
            new DatasetRecord(
                dataset.Text("name") ?? "",
                dataset.Text("digest") ?? "",
                dataset.Text("source_type") ?? "",
                dataset.Text("source") ?? "",
                dataset.Text("schema"),
                dataset.Text("profile")),
            input.Pairs("tags"));
    }

    static void WriteDataset(Utf8JsonWriter json, DatasetInput input)
    {
        json.Pairs("tags", input.Tags);
        json.WriteStartObject("dataset");
        json.WriteString("name", input.Dataset.Name);
        json.WriteString("digest", input.Dataset.Digest);
        json.WriteString("source_type", input.Dataset.SourceType);
        json.WriteString("source", input.Dataset.Source);
        json.Text("schema", input.Dataset.Schema);
        json.Text("profile", input.Dataset.Profile);
        json.WriteEndObject();
    }
}
