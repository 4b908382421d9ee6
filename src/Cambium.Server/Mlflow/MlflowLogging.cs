using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/runs: log-metric, log-parameter, log-batch, set-tag, delete-tag and log-model: what a run writes while it runs, the hot ones.</summary>
sealed class MlflowLogging(IRunStore runs, ServerMetrics metrics)
{
    const string ModelHistory = "mlflow.log-model.history";

    /// <summary>The history of a run's models is read, changed and written.</summary>
    readonly Lock _history = new();

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/runs/";
        routes.Map("POST", Path + "log-metric", LogMetric);
        routes.Map("POST", Path + "log-parameter", LogParameter);
        routes.Map("POST", Path + "log-batch", LogBatch);
        routes.Map("POST", Path + "set-tag", SetTag);
        routes.Map("POST", Path + "delete-tag", DeleteTag);
        routes.Map("POST", Path + "log-model", LogModel);
    }

    void LogMetric(MlflowCall call)
    {
        var id = call.Request.RunId();
        var point = MlflowBatch.Point(call.Request);
        Limits.Metric(point);
        Log(id, new RunBatch { Metrics = [point] });
    }

    void LogParameter(MlflowCall call)
    {
        var id = call.Request.RunId();
        var key = call.Request.Text("key"u8);
        Limits.ParameterKey(key);
        Log(id, new RunBatch { Parameters = [new(key, Limits.ParameterValue(call.Request.OptionalText("value"u8) ?? ""))] });
    }

    void LogBatch(MlflowCall call)
    {
        var id = call.Request.RunId();
        Limits.RunId(id);
        Log(id, MlflowBatch.Read(call.Request));
    }

    void SetTag(MlflowCall call)
    {
        var id = call.Request.RunId();
        var key = call.Request.Text("key"u8);
        Limits.RunTagKey(key);
        Log(id, new RunBatch { Tags = [new(key, Limits.RunTagValue(call.Request.OptionalText("value"u8) ?? ""))] });
    }

    void DeleteTag(MlflowCall call)
    {
        var id = call.Request.RunId();
        runs.DeleteTag(id, call.Request.Text("key"u8));
    }

    /// <summary>Clients before MLflow 3 tell of a model so: it joins a list in a tag.</summary>
    void LogModel(MlflowCall call)
    {
        var id = call.Request.RunId();
        var model = Model(call.Request.Text("model_json"u8));
        lock (_history)
        {
            var before = runs.GetRun(id).Tags.FirstOrDefault(tag => tag.Key == ModelHistory).Value;
            var history = (before is null ? null : JsonText.Parse(before) as JsonArray) ?? [];
            history.Add(model);

            // The oldest leave where a tag cannot hold all.
            while (history.Count > 1 && history.ToJsonString().Length > Limits.MaxRunTagLength)
            {
                history.RemoveAt(0);
            }

            Log(id, new RunBatch { Tags = [new(ModelHistory, history.ToJsonString())] });
        }
    }

    void Log(string runId, RunBatch batch)
    {
        runs.Log(runId, batch);
        metrics.NoteLogged(batch.Metrics.Count, batch.Parameters.Count, batch.Tags.Count);
    }

    static JsonObject Model(string text)
    {
        var model = JsonText.Parse(text) as JsonObject ?? throw new TrackingException($"Malformed model info. \n {text} \n is not a valid JSON.");
        var missing = new[] { "artifact_path", "flavors", "utc_time_created", "run_id" }.Where(name => !model.ContainsKey(name)).Select(name => $"'{name}'").ToList();
        return missing.Count == 0
            ? model
            : throw new TrackingException($"Model json is missing mandatory fields: [{string.Join(", ", missing)}]");
    }
}
