using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// What MLflow's pages ask of a gateway to language models, below /ajax-api only: gateway-proxy, which tells that there is none here, and
/// runs/create-promptlab-run, which keeps what such a model answered as a finished run with a table.
/// </summary>
sealed class MlflowPromptRuns(IRunStore runs, IArtifactStore artifacts)
{
    const string Table = "eval_results_table.json";

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/";
        routes.MapPages("GET", Path + "gateway-proxy", NoGateway);
        routes.MapPages("POST", Path + "gateway-proxy", NoGateway);
        routes.MapPages("POST", Path + "runs/create-promptlab-run", Create);
    }

    static void NoGateway(MlflowCall call)
    {
        call.Answer.WriteStartArray("endpoints"u8);
        call.Answer.WriteEndArray();
    }

    void Create(MlflowCall call)
    {
        var request = call.Request;
        var experiment = request.OptionalExperimentId("experiment_id"u8) ?? throw Lacks("experiment_id");
        var template = Text(request, "prompt_template"u8, "prompt_template");
        var inputs = request.Pairs("prompt_parameters"u8) is { Count: > 0 } given ? given : throw Lacks("prompt_parameters");
        var route = Text(request, "model_route"u8, "model_route");
        var prompt = Text(request, "model_input"u8, "model_input");
        _ = Text(request, "mlflow_version"u8, "mlflow_version");
        var outputs = request.Pairs("model_output_parameters"u8);
        var batch = Limits.Batch(new RunBatch
        {
            Parameters = [.. request.Pairs("model_parameters"u8), new("model_route", route), new("prompt_template", template)],
            Tags = [new("mlflow.loggedArtifacts", $$"""[{"path": "{{Table}}", "type": "table"}]"""), new("mlflow.runSourceType", "PROMPT_ENGINEERING")],
        });
        var name = request.OptionalText("run_name"u8);
        var user = request.OptionalText("user_id"u8) ?? "unknown";
        var started = request.OptionalWhole("start_time"u8) ?? call.Now.ToUnixTimeMilliseconds();
        var table = TableOf(inputs, prompt, request.OptionalText("model_output"u8), outputs);

        var run = runs.CreateRun(new NewRun(experiment, name, user, started, Owner: null, MlflowBatch.Tags(request)));
        runs.Log(run.Id, batch);
        if (ArtifactUri.PathOf(run.ArtifactUri) is { } folder)
        {
            artifacts.Write(ProxyPath.Join(folder, Table), stream => stream.Write(table.WrittenSpan));
        }

        runs.UpdateRun(run.Id, new RunChange(RunStatus.Finished, call.Now.ToUnixTimeMilliseconds(), null));
        MlflowRuns.Write(call.Answer, runs.GetRun(run.Id));
    }

    /// <summary>One row: what was put into the template, what came of it, the answer, and what the model told about it.</summary>
    static System.Buffers.ArrayBufferWriter<byte> TableOf(
        IReadOnlyList<KeyValuePair<string, string>> inputs, string prompt, string? output, IReadOnlyList<KeyValuePair<string, string>> outputs)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, MlflowCall.JsonOptions);
        json.WriteStartObject();
        json.Texts("columns"u8, [.. inputs.Select(pair => pair.Key), "prompt", "output", .. outputs.Select(pair => pair.Key)]);
        json.WriteStartArray("data"u8);
        json.WriteStartArray();
        foreach (var value in (IEnumerable<string?>)[.. inputs.Select(pair => pair.Value), prompt, output, .. outputs.Select(pair => pair.Value)])
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
        return buffer;
    }

    static string Text(MlflowFields request, ReadOnlySpan<byte> field, string name) => request.OptionalText(field) is { Length: > 0 } text ? text : throw Lacks(name);

    static TrackingException Lacks(string name) => new($"CreatePromptlabRun request must specify {name}.");
}
