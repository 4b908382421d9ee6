namespace Cambium.Server.Tests;

/// <summary>Logged models over HTTP.</summary>
public sealed class LoggedModelTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Fact]
    public async Task A_model_is_made_filled_and_ready()
    {
        var experiment = await server.ExperimentAsync("models");
        var run = await server.RunAsync(experiment);
        var created = (await server.PostAsync("logged-models", $$"""
            {"experiment_id": "{{experiment}}", "name": "tree", "model_type": "classifier", "source_run_id": "{{run}}",
             "params": [{"key": "depth", "value": "3"}], "tags": [{"key": "team", "value": "a"}]}
            """))["model"]!;
        var id = MlflowServer.Text(created["info"]!["model_id"]);

        Assert.Matches("^m-[0-9a-f]{32}$", id);
        Assert.Equal("LOGGED_MODEL_PENDING", MlflowServer.Text(created["info"]!["status"]));
        Assert.Equal(experiment, MlflowServer.Text(created["info"]!["experiment_id"]));
        Assert.Equal($"mlflow-artifacts:/{experiment}/models/{id}/artifacts", MlflowServer.Text(created["info"]!["artifact_uri"]));
        MlflowServer.AssertJson("""[{"key": "depth", "value": "3"}]""", created["data"]!["params"]);

        MlflowServer.AssertJson("{}", await server.PostAsync($"logged-models/{id}/params", """{"params": [{"key": "width", "value": "4"}, {"key": "depth", "value": "3"}]}"""));
        await server.DoneAsync("PATCH", $"logged-models/{id}/tags", """{"tags": [{"key": "team", "value": "b"}, {"key": "a/b", "value": "c"}]}""");
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"logged-models/{id}/tags/a/b", null));
        await server.PostAsync("runs/log-metric", $$"""{"run_id": "{{run}}", "key": "auc", "value": 0.9, "timestamp": 7, "step": 1, "model_id": "{{id}}", "dataset_name": "d", "dataset_digest": "x"}""");
        var ready = (await server.DoneAsync("PATCH", $"logged-models/{id}", $$"""{"model_id": "{{id}}", "status": "LOGGED_MODEL_READY"}"""))["model"]!;

        Assert.Equal("LOGGED_MODEL_READY", MlflowServer.Text(ready["info"]!["status"]));
        var model = (await server.GetAsync($"logged-models/{id}"))["model"]!;
        MlflowServer.AssertJson("""[{"key": "depth", "value": "3"}, {"key": "width", "value": "4"}]""", model["data"]!["params"]);
        MlflowServer.AssertJson("""[{"key": "team", "value": "b"}]""", model["info"]!["tags"]);
        MlflowServer.AssertJson(
            $$"""[{"key": "auc", "value": 0.9, "timestamp": 7, "step": 1, "dataset_name": "d", "dataset_digest": "x", "model_id": "{{id}}", "run_id": "{{run}}"}]""",
            model["data"]!["metrics"]);
    }

    [Fact]
    public async Task A_deleted_model_is_gone_from_reads_and_searches_and_stays_with_its_run()
    {
        var experiment = await server.ExperimentAsync("gone");
        var run = await server.RunAsync(experiment);
        var id = MlflowServer.Text((await server.PostAsync("logged-models", $$"""{"experiment_id": "{{experiment}}", "source_run_id": "{{run}}"}"""))["model"]!["info"]!["model_id"]);
        await server.PostAsync("runs/outputs", $$"""{"run_id": "{{run}}", "models": [{"model_id": "{{id}}", "step": 0}]}""");
        Assert.Single((await server.PostAsync("logged-models/search", $$"""{"experiment_ids": ["{{experiment}}"]}"""))["models"]!.AsArray());

        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"logged-models/{id}", null));

        Assert.Equal($"404 RESOURCE_DOES_NOT_EXIST: Logged model with ID '{id}' not found.", await server.RefusalAsync("GET", $"logged-models/{id}"));
        MlflowServer.AssertJson("{}", await server.PostAsync("logged-models/search", $$"""{"experiment_ids": ["{{experiment}}"]}"""));
        Assert.Equal(id, MlflowServer.Text((await server.GetRunAsync(run))["outputs"]!["model_outputs"]![0]!["model_id"]));
    }

    [Theory]
    [InlineData("{\"status\": 2}", "LOGGED_MODEL_READY")]
    [InlineData("{\"status\": \"LOGGED_MODEL_UPLOAD_FAILED\"}", "LOGGED_MODEL_UPLOAD_FAILED")]
    public async Task A_status_comes_by_name_or_number(string body, string expected)
    {
        var id = MlflowServer.Text((await server.PostAsync("logged-models", """{"experiment_id": 0}"""))["model"]!["info"]!["model_id"]);

        var model = (await server.DoneAsync("PATCH", $"logged-models/{id}", body))["model"]!;

        Assert.Equal(expected, MlflowServer.Text(model["info"]!["status"]));
    }

    [Theory]
    [InlineData("POST", "logged-models", "{}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'experiment_id'. " + Advice)]
    [InlineData("POST", "logged-models", "{\"experiment_id\": \"77\"}", "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=77 exists")]
    [InlineData("PATCH", "logged-models/m-1", "{}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'status'. " + Advice)]
    [InlineData("PATCH", "logged-models/m-1", "{\"status\": \"DONE\"}", "400 INVALID_PARAMETER_VALUE: Invalid value \"DONE\" for parameter 'status' supplied:  Hint: Value was of type 'str'. " + Advice)]
    [InlineData("PATCH", "logged-models/m-1", "{\"status\": 2}", "404 RESOURCE_DOES_NOT_EXIST: Logged model with ID 'm-1' not found.")]
    [InlineData("POST", "logged-models/search", "{}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'experiment_ids'. " + Advice)]
    [InlineData("POST", "logged-models/m-1/params", "{\"params\": [{\"key\": \"k\", \"value\": \"v\"}]}", "404 RESOURCE_DOES_NOT_EXIST: Logged model with ID 'm-1' not found.")]
    public async Task A_request_that_is_wrong_is_told_so(string method, string path, string body, string refusal) =>
        Assert.Equal(refusal, await server.RefusalAsync(method, path, body));

    [Fact]
    public async Task Files_of_a_model_are_listed_and_read_for_pages()
    {
        var id = MlflowServer.Text((await server.PostAsync("logged-models", """{"experiment_id": 0}"""))["model"]!["info"]!["model_id"]);
        await server.DoneAsync("PUT", $"/api/2.0/mlflow-artifacts/artifacts/0/models/{id}/artifacts/MLmodel", "flavors: {}");
        await server.DoneAsync("PUT", $"/api/2.0/mlflow-artifacts/artifacts/0/models/{id}/artifacts/data/w.bin", "123");

        MlflowServer.AssertJson(
            $$"""{"root_uri": "mlflow-artifacts:/0/models/{{id}}/artifacts", "files": [{"path": "MLmodel", "is_dir": false, "file_size": 11}, {"path": "data", "is_dir": true}]}""",
            await server.GetAsync($"logged-models/{id}/artifacts/directories"));
        MlflowServer.AssertJson(
            $$"""{"root_uri": "mlflow-artifacts:/0/models/{{id}}/artifacts", "files": [{"path": "data/w.bin", "is_dir": false, "file_size": 3}]}""",
            await server.GetAsync($"logged-models/{id}/artifacts/directories?artifact_directory_path=data"));
        var (_, body) = await server.SendAsync("GET", $"/ajax-api/2.0/mlflow/logged-models/{id}/artifacts/files?artifact_file_path=MLmodel", null);
        Assert.Equal("flavors: {}", body);
    }
}
