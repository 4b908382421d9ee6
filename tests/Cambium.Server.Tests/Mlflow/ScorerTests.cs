using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Scorers over HTTP.</summary>
public sealed class ScorerTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Fact]
    public async Task A_scorer_is_registered_in_versions_listed_read_and_deleted()
    {
        var experiment = await server.ExperimentAsync("scored");
        MlflowServer.AssertJson("{}", await server.GetAsync($"scorers/list?experiment_id={experiment}"));
        var first = await RegisterAsync(experiment, "right", "{\\\"v\\\": 1}");
        Assert.Equal((1, experiment, "right", "{\"v\": 1}"), (first["version"]!.GetValue<int>(), MlflowServer.Text(first["experiment_id"]), MlflowServer.Text(first["name"]), MlflowServer.Text(first["serialized_scorer"])));
        Assert.Equal(2, (await RegisterAsync(experiment, "right", "two"))["version"]!.GetValue<int>());
        await RegisterAsync(experiment, "kind", "k");

        Assert.Equal(["kind 1 k", "right 2 two"], Shown(await server.GetAsync($"scorers/list?experiment_id={experiment}")));
        Assert.Equal(["right 1 {\"v\": 1}", "right 2 two"], Shown(await server.GetAsync($"scorers/versions?experiment_id={experiment}&name=right")));
        var got = (await server.GetAsync($"scorers/get?experiment_id={experiment}&name=right&version=1"))["scorer"]!;
        MlflowServer.AssertJson(
            $$"""
            {"experiment_id": {{experiment}}, "scorer_name": "right", "scorer_version": 1, "serialized_scorer": "{\"v\": 1}", "creation_time": {{first["creation_time"]}},
             "scorer_id": "{{first["scorer_id"]}}"}
            """,
            got);
        Assert.Equal("two", MlflowServer.Text((await server.GetAsync($"scorers/get?experiment_id={experiment}&name=right"))["scorer"]!["serialized_scorer"]));

        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", "scorers/delete", $$"""{"experiment_id": "{{experiment}}", "name": "right", "version": 2}"""));
        Assert.Equal(["kind 1 k", "right 1 {\"v\": 1}"], Shown(await server.GetAsync($"scorers/list?experiment_id={experiment}")));
        Assert.Equal(3, (await RegisterAsync(experiment, "right", "three"))["version"]!.GetValue<int>());
        await server.DoneAsync("DELETE", "scorers/delete", $$"""{"experiment_id": "{{experiment}}", "name": "right"}""");
        Assert.Equal(
            $"404 RESOURCE_DOES_NOT_EXIST: Scorer with name 'right' not found for experiment {experiment}.",
            await server.RefusalAsync("GET", $"scorers/versions?experiment_id={experiment}&name=right"));
        Assert.Equal(1, (await RegisterAsync(experiment, "right", "anew"))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_last_version_takes_the_scorer_along()
    {
        var experiment = await server.ExperimentAsync("scored once");
        await RegisterAsync(experiment, "one", "1");

        await server.DoneAsync("DELETE", "scorers/delete", $$"""{"experiment_id": "{{experiment}}", "name": "one", "version": 1}""");

        MlflowServer.AssertJson("{}", await server.GetAsync($"scorers/list?experiment_id={experiment}"));
        Assert.Equal(1, (await RegisterAsync(experiment, "one", "1"))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_deleted_experiment_takes_no_scorer()
    {
        var experiment = await server.ExperimentAsync("scored never");
        await server.PostAsync("experiments/delete", $$"""{"experiment_id": "{{experiment}}"}""");

        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE: The experiment {experiment} must be in the 'active' state. Current state is deleted.",
            await server.RefusalAsync("POST", "scorers/register", $$"""{"experiment_id": "{{experiment}}", "name": "x", "serialized_scorer": "y"}"""));
    }

    [Theory]
    [InlineData("POST", "scorers/register", "{\"name\": \"x\", \"serialized_scorer\": \"y\"}", $"400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'experiment_id'. {Advice}")]
    [InlineData("POST", "scorers/register", "{\"experiment_id\": \"0\", \"serialized_scorer\": \"y\"}", $"400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'name'. {Advice}")]
    [InlineData("POST", "scorers/register", "{\"experiment_id\": \"0\", \"name\": \"x\"}", $"400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'serialized_scorer'. {Advice}")]
    [InlineData("POST", "scorers/register", "{\"experiment_id\": \"999\", \"name\": \"x\", \"serialized_scorer\": \"y\"}", "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=999 exists")]
    [InlineData("GET", "scorers/list?experiment_id=999", null, "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=999 exists")]
    [InlineData("GET", "scorers/get?experiment_id=0&name=x", null, "404 RESOURCE_DOES_NOT_EXIST: Scorer with name 'x' not found for experiment 0.")]
    [InlineData("GET", "scorers/get?experiment_id=0&name=x&version=7", null, "404 RESOURCE_DOES_NOT_EXIST: Scorer with name 'x' and version 7 not found for experiment 0.")]
    [InlineData("GET", "scorers/get?experiment_id=0&name=x&version=a", null, $"400 INVALID_PARAMETER_VALUE: Invalid value \"a\" for parameter 'version' supplied:  Hint: Value was of type 'str'. {Advice}")]
    [InlineData("DELETE", "scorers/delete", "{\"experiment_id\": \"0\", \"name\": \"x'; DROP TABLE scorers; --\"}", "404 RESOURCE_DOES_NOT_EXIST: Scorer with name 'x'; DROP TABLE scorers; --' not found for experiment 0.")]
    public async Task A_request_that_is_wrong_is_told_so(string method, string path, string? body, string refusal) => Assert.Equal(refusal, await server.RefusalAsync(method, path, body));

    [Fact]
    public async Task A_scorer_has_a_greatest_length()
    {
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: 'name' exceeds the maximum length of 256 characters",
            await server.RefusalAsync("POST", "scorers/register", $$"""{"experiment_id": "0", "name": "{{new string('x', 257)}}", "serialized_scorer": "y"}"""));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: 'serialized_scorer' exceeds the maximum length of 1000000 characters",
            await server.RefusalAsync("POST", "scorers/register", $$"""{"experiment_id": "0", "name": "x", "serialized_scorer": "{{new string('y', 1_000_001)}}"}"""));
    }

    static string[] Shown(JsonNode page) => [.. page["scorers"]!.AsArray().Select(scorer => $"{scorer!["scorer_name"]} {scorer["scorer_version"]} {scorer["serialized_scorer"]}")];

    Task<JsonNode> RegisterAsync(string experiment, string name, string content) =>
        server.PostAsync("scorers/register", $$"""{"experiment_id": "{{experiment}}", "name": "{{name}}", "serialized_scorer": "{{content}}"}""");
}
