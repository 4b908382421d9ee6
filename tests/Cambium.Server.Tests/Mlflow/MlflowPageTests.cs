using System.Net;

namespace Cambium.Server.Tests;

/// <summary>What only MLflow's pages ask for.</summary>
public sealed class MlflowPageTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Ajax = "/ajax-api/2.0/mlflow/";

    const string Prompted =
        """
        "experiment_id": "0", "run_name": "asked", "prompt_template": "Say {{word}}.", "prompt_parameters": [{"key": "word", "value": "yes"}], "model_route": "route",
        "model_parameters": [{"key": "temperature", "value": "0.5"}], "model_input": "Say yes.", "model_output": "yes", "user_id": "ada",
        "model_output_parameters": [{"key": "tokens", "value": "3"}], "mlflow_version": "3.3.2", "tags": [{"key": "a", "value": "b"}], "start_time": 1700000000000
        """;

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", "{\"gateway_path\": \"api/2.0/endpoints/\"}")]
    public async Task There_is_no_gateway(string method, string? body)
    {
        MlflowServer.AssertJson("""{"endpoints": []}""", await server.DoneAsync(method, Ajax + "gateway-proxy?gateway_path=x", body));

        Assert.Equal((HttpStatusCode.NotFound, "Not Found"), await server.SendAsync(method, "gateway-proxy", body));
    }

    [Fact]
    public async Task What_a_language_model_answered_becomes_a_run_with_a_table()
    {
        var run = (await server.PostAsync(Ajax + "runs/create-promptlab-run", $"{{{Prompted}}}"))["run"]!;

        Assert.Equal("FINISHED", MlflowServer.Text(run["info"]!["status"]));
        Assert.Equal("asked", MlflowServer.Text(run["info"]!["run_name"]));
        MlflowServer.AssertJson(
            """[{"key": "model_route", "value": "route"}, {"key": "prompt_template", "value": "Say {{word}}."}, {"key": "temperature", "value": "0.5"}]""",
            run["data"]!["params"]);
        MlflowServer.AssertJson(
            """
            [{"key": "a", "value": "b"}, {"key": "mlflow.loggedArtifacts", "value": "[{\"path\": \"eval_results_table.json\", \"type\": \"table\"}]"},
             {"key": "mlflow.runName", "value": "asked"}, {"key": "mlflow.runSourceType", "value": "PROMPT_ENGINEERING"}]
            """,
            run["data"]!["tags"]);
        var (_, table) = await server.SendAsync("GET", $"/get-artifact?run_id={run["info"]!["run_id"]}&path=eval_results_table.json", null);
        Assert.Equal("""{"columns":["word","prompt","output","tokens"],"data":[["yes","Say yes.","yes","3"]]}""", table);
    }

    [Theory]
    [InlineData("experiment_id")]
    [InlineData("prompt_template")]
    [InlineData("prompt_parameters")]
    [InlineData("model_route")]
    [InlineData("model_input")]
    [InlineData("mlflow_version")]
    public async Task A_run_of_a_prompt_needs_its_parts(string part) => Assert.Equal(
        $"400 INVALID_PARAMETER_VALUE: CreatePromptlabRun request must specify {part}.",
        await server.RefusalAsync("POST", Ajax + "runs/create-promptlab-run", $"{{{Prompted.Replace($"\"{part}\"", "\"other\"", StringComparison.Ordinal)}}}"));

    [Fact]
    public async Task The_spans_of_a_trace_are_read()
    {
        await server.PostAsync("/api/3.0/mlflow/traces", """
            {"trace": {"trace_info": {"trace_id": "tr-page", "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}, "request_time": "2026-01-01T00:00:00Z", "state": "OK"}}}
            """);
        Assert.Equal(
            "404 RESOURCE_DOES_NOT_EXIST: There is no artifact '0/traces/tr-page/artifacts/traces.json'.", await server.RefusalAsync("GET", Ajax + "get-trace-artifact?request_id=tr-page"));
        await server.DoneAsync("PUT", "/api/2.0/mlflow-artifacts/artifacts/0/traces/tr-page/artifacts/traces.json", """{"spans": []}""");

        MlflowServer.AssertJson("""{"spans": []}""", await server.GetAsync(Ajax + "get-trace-artifact?request_id=tr-page"));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: Trace with ID 'tr-none' not found.", await server.RefusalAsync("GET", Ajax + "get-trace-artifact?request_id=tr-none"));
        Assert.StartsWith("400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'request_id'.", await server.RefusalAsync("GET", Ajax + "get-trace-artifact"), StringComparison.Ordinal);
    }
}
