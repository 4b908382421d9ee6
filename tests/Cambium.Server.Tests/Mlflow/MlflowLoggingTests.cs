using System.Globalization;
using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>What runs log over HTTP: metrics, parameters, tags, batches.</summary>
public sealed class MlflowLoggingTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Fact]
    public async Task The_latest_metric_is_the_one_of_the_greatest_step_then_time_then_value()
    {
        var id = await server.RunAsync();
        foreach (var (value, time, step) in new[] { ("1.5", 100, 0), ("0.5", 50, 2), ("0.25", 60, 1), ("0.75", 50, 2), ("\"NaN\"", 40, 2) })
        {
            await server.PostAsync("runs/log-metric", $$"""{"run_id": "{{id}}", "run_uuid": "{{id}}", "key": "loss", "value": {{value}}, "timestamp": {{time}}, "step": {{step}}}""");
        }

        MlflowServer.AssertJson("""[{"key": "loss", "value": 0.75, "timestamp": 50, "step": 2}]""", (await server.GetRunAsync(id))["data"]!["metrics"]);
        MlflowServer.AssertJson(
            """
            {"metrics": [{"key": "loss", "value": "NaN", "timestamp": 40, "step": 2}, {"key": "loss", "value": 0.5, "timestamp": 50, "step": 2},
             {"key": "loss", "value": 0.75, "timestamp": 50, "step": 2}, {"key": "loss", "value": 0.25, "timestamp": 60, "step": 1}, {"key": "loss", "value": 1.5, "timestamp": 100, "step": 0}]}
            """,
            await server.GetAsync($"metrics/get-history?run_id={id}&metric_key=loss&max_results=25000"));
    }

    [Theory]
    [InlineData("\"Infinity\"", "1.7976931348623157E+308")]
    [InlineData("\"-Infinity\"", "-1.7976931348623157E+308")]
    [InlineData("1e400", "1.7976931348623157E+308")]
    [InlineData("\"0.25\"", "0.25")]
    [InlineData("true", "1")]
    [InlineData("5e-324", "5E-324")]
    [InlineData("-0.1", "-0.1")]
    [InlineData("NaN", "\"NaN\"")]
    public async Task A_value_comes_back_as_it_was_logged(string sent, string expected)
    {
        var id = await server.RunAsync();

        await server.PostAsync("runs/log-metric", $$"""{"run_id": "{{id}}", "key": "k", "value": {{sent}}, "timestamp": 0}""");

        Assert.Equal(expected, (await server.GetRunAsync(id))["data"]!["metrics"]![0]!["value"]!.ToJsonString());
    }

    [Fact]
    public async Task A_batch_sent_twice_leaves_each_point_once()
    {
        var id = await server.RunAsync();
        var batch = $$"""
            {"run_id": "{{id}}", "metrics": [{"key": "a", "value": 1, "timestamp": 1, "step": 0}, {"key": "a", "value": 1, "timestamp": 1, "step": 0},
             {"key": "a", "value": "NaN", "timestamp": 1, "step": 0}, {"key": "b/c", "value": 2, "timestamp": 1, "step": -5}],
             "params": [{"key": "p", "value": "1"}], "tags": [{"key": "t", "value": "1"}, {"key": "t", "value": "2"}]}
            """;
        MlflowServer.AssertJson("{}", await server.PostAsync("runs/log-batch", batch));
        MlflowServer.AssertJson("{}", await server.PostAsync("runs/log-batch", batch));

        Assert.Equal(2, (await server.GetAsync($"metrics/get-history?run_id={id}&metric_key=a"))["metrics"]!.AsArray().Count);
        var data = (await server.GetRunAsync(id))["data"]!;
        Assert.Equal(2, data["metrics"]!.AsArray().Count);
        MlflowServer.AssertJson("""[{"key": "p", "value": "1"}]""", data["params"]);
        Assert.Equal("2", MlflowServer.Text(data["tags"]!.AsArray().Single(tag => MlflowServer.Text(tag!["key"]) == "t")!["value"]));
    }

    [Fact]
    public async Task A_batch_with_a_changed_parameter_writes_nothing()
    {
        var id = await server.RunAsync();
        await server.PostAsync("runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "p", "value": "1"}""");
        await server.PostAsync("runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "p", "value": "1"}""");

        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE: Changing param values is not allowed. Param with key='p' was already logged with value='1' for run ID='{id}'. Attempted logging new value '2'.",
            await server.RefusalAsync("POST", "runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "p", "value": "2"}"""));
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE: Changing param values is not allowed. Params were already logged='[{{'key': 'p', 'old_value': '1', 'new_value': '9'}}]' for run ID='{id}'.",
            await server.RefusalAsync("POST", "runs/log-batch", $$"""
                {"run_id": "{{id}}", "metrics": [{"key": "m", "value": 1, "timestamp": 1}], "params": [{"key": "q", "value": "1"}, {"key": "p", "value": "9"}], "tags": [{"key": "t", "value": "1"}]}
                """));
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE: Changing param values is not allowed. Params were already logged='[{{'key': 'p', 'old_value': '1', 'new_value': '9'}}]' for run ID='{id}'.",
            await server.RefusalAsync("POST", "runs/log-batch", $$"""{"run_id": "{{id}}", "params": [{"key": "p", "value": "9"}]}"""));

        var data = (await server.GetRunAsync(id))["data"]!;
        Assert.Null(data["metrics"]);
        MlflowServer.AssertJson("""[{"key": "p", "value": "1"}]""", data["params"]);
        Assert.DoesNotContain("\"t\"", data["tags"]?.ToJsonString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_may_be_empty_and_is_cut_where_it_is_long()
    {
        var id = await server.RunAsync();
        var value = new string('v', 6500);
        await server.PostAsync("runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "empty"}""");
        await server.PostAsync("runs/log-batch", $$"""{"run_id": "{{id}}", "params": [{"key": "long", "value": "{{value}}"}], "tags": [{"key": "long", "value": "{{value}}{{value}}"}]}""");
        await server.PostAsync("runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "long", "value": "{{value}}"}""");

        var data = (await server.GetRunAsync(id))["data"]!;

        Assert.Equal(["", value[..6000]], data["params"]!.AsArray().Select(parameter => MlflowServer.Text(parameter!["value"])));
        Assert.Contains(data["tags"]!.AsArray(), tag => MlflowServer.Text(tag!["value"]).Length == 8000);
    }

    [Fact]
    public async Task A_tag_is_set_over_and_taken_away()
    {
        var id = await server.RunAsync();
        await server.PostAsync("runs/set-tag", $$"""{"run_id": "{{id}}", "key": "k", "value": "1"}""");
        await server.PostAsync("runs/set-tag", $$"""{"run_uuid": "{{id}}", "key": "k", "value": "2"}""");
        Assert.Contains((await server.GetRunAsync(id))["data"]!["tags"]!.AsArray(), tag => MlflowServer.Text(tag!["key"]) == "k" && MlflowServer.Text(tag["value"]) == "2");

        await server.PostAsync("runs/delete-tag", $$"""{"run_id": "{{id}}", "key": "k"}""");

        Assert.DoesNotContain((await server.GetRunAsync(id))["data"]!["tags"]!.AsArray(), tag => MlflowServer.Text(tag!["key"]) == "k");
        Assert.Equal(
            $"404 RESOURCE_DOES_NOT_EXIST: No tag with name: k in run with id {id}",
            await server.RefusalAsync("POST", "runs/delete-tag", $$"""{"run_id": "{{id}}", "key": "k"}"""));
    }

    [Fact]
    public async Task A_finished_run_takes_late_metrics()
    {
        var id = await server.RunAsync();
        await server.PostAsync("runs/update", $$"""{"run_id": "{{id}}", "status": "FINISHED", "end_time": 5}""");

        await server.PostAsync("runs/log-batch", $$"""{"run_id": "{{id}}", "metrics": [{"key": "system/cpu_utilization_percentage", "value": 12.5, "timestamp": 9, "step": 3}]}""");

        Assert.Equal(12.5, (await server.GetRunAsync(id))["data"]!["metrics"]![0]!["value"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("log-metric", "\"value\": 1, \"timestamp\": 1", "Missing value for required parameter 'key'. " + Advice)]
    [InlineData("log-metric", "\"key\": \"k\", \"timestamp\": 1", "Missing value for required parameter 'value'. " + Advice)]
    [InlineData("log-metric", "\"key\": \"k\", \"value\": null, \"timestamp\": 1", "Missing value for required parameter 'value'. " + Advice)]
    [InlineData("log-metric", "\"key\": \"k\", \"value\": 1", "Missing value for required parameter 'timestamp'. " + Advice)]
    [InlineData("log-metric", "\"key\": \"k\", \"value\": \"x\", \"timestamp\": 1", "Invalid value \"x\" for parameter 'value' supplied:  Hint: Value was of type 'str'. " + Advice)]
    [InlineData("log-metric", "\"key\": \"k\", \"value\": 1, \"timestamp\": -1", "Invalid value -1 for parameter 'timestamp' supplied: metric 'k' (value=1). Timestamp must be a nonnegative long (64-bit integer) ")]
    [InlineData("log-metric", "\"key\": \"a//b\", \"value\": 1, \"timestamp\": 1", "Invalid value \"a//b\" for parameter 'name' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to 'a/b'")]
    [InlineData("log-parameter", "\"key\": \"bad$key\", \"value\": \"1\"", "Invalid value \"bad$key\" for parameter 'key' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).")]
    [InlineData("log-parameter", "\"key\": \"k\", \"value\": 5", "Invalid value 5 for parameter 'value' supplied:  Hint: Value was of type 'int'. " + Advice)]
    [InlineData("set-tag", "\"value\": \"v\"", "Missing value for required parameter 'key'. " + Advice)]
    [InlineData("log-batch", "\"metrics\": [{\"key\": \"k\", \"value\": 1}]", "Missing value for required parameter 'metrics[0].timestamp'. " + Advice)]
    [InlineData("log-batch", "\"tags\": [{\"key\": \"a\", \"value\": \"b\"}, {\"key\": \"a\\nb\"}]", "Invalid value \"a\\nb\" for parameter 'tags[1].key' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).")]
    [InlineData("log-batch", "\"params\": [{\"key\": \"d\", \"value\": \"1\"}, {\"key\": \"d\", \"value\": \"1\"}]", "Duplicate parameter keys have been submitted: ['d']. Please ensure the request contains only one param value per param key.")]
    [InlineData("log-model", "\"model_json\": \"{}\"", "Model json is missing mandatory fields: ['artifact_path', 'flavors', 'utc_time_created', 'run_id']")]
    [InlineData("log-model", "\"model_json\": \"{\"", "Malformed model info. \n { \n is not a valid JSON.")]
    public async Task A_request_that_is_wrong_is_told_so(string endpoint, string fields, string message)
    {
        var id = await server.RunAsync();

        Assert.Equal($"400 INVALID_PARAMETER_VALUE: {message}", await server.RefusalAsync("POST", $"runs/{endpoint}", $$"""{"run_id": "{{id}}", {{fields}}}"""));
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_refused()
    {
        var id = await server.RunAsync();
        var metrics = string.Join(',', Enumerable.Repeat("""{"key": "k", "value": 1, "timestamp": 1}""", 1001));

        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: A batch logging request can contain at most 1000 metrics. Got 1001 metrics. Please split up metrics across multiple requests and try again.",
            await server.RefusalAsync("POST", "runs/log-batch", $$"""{"run_id": "{{id}}", "metrics": [{{metrics}}]}"""));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: Invalid value \"no such id!\" for parameter 'run_id' supplied.",
            await server.RefusalAsync("POST", "runs/log-batch", """{"run_id": "no such id!"}"""));
    }

    [Fact]
    public async Task Old_clients_tell_of_models_in_a_tag()
    {
        var id = await server.RunAsync();
        foreach (var path in new[] { "first", "second" })
        {
            var model = $$"""{"artifact_path": "{{path}}", "flavors": {}, "utc_time_created": "2026-01-01", "run_id": "{{id}}"}""";
            await server.PostAsync("runs/log-model", new JsonObject { ["run_id"] = id, ["model_json"] = model }.ToJsonString());
        }

        var tag = (await server.GetRunAsync(id))["data"]!["tags"]!.AsArray().Single(tag => MlflowServer.Text(tag!["key"]) == "mlflow.log-model.history");

        Assert.Equal(["first", "second"], JsonNode.Parse(MlflowServer.Text(tag!["value"]))!.AsArray().Select(model => MlflowServer.Text(model!["artifact_path"])));
    }

    [Fact]
    public async Task Many_writers_of_one_run_lose_nothing()
    {
        // As the client's asynchronous logging does: a pool of threads, out of order, here with 16 connections and some batches sent twice.
        var id = await server.RunAsync();
        var random = new Random(23);
        var order = Enumerable.Range(0, 200).Concat(Enumerable.Range(0, 40)).ToArray();
        random.Shuffle(order);

        await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Test.Stop }, async (batch, _) =>
        {
            var metrics = Enumerable.Range(0, 5).Select(i => string.Create(
                CultureInfo.InvariantCulture, $$"""{"key": "k{{i}}", "value": {{batch * 0.5}}, "timestamp": {{1000 + batch}}, "step": {{batch}}}"""));
            await server.PostAsync("runs/log-batch", $$"""
                {"run_id": "{{id}}", "metrics": [{{string.Join(',', metrics)}}], "params": [{"key": "p{{batch % 10}}", "value": "v"}], "tags": [{"key": "t{{batch % 10}}", "value": "{{batch}}"}]}
                """);
        });

        var data = (await server.GetRunAsync(id))["data"]!;
        Assert.Equal(5, data["metrics"]!.AsArray().Count);
        Assert.All(data["metrics"]!.AsArray(), metric => Assert.Equal(199, metric!["step"]!.GetValue<long>()));
        Assert.Equal(10, data["params"]!.AsArray().Count);
        for (var i = 0; i < 5; i++)
        {
            var history = (await server.GetAsync($"metrics/get-history?run_id={id}&metric_key=k{i}&max_results=25000"))["metrics"]!.AsArray();
            Assert.Equal(Enumerable.Range(0, 200).Select(step => (long)step), history.Select(point => point!["step"]!.GetValue<long>()));
        }
    }
}
