using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Traces as clients before MLflow 3 send them.</summary>
public sealed class OldTraceTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Traces = "traces";

    [Fact]
    public async Task A_trace_is_started_ended_and_read_by_both_versions()
    {
        var experiment = await server.ExperimentAsync("old traces");
        var started = (await server.PostAsync(Traces, $$"""
            {"experiment_id": "{{experiment}}", "timestamp_ms": 1767225600000, "request_metadata": [{"key": "mlflow.traceInputs", "value": "1"}], "tags": [{"key": "mlflow.traceName", "value": "answer"}]}
            """))["trace_info"]!;
        var id = MlflowServer.Text(started["request_id"]);
        Assert.Matches("^[0-9a-f]{32}$", id);
        MlflowServer.AssertJson(
            $$"""
            {"request_id": "{{id}}", "experiment_id": "{{experiment}}", "timestamp_ms": 1767225600000, "status": "IN_PROGRESS", "request_metadata": [{"key": "mlflow.traceInputs", "value": "1"}],
             "tags": [{"key": "mlflow.artifactLocation", "value": "mlflow-artifacts:/{{experiment}}/traces/{{id}}/artifacts"}, {"key": "mlflow.traceName", "value": "answer"}]}
            """,
            started);

        await server.DoneAsync("PATCH", $"{Traces}/{id}/tags", """{"key": "checked", "value": "yes"}""");
        var ended = (await server.DoneAsync("PATCH", $"{Traces}/{id}", $$"""
            {"request_id": "{{id}}", "timestamp_ms": "1767225601500", "status": "ERROR", "request_metadata": [{"key": "mlflow.traceOutputs", "value": "2"}], "tags": [{"key": "late", "value": "x"}]}
            """))["trace_info"]!;

        Assert.Equal((1500, "ERROR"), (ended["execution_time_ms"]!.GetValue<int>(), MlflowServer.Text(ended["status"])));
        Assert.Equal(["mlflow.traceInputs", "mlflow.traceOutputs"], Keys(ended["request_metadata"]!));
        Assert.Equal(["checked", "late", "mlflow.artifactLocation", "mlflow.traceName"], Keys(ended["tags"]!));
        Assert.True(JsonNode.DeepEquals(ended, (await server.GetAsync($"{Traces}/{id}/info"))["trace_info"]));
        var info = (await server.GetAsync($"/api/3.0/mlflow/traces/{id}"))["trace"]!["trace_info"]!;
        Assert.Equal(("1.500s", "ERROR", "2026-01-01T00:00:00.000Z"), (MlflowServer.Text(info["execution_duration"]), MlflowServer.Text(info["state"]), MlflowServer.Text(info["request_time"])));
    }

    [Fact]
    public async Task Traces_are_found_in_pages()
    {
        var experiment = await server.ExperimentAsync("old traces found");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(MlflowServer.Text((await server.PostAsync(Traces, $$"""{"experiment_id": {{experiment}}, "timestamp_ms": {{i}}, "tags": [{"key": "n", "value": "{{i % 2}}"}]}"""))["trace_info"]!["request_id"]));
        }

        var first = await server.GetAsync($"{Traces}?experiment_ids={experiment}&max_results=3&order_by=timestamp_ms+ASC");
        var second = await server.GetAsync($"{Traces}?experiment_ids={experiment}&max_results=3&order_by=timestamp_ms+ASC&page_token={first["next_page_token"]}");

        Assert.Equal(ids, Ids(first).Concat(Ids(second)));
        Assert.Null(second["next_page_token"]);
        Assert.Equal([ids[3], ids[1]], Ids(await server.GetAsync($"{Traces}?experiment_ids={experiment}&filter={Uri.EscapeDataString("tags.n = '1' AND trace.status = 'IN_PROGRESS'")}")));
        MlflowServer.AssertJson("""{"traces_deleted": 5}""", await server.PostAsync($"{Traces}/delete-traces", $$"""{"experiment_id": "{{experiment}}", "max_timestamp_millis": 10}"""));
        MlflowServer.AssertJson("{}", await server.GetAsync($"{Traces}?experiment_ids={experiment}"));
    }

    [Theory]
    [InlineData("POST", "traces", "{\"timestamp_ms\": 1}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'experiment_id'. See the API docs for more information about request parameters.")]
    [InlineData("POST", "traces", "{\"experiment_id\": \"0\"}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'timestamp_ms'. See the API docs for more information about request parameters.")]
    [InlineData("POST", "traces", "{\"experiment_id\": \"0\", \"timestamp_ms\": -1}", "400 INVALID_PARAMETER_VALUE: Invalid value -1 for parameter 'timestamp_ms' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.")]
    [InlineData("POST", "traces", "{\"experiment_id\": \"0\", \"timestamp_ms\": 9223372036854775807}", "400 INVALID_PARAMETER_VALUE: Invalid value 9223372036854775807 for parameter 'timestamp_ms' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.")]
    [InlineData("POST", "traces", "{\"experiment_id\": \"9999\", \"timestamp_ms\": 1}", "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=9999 exists")]
    [InlineData("PATCH", "traces/none", "{\"timestamp_ms\": 1, \"status\": \"OK\"}", "404 RESOURCE_DOES_NOT_EXIST: Trace with ID 'none' not found.")]
    [InlineData("PATCH", "traces/none", "{\"timestamp_ms\": 1}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'status'. See the API docs for more information about request parameters.")]
    [InlineData("GET", "traces/none/info", null, "404 RESOURCE_DOES_NOT_EXIST: Trace with ID 'none' not found.")]
    [InlineData("GET", "traces?experiment_ids=0&max_results=501", null, "400 INVALID_PARAMETER_VALUE: Invalid value 501 for parameter 'max_results' supplied. It must be at most 500, but got value 501")]
    [InlineData("GET", "traces?experiment_ids=0&filter=bogus", null, "400 INVALID_PARAMETER_VALUE: Invalid clause(s) in filter string: 'bogus'")]
    public async Task A_request_that_is_wrong_is_told_so(string method, string path, string? body, string refusal) => Assert.Equal(refusal, await server.RefusalAsync(method, path, body));

    static string[] Keys(JsonNode pairs) => [.. pairs.AsArray().Select(pair => MlflowServer.Text(pair!["key"]))];

    static string[] Ids(JsonNode page) => [.. page["traces"]!.AsArray().Select(trace => MlflowServer.Text(trace!["request_id"]))];
}
