using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/runs: create, get, update, delete, restore, search, inputs and outputs. What runs log stands in <see cref="MlflowLogging"/>.</summary>
sealed class MlflowRuns(IRunStore runs)
{
    const int DefaultResults = 1000;
    const int MostResults = 50_000;
    const int MostDatasets = 1000;
    const long DefaultExperiment = 0;

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/runs/";
        routes.Map("POST", Path + "create", Create);
        routes.Map("GET", Path + "get", call => Write(call.Answer, runs.GetRun(call.Request.RunId())));
        routes.Map("POST", Path + "update", Update);
        routes.Map("POST", Path + "delete", call => runs.DeleteRun(call.Request.RunId()));
        routes.Map("POST", Path + "restore", call => runs.RestoreRun(call.Request.RunId()));
        routes.Map("POST", Path + "search", Search);
        routes.Map("POST", Path + "log-inputs", LogInputs);
        routes.Map("POST", Path + "outputs", LogOutputs);
    }

    void Create(MlflowCall call)
    {
        var request = call.Request;
        var run = new NewRun(
            request.OptionalExperimentId("experiment_id"u8) ?? DefaultExperiment,
            request.OptionalText("run_name"u8),
            request.OptionalText("user_id"u8) ?? "",
            request.OptionalWhole("start_time"u8) ?? 0,
            Owner: null,
            MlflowBatch.Tags(request));
        Write(call.Answer, runs.CreateRun(run));
    }

    void Update(MlflowCall call)
    {
        var request = call.Request;
        var id = request.RunId();
        var status = request.Choice("status"u8, MlflowRunJson.Statuses);
        var change = new RunChange(
            status is { } number ? MlflowRunJson.StatusOf(number) : null,
            request.OptionalWhole("end_time"u8),
            request.OptionalText("run_name"u8) is { Length: > 0 } name ? name : null);
        var run = runs.UpdateRun(id, change);
        call.Answer.WriteStartObject("run_info"u8);
        call.Answer.WriteRunInfo(run);
        call.Answer.WriteEndObject();
    }

    void Search(MlflowCall call)
    {
        var request = call.Request;
        var experiments = request.ExperimentIds("experiment_ids"u8);
        var view = MlflowExperiments.View(request, "run_view_type"u8);
        var page = runs.SearchRuns(new RunSearch(experiments, view, MlflowPaging.Search(request, DefaultResults, MostResults)));
        call.Answer.List("runs"u8, page.Items, static (json, run) => json.WriteRun(run));
        call.Answer.NextPage(page.NextToken);
    }

    void LogInputs(MlflowCall call)
    {
        var id = call.Request.RunId();
        Limits.RunId(id);
        var datasets = call.Request.Objects("datasets"u8);
        if (datasets.Count > MostDatasets)
        {
            throw new TrackingException(
                $"A batch logging request can contain at most {MostDatasets} datasets. Got {datasets.Count} datasets. "
                + "Please split up datasets across multiple requests and try again.");
        }

        var inputs = datasets.Select(Dataset).ToArray();
        runs.LogInputs(id, inputs, [.. call.Request.Objects("models"u8).Select(model => model.Text("model_id"u8))]);
    }

    void LogOutputs(MlflowCall call)
    {
        var id = call.Request.RunId();
        if (!call.Request.Has("models"u8))
        {
            throw call.Request.Missing("models"u8);
        }

        runs.LogOutputs(id, [.. call.Request.Objects("models"u8).Select(model => new ModelOutput(model.Text("model_id"u8), model.OptionalWhole("step"u8) ?? 0))]);
    }

    static DatasetInput Dataset(MlflowFields input)
    {
        var dataset = input.Object("dataset"u8);
        var record = new DatasetRecord(
            dataset.Text("name"u8),
            dataset.OptionalText("digest"u8) ?? throw dataset.Missing("digest"u8),
            dataset.Text("source_type"u8),
            dataset.Text("source"u8),
            dataset.OptionalText("schema"u8),
            dataset.OptionalText("profile"u8));
        var read = new DatasetInput(record, input.Pairs("tags"u8));
        Limits.Dataset(read);
        return read;
    }

    /// <summary>A run, whole.</summary>
    internal static void Write(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteStartObject("run"u8);
        json.WriteRun(run);
        json.WriteEndObject();
    }
}
