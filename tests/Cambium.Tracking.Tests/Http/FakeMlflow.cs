using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Tracking.Tests;

/// <summary>As much of a tracking server as a client's tests need, in memory. Like a real one it makes a second run when it is asked twice.</summary>
sealed class FakeMlflow
{
    readonly Lock _lock = new();
    readonly List<string> _experiments = ["Default"];
    readonly List<string> _models = [];

    internal List<JsonObject> Runs { get; } = [];

    internal List<JsonObject> Versions { get; } = [];

    /// <summary>Points as they came, those that came twice too.</summary>
    internal List<(string Run, string Key, double Value, long Time, long Step)> Points { get; } = [];

    internal Dictionary<string, byte[]> Files { get; } = [];

    internal FakeAnswer Handle(FakeRequest request)
    {
        lock (_lock)
        {
            return (request.Method, request.Path) switch
            {
                (_, "mlflow/experiments/get-by-name") => _experiments.IndexOf(request.Query("experiment_name")!) is >= 0 and var id
                    ? FakeAnswer.Json($$$"""{"experiment": {"experiment_id": "{{{id}}}", "name": "{{{_experiments[id]}}}"}}""")
                    : FakeAnswer.Error(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment"),
                (_, "mlflow/experiments/create") => CreateExperiment(request.Text("name")),
                (_, "mlflow/experiments/search") => FakeAnswer.Json(new JsonObject
                {
                    ["experiments"] = new JsonArray([.. _experiments.Select((name, id) => new JsonObject { ["experiment_id"] = $"{id}", ["name"] = name })]),
                }.ToJsonString()),
                (_, "mlflow/runs/create") => CreateRun(request.Json),
                (_, "mlflow/runs/get") => Runs.Find(run => run["info"]!["run_id"]!.GetValue<string>() == request.Query("run_id")) is { } run
                    ? FakeAnswer.Json($$"""{"run": {{run.ToJsonString()}}}""")
                    : FakeAnswer.Error(404, "RESOURCE_DOES_NOT_EXIST", "Run not found"),
                (_, "mlflow/runs/search") => Search("runs", Runs, request.Text("filter"), run => run["data"]!["tags"]!),
                (_, "mlflow/runs/update") => Update(request.Json),
                (_, "mlflow/runs/log-batch") => Log(request.Json),
                (_, "mlflow/registered-models/create") => CreateModel(request.Text("name")),
                (_, "mlflow/registered-models/get") => FakeAnswer.Json($$$"""{"registered_model": {"name": "{{{_models.Find(name => name == request.Query("name"))}}}"}}"""),
                (_, "mlflow/model-versions/create") => CreateVersion(request.Json),
                (_, "mlflow/model-versions/search") => Search("model_versions", Versions, request.Query("filter")!, version => version["tags"]!),
                ("GET", "mlflow-artifacts/artifacts") => ListFiles(request.Query("path") ?? ""),
                ("PUT", var path) => Put(path["mlflow-artifacts/artifacts/".Length..], request.Body),
                ("GET", var path) when Files.TryGetValue(path["mlflow-artifacts/artifacts/".Length..], out var file) => new FakeAnswer(200, file, "application/octet-stream"),
                _ => FakeAnswer.Error(404, "RESOURCE_DOES_NOT_EXIST", "Nothing here"),
            };
        }
    }

    FakeAnswer CreateExperiment(string name)
    {
        if (_experiments.Contains(name))
        {
            return FakeAnswer.Error(400, "RESOURCE_ALREADY_EXISTS", $"Experiment(name={name}) already exists.");
        }

        _experiments.Add(name);
        return FakeAnswer.Json($$"""{"experiment_id": "{{_experiments.Count - 1}}"}""");
    }

    FakeAnswer CreateModel(string name)
    {
        if (_models.Contains(name))
        {
            return FakeAnswer.Error(400, "RESOURCE_ALREADY_EXISTS", $"Registered Model (name={name}) already exists.");
        }

        _models.Add(name);
        return FakeAnswer.Json($$$"""{"registered_model": {"name": "{{{name}}}"}}""");
    }

    FakeAnswer CreateRun(JsonElement request)
    {
        var id = Guid.NewGuid().ToString("N");
        var experiment = request.GetProperty("experiment_id").GetString();
        Runs.Add(new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["run_id"] = id,
                ["experiment_id"] = experiment,
                ["run_name"] = request.GetProperty("run_name").GetString(),
                ["status"] = "RUNNING",
                ["start_time"] = request.GetProperty("start_time").GetInt64(),
                ["artifact_uri"] = $"mlflow-artifacts:/{experiment}/{id}/artifacts",
                ["lifecycle_stage"] = "active",
            },
            ["data"] = new JsonObject { ["tags"] = JsonNode.Parse(request.GetProperty("tags").GetRawText()) },
        });
        return FakeAnswer.Json($$"""{"run": {{Runs[^1].ToJsonString()}}}""");
    }

    FakeAnswer CreateVersion(JsonElement request)
    {
        var version = JsonNode.Parse(request.GetRawText())!.AsObject();
        version["version"] = $"{Versions.Count + 1}";
        Versions.Add(version);
        return FakeAnswer.Json($$"""{"model_version": {{version.ToJsonString()}}}""");
    }

    /// <summary>Finds by the value of a tag, which is all that a client's repetition asks for.</summary>
    static FakeAnswer Search(string name, List<JsonObject> items, string filter, Func<JsonObject, JsonNode> tags)
    {
        var value = filter.Split('\'')[1];
        var found = items.Where(item => tags(item).AsArray().Any(tag => tag!["value"]!.GetValue<string>() == value)).Select(item => item.ToJsonString());
        return FakeAnswer.Json($$"""{"{{name}}": [{{string.Join(',', found)}}]}""");
    }

    FakeAnswer Update(JsonElement request)
    {
        var info = Runs.Find(run => run["info"]!["run_id"]!.GetValue<string>() == request.GetProperty("run_id").GetString())!["info"]!;
        info["status"] = request.GetProperty("status").GetString();
        info["end_time"] = request.GetProperty("end_time").GetInt64();
        return FakeAnswer.Json($$"""{"run_info": {{info.ToJsonString()}}}""");
    }

    FakeAnswer Log(JsonElement request)
    {
        if (request.TryGetProperty("metrics", out var metrics))
        {
            Assert.InRange(metrics.GetArrayLength(), 1, 1000);
            Points.AddRange(metrics.EnumerateArray().Select(point => (
                request.GetProperty("run_id").GetString()!,
                point.GetProperty("key").GetString()!,
                point.GetProperty("value").ValueKind == JsonValueKind.Number ? point.GetProperty("value").GetDouble() : double.NaN,
                point.GetProperty("timestamp").GetInt64(),
                point.GetProperty("step").GetInt64())));
        }

        return FakeAnswer.Json("{}");
    }

    FakeAnswer Put(string path, byte[] body)
    {
        Files[path] = body;
        return FakeAnswer.Json("{}");
    }

    FakeAnswer ListFiles(string folder)
    {
        var below = Files.Where(file => file.Key.StartsWith(folder + "/", StringComparison.Ordinal)).Select(file => (Tail: file.Key[(folder.Length + 1)..], file.Value.Length));
        var entries = below.GroupBy(file => file.Tail.Split('/')[0]).Select(group => new JsonObject
        {
            ["path"] = group.Key,
            ["is_dir"] = group.First().Tail.Contains('/', StringComparison.Ordinal),
            ["file_size"] = group.First().Length,
        }.ToJsonString());
        return new FakeAnswer(200, Encoding.UTF8.GetBytes($$"""{"files": [{{string.Join(',', entries)}}]}"""));
    }
}
