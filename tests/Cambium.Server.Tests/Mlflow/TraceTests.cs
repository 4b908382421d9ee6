using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Traces over HTTP.</summary>
public sealed class TraceTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string V3 = "/api/3.0/mlflow/traces";
    const string V2 = "/api/2.0/mlflow/traces";

    [Fact]
    public async Task A_trace_is_started_filled_and_read()
    {
        var experiment = await server.ExperimentAsync("traced");
        var started = (await server.PostAsync(V3, $$$"""
            {"trace": {"trace_info": {"trace_id": "tr-1", "client_request_id": "c1", "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "{{{experiment}}}"}},
             "request_preview": "{\"q\": 1}", "response_preview": "42", "request_time": "2026-01-31T12:00:00.123456Z", "execution_duration": "1.2345s", "state": "OK",
             "trace_metadata": {"mlflow.sourceRun": "r1", "mlflow.user": "ada"}, "tags": {"mlflow.traceName": "answer"} } } }
            """))["trace"]!["trace_info"]!;

        MlflowServer.AssertJson(
            $$$"""
            {"trace_id": "tr-1", "client_request_id": "c1", "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "{{{experiment}}}"}},
             "request_preview": "{\"q\": 1}", "response_preview": "42", "request_time": "2026-01-31T12:00:00.123Z", "execution_duration": "1.234s", "state": "OK",
             "trace_metadata": {"mlflow.sourceRun": "r1", "mlflow.user": "ada"},
             "tags": {"mlflow.artifactLocation": "mlflow-artifacts:/{{{experiment}}}/traces/tr-1/artifacts", "mlflow.traceName": "answer"}}
            """,
            started);

        await server.DoneAsync("PUT", $"/api/2.0/mlflow-artifacts/artifacts/{experiment}/traces/tr-1/artifacts/traces.json", """{"spans": []}""");
        await server.DoneAsync("PATCH", $"{V2}/tr-1/tags", """{"key": "checked", "value": "yes"}""");
        await server.DoneAsync("PATCH", $"{V3}/tr-1/tags", """{"key": "other", "value": "x"}""");
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"{V2}/tr-1/tags", """{"key": "other"}"""));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: No trace tag with key 'other' for trace with ID 'tr-1'.", await server.RefusalAsync("DELETE", $"{V2}/tr-1/tags", """{"key": "other"}"""));
        var tags = (await server.GetAsync($"{V3}/tr-1"))["trace"]!["trace_info"]!["tags"]!.AsObject();
        Assert.Equal("yes", MlflowServer.Text(tags["checked"]));
        Assert.False(tags.ContainsKey("other"));

        MlflowServer.AssertJson("""{"traces_deleted": 1}""", await server.PostAsync($"{V3}/delete-traces", $$"""{"experiment_id": "{{experiment}}", "request_ids": ["tr-1", "tr-none"]}"""));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: Trace with ID 'tr-1' not found.", await server.RefusalAsync("GET", $"{V3}/tr-1"));
        MlflowServer.AssertJson("{}", await server.GetAsync($"/api/2.0/mlflow-artifacts/artifacts?path={experiment}/traces/tr-1"));
    }

    [Fact]
    public async Task A_trace_sent_twice_is_there_once()
    {
        var experiment = await server.ExperimentAsync("twice");
        await StartAsync(experiment, "tr-twice", 1, "IN_PROGRESS");
        await StartAsync(experiment, "tr-twice", 1, "OK");

        var found = Assert.Single((await SearchAsync(experiment, ""))["traces"]!.AsArray())!;

        Assert.Equal("OK", MlflowServer.Text(found["state"]));
    }

    [Fact]
    public async Task Traces_are_searched_by_what_is_known_of_them()
    {
        var experiment = await server.ExperimentAsync("found");
        for (var i = 0; i < 6; i++)
        {
            await StartAsync(experiment, $"tr-f{i}", i, i % 2 == 0 ? "OK" : "ERROR", $"run{i / 3}");
        }

        Assert.Equal(["tr-f5", "tr-f4", "tr-f3", "tr-f2", "tr-f1", "tr-f0"], Ids(await SearchAsync(experiment, "")));
        Assert.Equal(["tr-f5", "tr-f3", "tr-f1"], Ids(await SearchAsync(experiment, "trace.status = 'ERROR'")));
        Assert.Equal(["tr-f2", "tr-f0"], Ids(await SearchAsync(experiment, "state = 'OK' AND metadata.`mlflow.sourceRun` = 'run0'")));
        Assert.Equal(["tr-f5", "tr-f4", "tr-f3"], Ids(await SearchAsync(experiment, "attributes.run_id = 'run1'")));
        Assert.Equal(["tr-f4"], Ids(await SearchAsync(experiment, "tags.`mlflow.traceName` = 'name 4'")));
        Assert.Equal(["tr-f4"], Ids(await SearchAsync(experiment, "name LIKE '%4'")));
        Assert.Equal(["tr-f1", "tr-f0"], Ids(await SearchAsync(experiment, "timestamp_ms < 1767225602000")));
        Assert.Equal(["tr-f5"], Ids(await SearchAsync(experiment, "execution_time_ms > 400")));

        var first = await SearchAsync(experiment, "", "\"max_results\": 4, \"order_by\": [\"timestamp_ms ASC\"]");
        Assert.Equal(["tr-f0", "tr-f1", "tr-f2", "tr-f3"], Ids(first));
        Assert.Equal(["tr-f4", "tr-f5"], Ids(await SearchAsync(experiment, "", $"\"max_results\": 4, \"order_by\": [\"timestamp_ms ASC\"], \"page_token\": \"{first["next_page_token"]}\"")));
        MlflowServer.AssertJson("{}", await SearchAsync(await server.ExperimentAsync("without traces"), ""));
    }

    [Fact]
    public async Task The_oldest_traces_are_deleted_first()
    {
        var experiment = await server.ExperimentAsync("aged");
        for (var i = 0; i < 5; i++)
        {
            await StartAsync(experiment, $"tr-a{i}", i);
        }

        MlflowServer.AssertJson("""{"traces_deleted": 2}""", await server.PostAsync($"{V2}/delete-traces", $$"""{"experiment_id": "{{experiment}}", "max_timestamp_millis": 1767225603000, "max_traces": 2}"""));

        Assert.Equal(["tr-a4", "tr-a3", "tr-a2"], Ids(await SearchAsync(experiment, "")));
    }

    [Fact]
    public async Task Judgements_come_and_go()
    {
        var experiment = await server.ExperimentAsync("judged");
        await StartAsync(experiment, "tr-j", 0);
        var made = (await server.PostAsync($"{V3}/tr-j/assessments", """
            {"assessment": {"assessment_name": "right", "trace_id": "tr-j", "source": {"source_type": "HUMAN", "source_id": "ada"}, "feedback": {"value": true}, "rationale": "ü"}}
            """))["assessment"]!;
        var id = MlflowServer.Text(made["assessment_id"]);
        Assert.Matches("^a-[0-9a-f]{32}$", id);
        Assert.True(made["feedback"]!["value"]!.GetValue<bool>());

        var changed = (await server.DoneAsync("PATCH", $"{V3}/tr-j/assessments/{id}", $$$"""
            {"assessment": {"assessment_id": "{{{id}}}", "assessment_name": "just", "rationale": "better", "feedback": {"value": false}}, "update_mask": "assessmentName,rationale"}
            """))["assessment"]!;

        Assert.Equal("better", MlflowServer.Text(changed["rationale"]));
        Assert.Equal("just", MlflowServer.Text(changed["assessment_name"]));
        Assert.True(changed["feedback"]!["value"]!.GetValue<bool>());
        Assert.True(JsonNode.DeepEquals(changed, (await server.GetAsync($"{V3}/tr-j/assessments/{id}"))["assessment"]));
        Assert.Single((await server.GetAsync($"{V3}/tr-j"))["trace"]!["trace_info"]!["assessments"]!.AsArray());
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"{V3}/tr-j/assessments/{id}", null));
        Assert.Equal(
            $"404 RESOURCE_DOES_NOT_EXIST: Assessment with ID '{id}' not found for trace 'tr-j'",
            await server.RefusalAsync("GET", $"{V3}/tr-j/assessments/{id}"));
    }

    [Fact]
    public async Task Traces_are_linked_to_a_run()
    {
        await StartAsync("0", "tr-l", 0);
        var run = await server.RunAsync();

        MlflowServer.AssertJson("{}", await server.PostAsync($"{V2}/link-to-run", $$"""{"trace_ids": ["tr-l"], "run_id": "{{run}}"}"""));

        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: Trace with ID 'tr-0' not found.", await server.RefusalAsync("POST", $"{V2}/link-to-run", $$"""{"trace_ids": ["tr-0"], "run_id": "{{run}}"}"""));
    }

    [Theory]
    [InlineData("/search", "{\"locations\": [{}]}", "Missing value for required parameter 'experiment_id'. See the API docs for more information about request parameters.")]
    [InlineData("/search", "{\"experiment_ids\": [0], \"max_results\": 501}", "Invalid value 501 for parameter 'max_results' supplied. It must be at most 500, but got value 501")]
    [InlineData("/delete-traces", "{\"experiment_id\": \"0\"}", "Either `max_timestamp_millis` or `trace_ids` must be specified, but not both.")]
    [InlineData("/delete-traces", "{\"experiment_id\": \"0\", \"request_ids\": [\"a\"], \"max_traces\": 1}", "`max_traces` can't be specified if `trace_ids` is specified.")]
    [InlineData("", "{}", "Missing value for required parameter 'trace_id'. See the API docs for more information about request parameters.")]
    [InlineData("", "{\"trace\": {\"trace_info\": {\"trace_id\": \"../../x\", \"request_time\": \"2026-01-01T00:00:00Z\", \"trace_location\": {\"mlflow_experiment\": {\"experiment_id\": \"0\"}}}}}", "Invalid value \"../../x\" for parameter 'trace_id' supplied.")]
    [InlineData("", "{\"trace\": {\"trace_info\": {\"trace_id\": \"x\", \"request_time\": \"soon\", \"trace_location\": {\"mlflow_experiment\": {\"experiment_id\": \"0\"}}}}}", "Invalid value \"soon\" for parameter 'request_time' supplied: It must be a time such as 2026-01-31T12:00:00.000Z.")]
    public async Task A_request_that_is_wrong_is_told_so(string path, string body, string message) =>
        Assert.Equal($"400 INVALID_PARAMETER_VALUE: {message}", await server.RefusalAsync("POST", V3 + path, body));

    [Fact]
    public async Task A_judgement_that_cannot_be_kept_is_refused()
    {
        await StartAsync("0", "tr-r", 0);

        foreach (var part in new[] { "\"rationale\": \"a\", \"rationale\": \"b\"", "\"rationale\": \"\\ud800\"" })
        {
            Assert.StartsWith(
                "400 INVALID_PARAMETER_VALUE: Invalid value for parameter 'assessment' supplied: ",
                await server.RefusalAsync("POST", $"{V3}/tr-r/assessments", $$$"""{"assessment": {"assessment_name": "n", "feedback": {"value": 1}, {{{part}}} } }"""),
                StringComparison.Ordinal);
        }
    }

    Task<JsonNode> StartAsync(string experiment, string id, int second, string state = "OK", string run = "r") => server.PostAsync(V3, $$$"""
        {"trace": {"trace_info": {"trace_id": "{{{id}}}", "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "{{{experiment}}}"}},
         "request_time": "2026-01-01T00:00:0{{{second}}}Z", "execution_duration": "0.{{{second}}}s", "state": "{{{state}}}",
         "trace_metadata": {"mlflow.sourceRun": "{{{run}}}"}, "tags": {"mlflow.traceName": "name {{{second}}}"} } } }
        """);

    Task<JsonNode> SearchAsync(string experiment, string filter, string more = "\"max_results\": 100") => server.PostAsync($"{V3}/search", $$$"""
        {"locations": [{"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "{{{experiment}}}"}}], "filter": {{{JsonValue.Create(filter).ToJsonString()}}}, {{{more}}} }
        """);

    static string[] Ids(JsonNode page) => [.. page["traces"]!.AsArray().Select(trace => MlflowServer.Text(trace!["trace_id"]))];
}
