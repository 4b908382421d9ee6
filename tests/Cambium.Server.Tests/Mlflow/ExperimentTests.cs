using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Experiments over HTTP.</summary>
public sealed class ExperimentTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Fact]
    public async Task Setting_an_experiment_looks_makes_and_reads_it()
    {
        Assert.Equal(
            "404 RESOURCE_DOES_NOT_EXIST: Could not find experiment with name 'iris & co'",
            await server.RefusalAsync("GET", "experiments/get-by-name?experiment_name=iris%20%26%20co"));

        var id = MlflowServer.Text((await server.PostAsync("experiments/create", """{"name": "iris & co", "tags": [{"key": "team", "value": "ü"}]}"""))["experiment_id"]);
        var experiment = (await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!.AsObject();

        Assert.Equal(id, MlflowServer.Text(experiment["experiment_id"]));
        Assert.Equal("iris & co", MlflowServer.Text(experiment["name"]));
        Assert.Equal($"mlflow-artifacts:/{id}", MlflowServer.Text(experiment["artifact_location"]));
        Assert.Equal("active", MlflowServer.Text(experiment["lifecycle_stage"]));
        Assert.InRange(experiment["creation_time"]!.GetValue<long>(), 1_700_000_000_000, 9_000_000_000_000);
        Assert.Equal(experiment["creation_time"]!.GetValue<long>(), experiment["last_update_time"]!.GetValue<long>());
        MlflowServer.AssertJson("""[{"key": "team", "value": "ü"}]""", experiment["tags"]);

        var found = (await server.GetAsync("experiments/get-by-name?experiment_name=iris%20%26%20co"))["experiment"];
        Assert.True(JsonNode.DeepEquals(experiment, found));
    }

    [Fact]
    public async Task Every_store_has_a_default_experiment() =>
        Assert.Equal("Default", MlflowServer.Text((await server.GetAsync("experiments/get?experiment_id=0"))["experiment"]!["name"]));

    [Fact]
    public async Task A_name_is_given_once_also_to_a_deleted_one()
    {
        var id = await server.ExperimentAsync("once");
        Assert.Equal("400 RESOURCE_ALREADY_EXISTS: Experiment(name=once) already exists.", await server.RefusalAsync("POST", "experiments/create", """{"name": "once"}"""));

        await server.PostAsync("experiments/delete", $$"""{"experiment_id": "{{id}}"}""");

        Assert.StartsWith("400 RESOURCE_ALREADY_EXISTS: ", await server.RefusalAsync("POST", "experiments/create", """{"name": "once"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_experiment_can_be_read_and_restored_and_nothing_else()
    {
        var id = await server.ExperimentAsync("deleted");
        var run = await server.RunAsync(id);
        MlflowServer.AssertJson("{}", await server.PostAsync("experiments/delete", $$"""{"experiment_id": "{{id}}"}"""));

        Assert.Equal("deleted", MlflowServer.Text((await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!["lifecycle_stage"]));
        Assert.Equal("deleted", MlflowServer.Text((await server.GetRunAsync(run))["info"]!["lifecycle_stage"]));
        var inactive = $"400 INVALID_PARAMETER_VALUE: The experiment {id} must be in the 'active' state. Current state is deleted.";
        Assert.Equal(inactive, await server.RefusalAsync("POST", "runs/create", $$"""{"experiment_id": "{{id}}"}"""));
        Assert.Equal(inactive, await server.RefusalAsync("POST", "experiments/set-experiment-tag", $$"""{"experiment_id": "{{id}}", "key": "k", "value": "v"}"""));
        Assert.Equal(
            "400 INVALID_STATE: Cannot rename a non-active experiment.",
            await server.RefusalAsync("POST", "experiments/update", $$"""{"experiment_id": "{{id}}", "new_name": "other"}"""));
        Assert.StartsWith("404 ", await server.RefusalAsync("POST", "experiments/delete", $$"""{"experiment_id": "{{id}}"}"""), StringComparison.Ordinal);

        await server.PostAsync("experiments/restore", $$"""{"experiment_id": "{{id}}"}""");

        Assert.Equal("active", MlflowServer.Text((await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!["lifecycle_stage"]));
        Assert.Equal("active", MlflowServer.Text((await server.GetRunAsync(run))["info"]!["lifecycle_stage"]));
        Assert.StartsWith("404 ", await server.RefusalAsync("POST", "experiments/restore", $$"""{"experiment_id": "{{id}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_set_over_and_taken_away()
    {
        var id = await server.ExperimentAsync("tagged");
        await server.PostAsync("experiments/set-experiment-tag", $$"""{"experiment_id": {{id}}, "key": "k", "value": "1"}""");
        await server.PostAsync("experiments/set-experiment-tag", $$"""{"experiment_id": "{{id}}", "key": "k", "value": "2"}""");
        MlflowServer.AssertJson("""[{"key": "k", "value": "2"}]""", (await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!["tags"]);

        await server.PostAsync("experiments/delete-experiment-tag", $$"""{"experiment_id": "{{id}}", "key": "k"}""");

        Assert.Null((await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!["tags"]);
        Assert.Equal(
            $"404 RESOURCE_DOES_NOT_EXIST: No tag with name: k in experiment with id {id}",
            await server.RefusalAsync("POST", "experiments/delete-experiment-tag", $$"""{"experiment_id": "{{id}}", "key": "k"}"""));
    }

    [Fact]
    public async Task A_renamed_experiment_keeps_its_id()
    {
        var id = await server.ExperimentAsync("before");
        await server.ExperimentAsync("taken");
        MlflowServer.AssertJson("{}", await server.PostAsync("experiments/update", $$"""{"experiment_id": "{{id}}", "new_name": "after"}"""));

        Assert.Equal(id, MlflowServer.Text((await server.GetAsync("experiments/get-by-name?experiment_name=after"))["experiment"]!["experiment_id"]));
        Assert.StartsWith(
            "400 RESOURCE_ALREADY_EXISTS: ",
            await server.RefusalAsync("POST", "experiments/update", $$"""{"experiment_id": "{{id}}", "new_name": "taken"}"""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "{}", "Missing value for required parameter 'name'. " + Advice)]
    [InlineData("create", "{\"name\": 123}", "Invalid value 123 for parameter 'name' supplied:  Hint: Value was of type 'int'. " + Advice)]
    [InlineData("create", "{\"name\": [\"x\"]}", "Invalid value [\"x\"] for parameter 'name' supplied:  Hint: Value was of type 'list'. " + Advice)]
    [InlineData("create", "{\"name\": \"a\", \"tags\": \"b\"}", "Invalid value \"b\" for parameter 'tags' supplied:  Hint: Value was of type 'str'. " + Advice)]
    [InlineData("create", "not json", "Missing value for required parameter 'name'. " + Advice)]
    [InlineData("create", "{\"name\": \"a\\u0007b\"}", "Invalid value \"a\\u0007b\" for parameter 'name' supplied: Text may not contain control characters.")]
    [InlineData("create", "{\"name\": \"frag\", \"artifact_location\": \"s3://b/p#f\"}", "Invalid value \"s3://b/p#f\" for parameter 'artifact_location' supplied: It may not have a fragment ('#') or parameters (';').")]
    [InlineData("create", "{\"name\": \"q\", \"artifact_location\": \"s3://b/p?a=..\"}", "Invalid query string")]
    [InlineData("search", "{}", "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer, but got value 0")]
    [InlineData("search", "{\"max_results\": 50001}", "Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000, but got value 50001")]
    [InlineData("search", "{\"max_results\": 5, \"page_token\": \"%\"}", "Invalid page token, could not base64-decode")]
    [InlineData("update", "{\"experiment_id\": \"0\"}", "Missing value for required parameter 'new_name'. " + Advice)]
    [InlineData("set-experiment-tag", "{\"experiment_id\": \"0\"}", "Missing value for required parameter 'key'. " + Advice)]
    [InlineData("search-datasets", "{}", "SearchDatasets request must specify at least one experiment_id.")]
    public async Task A_request_that_is_wrong_is_told_so(string endpoint, string body, string message) =>
        Assert.Equal($"400 INVALID_PARAMETER_VALUE: {message}", await server.RefusalAsync("POST", $"experiments/{endpoint}", body));

    [Theory]
    [InlineData("999", "999")]
    [InlineData("abc", "abc")]
    [InlineData("1%20OR%201%3D1", "1 OR 1=1")]
    public async Task An_id_of_no_experiment_is_not_found(string id, string shown) =>
        Assert.Equal($"404 RESOURCE_DOES_NOT_EXIST: No Experiment with id={shown} exists", await server.RefusalAsync("GET", $"experiments/get?experiment_id={id}"));

    [Theory]
    [InlineData("'; DROP TABLE experiments; --")]
    [InlineData("\\\" OR \\\"\\\"=\\\"")]
    [InlineData("100% _wild_ \\\\ card")]
    public async Task A_name_may_look_like_sql_and_means_nothing(string name)
    {
        var id = await server.ExperimentAsync(name);

        var found = (await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!["name"];

        Assert.Equal(JsonNode.Parse($"\"{name}\"")!.GetValue<string>(), MlflowServer.Text(found));
        Assert.NotNull((await server.GetAsync("experiments/get?experiment_id=0"))["experiment"]);
    }

    [Fact]
    public async Task A_search_comes_in_pages_by_get_and_by_post()
    {
        for (var i = 0; i < 5; i++)
        {
            await server.ExperimentAsync($"page-{i}");
        }

        var all = (await server.PostAsync("experiments/search", """{"max_results": 50000, "view_type": "ALL"}"""))["experiments"]!.AsArray();
        var pages = new List<string>();
        string? token = null;
        do
        {
            var query = token is null ? "" : $"&page_token={Uri.EscapeDataString(token)}";
            var page = await server.GetAsync($"experiments/search?max_results=2&view_type=ALL{query}");
            pages.AddRange(page["experiments"]!.AsArray().Select(experiment => MlflowServer.Text(experiment!["experiment_id"])));
            token = page["next_page_token"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.True(all.Count >= 6);
        Assert.Equal(all.Select(experiment => MlflowServer.Text(experiment!["experiment_id"])), pages);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_is_an_empty_object() =>
        MlflowServer.AssertJson("{}", await server.PostAsync("experiments/search-datasets", """{"experiment_ids": ["0"]}"""));

    [Theory]
    [InlineData("./here/x", "here/x")]
    [InlineData("here", "here")]
    public async Task A_relative_place_becomes_absolute(string given, string expected)
    {
        var id = (await server.PostAsync("experiments/create", $$"""{"name": "at {{given}}", "artifact_location": "{{given}}"}"""))["experiment_id"];

        var location = MlflowServer.Text((await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!["artifact_location"]);

        Assert.Equal(Path.Combine(Environment.CurrentDirectory, expected), location);
    }

    [Theory]
    [InlineData("s3://bucket/x")]
    [InlineData("mlflow-artifacts:/x")]
    [InlineData("file:///data/x")]
    [InlineData("/data/x")]
    public async Task A_place_that_is_absolute_stays_as_it_is(string given)
    {
        var id = (await server.PostAsync("experiments/create", $$"""{"name": "at {{given}}", "artifact_location": "{{given}}"}"""))["experiment_id"];

        Assert.Equal(given, MlflowServer.Text((await server.GetAsync($"experiments/get?experiment_id={id}"))["experiment"]!["artifact_location"]));
    }
}
