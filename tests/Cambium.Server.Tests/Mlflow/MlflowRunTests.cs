using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Runs over HTTP: what they are, and their lifecycle.</summary>
public sealed class MlflowRunTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Fact]
    public async Task The_fluent_client_starts_and_ends_a_run()
    {
        var experiment = await server.ExperimentAsync("fluent");
        var created = (await server.PostAsync("runs/create", $$"""
            {"experiment_id": "{{experiment}}", "user_id": "ada", "start_time": 1700000000000, "run_name": "able-fox-7",
             "tags": [{"key": "mlflow.user", "value": "ada"}, {"key": "mlflow.source.name", "value": "train.py"}, {"key": "mlflow.source.type", "value": "LOCAL"}]}
            """))["run"]!;
        var id = MlflowServer.Text(created["info"]!["run_id"]);

        Assert.Matches("^[0-9a-f]{32}$", id);
        MlflowServer.AssertJson(
            $$"""
            {"run_id": "{{id}}", "run_uuid": "{{id}}", "run_name": "able-fox-7", "experiment_id": "{{experiment}}", "user_id": "ada", "status": "RUNNING",
             "start_time": 1700000000000, "artifact_uri": "mlflow-artifacts:/{{experiment}}/{{id}}/artifacts", "lifecycle_stage": "active"}
            """,
            created["info"]);
        Assert.Equal(
            ["mlflow.runName=able-fox-7", "mlflow.source.name=train.py", "mlflow.source.type=LOCAL", "mlflow.user=ada"],
            created["data"]!["tags"]!.AsArray().Select(tag => $"{tag!["key"]}={tag["value"]}").Order(StringComparer.Ordinal));
        MlflowServer.AssertJson("{}", created["inputs"]);

        var updated = await server.PostAsync("runs/update", $$"""{"run_uuid": "{{id}}", "run_id": "{{id}}", "status": "FINISHED", "end_time": 1700000005000}""");

        Assert.Equal("FINISHED", MlflowServer.Text(updated["run_info"]!["status"]));
        Assert.Equal(1700000005000, updated["run_info"]!["end_time"]!.GetValue<long>());
        var run = await server.GetRunAsync(id);
        Assert.True(JsonNode.DeepEquals(updated["run_info"], run["info"]));
    }

    [Fact]
    public async Task A_run_without_anything_gets_a_name_and_the_default_experiment()
    {
        var run = (await server.PostAsync("runs/create", "{}"))["run"]!;

        Assert.Equal("0", MlflowServer.Text(run["info"]!["experiment_id"]));
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]+$", MlflowServer.Text(run["info"]!["run_name"]));
        Assert.Equal(0, run["info"]!["start_time"]!.GetValue<long>());
        Assert.Equal("", MlflowServer.Text(run["info"]!["user_id"]));
    }

    [Fact]
    public async Task Name_and_tag_of_the_name_are_one()
    {
        var id = MlflowServer.Text((await server.PostAsync("runs/create", """{"tags": [{"key": "mlflow.runName", "value": "by tag"}]}"""))["run"]!["info"]!["run_id"]);
        Assert.Equal("by tag", MlflowServer.Text((await server.GetRunAsync(id))["info"]!["run_name"]));

        await server.PostAsync("runs/update", $$"""{"run_id": "{{id}}", "run_name": "by update"}""");
        MlflowServer.AssertJson("""[{"key": "mlflow.runName", "value": "by update"}]""", (await server.GetRunAsync(id))["data"]!["tags"]);

        await server.PostAsync("runs/set-tag", $$"""{"run_id": "{{id}}", "key": "mlflow.runName", "value": "by tag again"}""");
        Assert.Equal("by tag again", MlflowServer.Text((await server.GetRunAsync(id))["info"]!["run_name"]));

        await server.PostAsync("runs/update", $$"""{"run_id": "{{id}}", "run_name": ""}""");
        Assert.Equal("by tag again", MlflowServer.Text((await server.GetRunAsync(id))["info"]!["run_name"]));

        Assert.StartsWith(
            "400 INVALID_PARAMETER_VALUE: ",
            await server.RefusalAsync("POST", "runs/create", """{"run_name": "a", "tags": [{"key": "mlflow.runName", "value": "b"}]}"""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"KILLED\"", "KILLED")]
    [InlineData("4", "FAILED")]
    [InlineData("\"SCHEDULED\"", "SCHEDULED")]
    [InlineData("\"BOGUS\"", "RUNNING")]
    public async Task A_status_comes_by_name_or_number_and_a_wrong_one_changes_nothing(string sent, string expected)
    {
        var id = await server.RunAsync();

        var updated = await server.PostAsync("runs/update", $$"""{"run_id": "{{id}}", "status": {{sent}}}""");

        Assert.Equal(expected, MlflowServer.Text(updated["run_info"]!["status"]));
        Assert.Null(updated["run_info"]!["end_time"]);
    }

    [Fact]
    public async Task A_deleted_run_can_be_read_and_restored_and_not_written()
    {
        var id = await server.RunAsync();
        await server.PostAsync("runs/delete", $$"""{"run_id": "{{id}}"}""");
        await server.PostAsync("runs/delete", $$"""{"run_id": "{{id}}"}""");

        Assert.Equal("deleted", MlflowServer.Text((await server.GetRunAsync(id))["info"]!["lifecycle_stage"]));
        var inactive = $"400 INVALID_PARAMETER_VALUE: The run {id} must be in the 'active' state. Current state is deleted.";
        foreach (var (path, fields) in new[]
        {
            ("update", "\"status\": \"FINISHED\""),
            ("log-metric", "\"key\": \"k\", \"value\": 1, \"timestamp\": 1"),
            ("log-parameter", "\"key\": \"k\", \"value\": \"v\""),
            ("log-batch", "\"tags\": [{\"key\": \"k\", \"value\": \"v\"}]"),
            ("set-tag", "\"key\": \"k\", \"value\": \"v\""),
            ("delete-tag", "\"key\": \"k\""),
            ("log-inputs", "\"datasets\": []"),
            ("outputs", "\"models\": [{\"model_id\": \"m-1\", \"step\": 0}]"),
        })
        {
            Assert.Equal(inactive, await server.RefusalAsync("POST", $"runs/{path}", $$"""{"run_id": "{{id}}", {{fields}}}"""));
        }

        await server.PostAsync("runs/restore", $$"""{"run_id": "{{id}}"}""");
        await server.PostAsync("runs/set-tag", $$"""{"run_id": "{{id}}", "key": "k", "value": "v"}""");
        Assert.Equal("active", MlflowServer.Text((await server.GetRunAsync(id))["info"]!["lifecycle_stage"]));
    }

    [Theory]
    [InlineData("GET", "runs/get?run_id=nope", null, "404 RESOURCE_DOES_NOT_EXIST: Run with id=nope not found")]
    [InlineData("GET", "runs/get?run_uuid=nope", null, "404 RESOURCE_DOES_NOT_EXIST: Run with id=nope not found")]
    [InlineData("GET", "runs/get", null, "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'run_id'. " + Advice)]
    [InlineData("GET", "runs/get?run_id=", null, "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'run_id'. " + Advice)]
    [InlineData("POST", "runs/update", "{\"run_id\": \"nope\"}", "404 RESOURCE_DOES_NOT_EXIST: Run with id=nope not found")]
    [InlineData("POST", "runs/delete", "{}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'run_id'. " + Advice)]
    [InlineData("POST", "runs/create", "{\"experiment_id\": \"999\"}", "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=999 exists")]
    [InlineData("POST", "runs/create", "{\"start_time\": \"soon\"}", "400 INVALID_PARAMETER_VALUE: Invalid value \"soon\" for parameter 'start_time' supplied:  Hint: Value was of type 'str'. " + Advice)]
    [InlineData("POST", "runs/search", "{\"experiment_ids\": [\"0\"], \"max_results\": 50001}", "400 INVALID_PARAMETER_VALUE: Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000, but got value 50001")]
    [InlineData("POST", "runs/search", "{\"experiment_ids\": [\"0\"], \"page_token\": \"!\"}", "400 INVALID_PARAMETER_VALUE: Invalid page token, could not base64-decode")]
    [InlineData("POST", "runs/outputs", "{\"run_id\": \"nope\"}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'models'. " + Advice)]
    [InlineData("POST", "runs/log-inputs", "{\"run_id\": \"no such id!\"}", "400 INVALID_PARAMETER_VALUE: Invalid value \"no such id!\" for parameter 'run_id' supplied.")]
    public async Task A_request_that_is_wrong_is_told_so(string method, string path, string? body, string refusal) =>
        Assert.Equal(refusal, await server.RefusalAsync(method, path, body));

    [Fact]
    public async Task A_search_comes_in_pages_and_sees_deleted_ones_when_asked()
    {
        var experiment = await server.ExperimentAsync("searched");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(MlflowServer.Text((await server.PostAsync("runs/create", $$"""{"experiment_id": "{{experiment}}", "start_time": {{1000 + i}}}"""))["run"]!["info"]!["run_id"]));
        }

        await server.PostAsync("runs/delete", $$"""{"run_id": "{{ids[0]}}"}""");

        Assert.Equal([ids[4], ids[3]], Ids(await SearchAsync(experiment, "\"max_results\": 2")));
        var second = await SearchAsync(experiment, $"\"max_results\": 2, \"page_token\": \"{(await SearchAsync(experiment, "\"max_results\": 2"))["next_page_token"]}\"");
        Assert.Equal([ids[2], ids[1]], Ids(second));
        Assert.Equal([ids[0]], Ids(await SearchAsync(experiment, "\"run_view_type\": \"DELETED_ONLY\"")));
        Assert.Equal(5, Ids(await SearchAsync(experiment, "\"run_view_type\": 3")).Length);
        MlflowServer.AssertJson("{}", await server.PostAsync("runs/search", """{"experiment_ids": []}"""));
        MlflowServer.AssertJson("{}", await server.PostAsync("runs/search", """{"experiment_ids": [12345]}"""));
    }

    [Fact]
    public async Task Inputs_and_outputs_come_back_with_the_run()
    {
        var id = await server.RunAsync();
        const string Dataset = """{"name": "iris", "digest": "d1", "source_type": "local", "source": "{}", "schema": "{\"a\": 1}", "profile": "{}"}""";
        await server.PostAsync("runs/log-inputs", $$"""
            {"run_id": "{{id}}", "datasets": [{"tags": [{"key": "mlflow.data.context", "value": "training"}], "dataset": {{Dataset}}}], "models": [{"model_id": "m-1"}]}
            """);
        await server.PostAsync("runs/log-inputs", $$"""{"run_id": "{{id}}", "datasets": [{"tags": [{"key": "mlflow.data.context", "value": "other"}], "dataset": {{Dataset}}}]}""");
        await server.PostAsync("runs/outputs", $$"""{"run_id": "{{id}}", "models": [{"model_id": "m-2", "step": "7"}]}""");

        var run = await server.GetRunAsync(id);

        MlflowServer.AssertJson(
            $$"""{"dataset_inputs": [{"tags": [{"key": "mlflow.data.context", "value": "training"}], "dataset": {{Dataset}}}], "model_inputs": [{"model_id": "m-1"}]}""",
            run["inputs"]);
        MlflowServer.AssertJson("""{"model_outputs": [{"model_id": "m-2", "step": 7}]}""", run["outputs"]);
        MlflowServer.AssertJson(
            """{"dataset_summaries": [{"experiment_id": "0", "name": "iris", "digest": "d1", "context": "training"}]}""",
            await server.PostAsync("experiments/search-datasets", """{"experiment_ids": ["0"]}"""));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: 'digest' exceeds the maximum length of 36 characters",
            await server.RefusalAsync("POST", "runs/log-inputs", $$"""{"run_id": "{{id}}", "datasets": [{"dataset": {{Dataset.Replace("d1", new string('d', 37), StringComparison.Ordinal)}}}]}"""));
    }

    [Fact]
    public async Task Every_endpoint_answers_below_ajax_api_too()
    {
        var id = await server.RunAsync();

        var run = (await server.GetAsync($"/ajax-api/2.0/mlflow/runs/get?run_id={id}"))["run"];

        Assert.True(JsonNode.DeepEquals(await server.GetRunAsync(id), run));
    }

    Task<JsonNode> SearchAsync(string experiment, string fields) => server.PostAsync("runs/search", $$"""{"experiment_ids": ["{{experiment}}"], {{fields}}}""");

    static string[] Ids(JsonNode page) => [.. page["runs"]!.AsArray().Select(run => MlflowServer.Text(run!["info"]!["run_id"]))];
}
