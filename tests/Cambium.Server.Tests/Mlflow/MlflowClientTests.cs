using System.Globalization;
using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>The calls that MLflow's Python client 3.3 makes, in their order, with their bodies.</summary>
public sealed class MlflowClientTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    [Fact]
    public async Task Log_model_register_and_load()
    {
        var experiment = await server.ExperimentAsync("client");
        var run = await server.RunAsync(experiment);
        var metrics = """[{"key": "auc", "value": 0.9, "timestamp": 1700000000001, "step": 0}, {"key": "loss", "value": "NaN", "timestamp": 1700000000001, "step": 0}]""";
        await server.PostAsync("runs/log-batch", $$"""{"run_id": "{{run}}", "metrics": {{metrics}}, "params": [], "tags": []}""");

        // mlflow.sklearn.log_model(model, name="model")
        await server.GetRunAsync(run);
        var model = (await server.PostAsync("logged-models", $$"""{"experiment_id": "{{experiment}}", "name": "model", "source_run_id": "{{run}}", "params": [], "tags": []}"""))["model"]!;
        var id = MlflowServer.Text(model["info"]!["model_id"]);
        await server.PostAsync("runs/outputs", $$"""{"run_id": "{{run}}", "models": [{"model_id": "{{id}}", "step": 0}]}""");
        var logged = (await server.GetRunAsync(run))["data"]!["metrics"]!.AsArray().Select(metric => MlflowServer.Text(metric!["key"])).ToArray();
        Assert.Equal(["auc", "loss"], logged);
        var again = new JsonArray();
        foreach (var key in logged)
        {
            foreach (var point in (await server.GetAsync($"metrics/get-history?run_id={run}&run_uuid={run}&metric_key={key}&max_results=25000"))["metrics"]!.AsArray())
            {
                var copy = point!.DeepClone();
                copy["model_id"] = id;
                again.Add(copy);
            }
        }

        await server.PostAsync("runs/log-batch", $$"""{"run_id": "{{run}}", "metrics": {{again.ToJsonString()}}, "params": [], "tags": []}""");
        await server.GetAsync($"logged-models/{id}");
        var location = MlflowServer.Text(model["info"]!["artifact_uri"])["mlflow-artifacts:".Length..];
        foreach (var file in new[] { "MLmodel", "model.pkl", "conda.yaml", "requirements.txt" })
        {
            await server.DoneAsync("PUT", $"{Proxy}{location}/{file}", $"content of {file}");
        }

        var ready = await server.DoneAsync("PATCH", $"logged-models/{id}", $$"""{"model_id": "{{id}}", "status": "LOGGED_MODEL_READY"}""");
        Assert.Equal(2, ready["model"]!["data"]!["metrics"]!.AsArray().Count);
        Assert.Single((await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=loss&max_results=25000"))["metrics"]!.AsArray());

        // mlflow.register_model(f"models:/{id}", "wine & co")
        await server.PostAsync("registered-models/create", """{"name": "wine & co"}""");
        Assert.StartsWith("400 RESOURCE_ALREADY_EXISTS: ", await server.RefusalAsync("POST", "registered-models/create", """{"name": "wine & co"}"""), StringComparison.Ordinal);
        var version = (await server.PostAsync("model-versions/create", $$"""{"name": "wine & co", "source": "models:/{{id}}", "run_id": "{{run}}", "model_id": "{{id}}"}"""))["model_version"]!;
        Assert.Equal("1", MlflowServer.Text(version["version"]));
        Assert.Equal("READY", MlflowServer.Text(version["status"]));
        await server.GetAsync($"logged-models/{id}");
        await server.DoneAsync("PATCH", $"logged-models/{id}/tags", """{"tags": [{"key": "mlflow.modelVersions", "value": "[{\"name\": \"wine & co\", \"version\": 1}]"}]}""");

        // client.set_registered_model_alias("wine & co", "champion", 1); mlflow.pyfunc.load_model("models:/wine & co@champion")
        await server.GetAsync("registered-models/get?name=wine+%26+co");
        await server.PostAsync("registered-models/alias", """{"name": "wine & co", "alias": "champion", "version": "1"}""");
        Assert.Equal("1", MlflowServer.Text((await server.GetAsync("registered-models/alias?name=wine+%26+co&alias=champion"))["model_version"]!["version"]));
        var uri = MlflowServer.Text((await server.GetAsync("model-versions/get-download-uri?name=wine+%26+co&version=1"))["artifact_uri"]);
        Assert.Equal($"mlflow-artifacts:{location}", uri);
        var files = (await server.GetAsync($"{Proxy}?path={Uri.EscapeDataString(location.TrimStart('/'))}"))["files"]!.AsArray();
        Assert.Equal(["MLmodel", "conda.yaml", "model.pkl", "requirements.txt"], files.Select(file => MlflowServer.Text(file!["path"])));
        var (_, content) = await server.SendAsync("GET", $"{Proxy}{location}/model.pkl", null);
        Assert.Equal("content of model.pkl", content);
        await server.PostAsync("runs/update", $$"""{"run_id": "{{run}}", "status": "FINISHED", "end_time": 1700000009000}""");
    }

    [Fact]
    public async Task Resuming_a_run_and_nesting_one()
    {
        var parent = await server.RunAsync();
        await server.GetRunAsync(parent);
        Assert.Equal("RUNNING", MlflowServer.Text((await server.PostAsync("runs/update", $$"""{"run_id": "{{parent}}", "status": "RUNNING"}"""))["run_info"]!["status"]));
        await server.PostAsync("runs/log-batch", $$"""{"run_id": "{{parent}}", "metrics": [], "params": [], "tags": [{"key": "resumed", "value": "yes"}]}""");

        var child = (await server.PostAsync("runs/create", $$"""{"experiment_id": "0", "user_id": "ada", "start_time": 1, "tags": [{"key": "mlflow.parentRunId", "value": "{{parent}}"}]}"""))["run"]!;

        Assert.Contains(child["data"]!["tags"]!.AsArray(), tag => MlflowServer.Text(tag!["key"]) == "mlflow.parentRunId" && MlflowServer.Text(tag["value"]) == parent);
    }

    [Fact]
    public async Task Logging_a_metric_asks_for_the_run_twice_before()
    {
        var run = await server.RunAsync();
        for (var step = 0; step < 20; step++)
        {
            await server.GetRunAsync(run);
            await server.GetRunAsync(run);
            await server.PostAsync("runs/log-metric", string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"run_uuid": "{{run}}", "run_id": "{{run}}", "key": "loss", "value": {{1.0 / (step + 1)}}, "timestamp": {{1700000000000 + step}}, "step": {{step}}}"""));
        }

        Assert.Equal(19, (await server.GetRunAsync(run))["data"]!["metrics"]![0]!["step"]!.GetValue<long>());
        Assert.Equal(20, (await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=loss&max_results=25000"))["metrics"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_double_encoded_body_of_an_old_client_is_read()
    {
        var run = await server.RunAsync();

        await server.PostAsync("runs/set-tag", JsonValue.Create($$"""{"run_uuid": "{{run}}", "key": "k", "value": "v"}""").ToJsonString());

        Assert.Contains((await server.GetRunAsync(run))["data"]!["tags"]!.AsArray(), tag => MlflowServer.Text(tag!["key"]) == "k");
    }
}
