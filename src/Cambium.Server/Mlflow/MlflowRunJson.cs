using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A run in the JSON of MLflow's protocol.</summary>
static class MlflowRunJson
{
    /// <summary>The names of <see cref="RunStatus"/> by the protocol's number.</summary>
    internal static readonly string[] Statuses = ["", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

    /// <summary>The status of a number of <see cref="Statuses"/>.</summary>
    internal static RunStatus StatusOf(int number) => number switch
    {
        2 => RunStatus.Scheduled,
        3 => RunStatus.Finished,
        4 => RunStatus.Failed,
        5 => RunStatus.Killed,
        _ => RunStatus.Running,
    };

    /// <summary>The members of a run.</summary>
    internal static void WriteRun(this Utf8JsonWriter json, RunRecord run)
    {
        json.WriteStartObject("info"u8);
        json.WriteRunInfo(run);
        json.WriteEndObject();

        json.WriteStartObject("data"u8);
        json.Metrics("metrics"u8, run.Metrics);
        json.Pairs("params"u8, run.Parameters);
        json.Pairs("tags"u8, run.Tags);
        json.WriteEndObject();

        json.WriteStartObject("inputs"u8);
        json.List("dataset_inputs"u8, run.Datasets, WriteDataset);
        json.List("model_inputs"u8, run.ModelInputs, static (json, model) => json.WriteString("model_id"u8, model));
        json.WriteEndObject();

        json.WriteStartObject("outputs"u8);
        json.List("model_outputs"u8, run.ModelOutputs, static (json, output) =>
        {
            json.WriteString("model_id"u8, output.ModelId);
            json.WriteNumber("step"u8, output.Step);
        });
        json.WriteEndObject();
    }

    /// <summary>The members of what a run is, without what it logged.</summary>
    internal static void WriteRunInfo(this Utf8JsonWriter json, RunRecord run)
    {
        json.WriteString("run_id"u8, run.Id);
        json.WriteString("run_uuid"u8, run.Id);
        json.WriteString("run_name"u8, run.Name);
        json.WriteString("experiment_id"u8, run.ExperimentId.ToString(CultureInfo.InvariantCulture));
        json.WriteString("user_id"u8, run.UserId);
        json.WriteString("status"u8, NameOf(run.Status));
        json.WriteNumber("start_time"u8, run.Started);
        if (run.Ended is { } ended)
        {
            json.WriteNumber("end_time"u8, ended);
        }

        json.WriteString("artifact_uri"u8, run.ArtifactUri);
        json.WriteString("lifecycle_stage"u8, run.IsDeleted ? "deleted" : "active");
    }

    static string NameOf(RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Finished => "FINISHED",
        RunStatus.Failed => "FAILED",
        _ => "KILLED",
    };

    static void WriteDataset(Utf8JsonWriter json, DatasetInput input)
    {
        json.Pairs("tags"u8, input.Tags);
        json.WriteStartObject("dataset"u8);
        json.WriteString("name"u8, input.Dataset.Name);
        json.WriteString("digest"u8, input.Dataset.Digest);
        json.WriteString("source_type"u8, input.Dataset.SourceType);
        json.WriteString("source"u8, input.Dataset.Source);
        json.Text("schema"u8, input.Dataset.Schema);
        json.Text("profile"u8, input.Dataset.Profile);
        json.WriteEndObject();
    }
}
