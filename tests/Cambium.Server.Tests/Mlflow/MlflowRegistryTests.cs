using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>The model registry over HTTP.</summary>
public sealed class MlflowRegistryTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Fact]
    public async Task A_model_gets_versions_aliases_tags_and_stages()
    {
        var created = (await server.PostAsync("registered-models/create", """{"name": "wine", "description": "reds", "tags": [{"key": "team", "value": "a"}]}"""))["registered_model"]!;
        Assert.Equal("wine", MlflowServer.Text(created["name"]));
        Assert.Equal("reds", MlflowServer.Text(created["description"]));
        Assert.True(created["creation_timestamp"]!.GetValue<long>() > 0);
        Assert.Equal("400 RESOURCE_ALREADY_EXISTS: Registered Model (name=wine) already exists.", await server.RefusalAsync("POST", "registered-models/create", """{"name": "wine"}"""));

        var version = (await server.PostAsync("model-versions/create", """{"name": "wine", "source": "mlflow-artifacts:/0/r/artifacts/model", "run_id": "r", "tags": [{"key": "t", "value": "v"}]}"""))["model_version"]!;
        Assert.Equal("1", MlflowServer.Text(version["version"]));
        Assert.Equal("None", MlflowServer.Text(version["current_stage"]));
        Assert.Equal("READY", MlflowServer.Text(version["status"]));
        Assert.Equal("2", MlflowServer.Text((await server.PostAsync("model-versions/create", """{"name": "wine", "source": "mlflow-artifacts:/0/s/artifacts/model"}"""))["model_version"]!["version"]));

        MlflowServer.AssertJson("{}", await server.PostAsync("registered-models/alias", """{"name": "wine", "alias": "champion", "version": "1"}"""));
        await server.PostAsync("model-versions/set-tag", """{"name": "wine", "version": "1", "key": "checked", "value": "yes"}""");
        var byAlias = (await server.GetAsync("registered-models/alias?name=wine&alias=champion"))["model_version"]!;
        Assert.Equal("1", MlflowServer.Text(byAlias["version"]));
        MlflowServer.AssertJson("""["champion"]""", byAlias["aliases"]);
        MlflowServer.AssertJson("""[{"key": "checked", "value": "yes"}, {"key": "t", "value": "v"}]""", byAlias["tags"]);
        MlflowServer.AssertJson("""{"artifact_uri": "mlflow-artifacts:/0/r/artifacts/model"}""", await server.GetAsync("model-versions/get-download-uri?name=wine&version=1"));

        var moved = (await server.PostAsync("model-versions/transition-stage", """{"name": "wine", "version": "2", "stage": "production", "archive_existing_versions": true}"""))["model_version"]!;
        Assert.Equal("Production", MlflowServer.Text(moved["current_stage"]));
        var latest = (await server.PostAsync("registered-models/get-latest-versions", """{"name": "wine", "stages": ["Production"]}"""))["model_versions"]!.AsArray();
        Assert.Equal("2", MlflowServer.Text(Assert.Single(latest)!["version"]));
        Assert.Equal(2, (await server.GetAsync("registered-models/get-latest-versions?name=wine"))["model_versions"]!.AsArray().Count);

        var model = (await server.GetAsync("registered-models/get?name=wine"))["registered_model"]!;
        MlflowServer.AssertJson("""[{"alias": "champion", "version": "1"}]""", model["aliases"]);
        Assert.Equal(2, model["latest_versions"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_deleted_version_takes_its_aliases_along_and_its_number_is_not_given_again()
    {
        await ModelAsync("short", 2);
        await server.PostAsync("registered-models/alias", """{"name": "short", "alias": "live", "version": "2"}""");

        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", "model-versions/delete", """{"name": "short", "version": "2"}"""));

        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: Model Version (name=short, version=2) not found", await server.RefusalAsync("GET", "model-versions/get?name=short&version=2"));
        Assert.Equal("400 INVALID_PARAMETER_VALUE: Registered model alias live not found.", await server.RefusalAsync("GET", "registered-models/alias?name=short&alias=live"));
        Assert.Equal("3", MlflowServer.Text((await server.PostAsync("model-versions/create", """{"name": "short", "source": "mlflow-artifacts:/1/x"}"""))["model_version"]!["version"]));
    }

    [Fact]
    public async Task A_renamed_model_keeps_all_and_a_deleted_one_nothing()
    {
        await ModelAsync("old", 1);
        await server.PostAsync("registered-models/alias", """{"name": "old", "alias": "live", "version": "1"}""");

        var renamed = (await server.PostAsync("registered-models/rename", """{"name": "old", "new_name": "new"}"""))["registered_model"]!;

        Assert.Equal("new", MlflowServer.Text(renamed["name"]));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: Registered Model with name=old not found", await server.RefusalAsync("GET", "registered-models/get?name=old"));
        Assert.Equal("1", MlflowServer.Text((await server.GetAsync("registered-models/alias?name=new&alias=live"))["model_version"]!["version"]));
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", "registered-models/delete", """{"name": "new"}"""));
        Assert.StartsWith("404 ", await server.RefusalAsync("GET", "model-versions/get?name=new&version=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_is_changed_by_the_words_and_kept_without()
    {
        await ModelAsync("told", 1);
        await server.DoneAsync("PATCH", "registered-models/update", """{"name": "told", "description": "first"}""");

        var kept = (await server.DoneAsync("PATCH", "registered-models/update", """{"name": "told"}"""))["registered_model"]!;
        Assert.Equal("first", MlflowServer.Text(kept["description"]));

        var version = (await server.DoneAsync("PATCH", "model-versions/update", """{"name": "told", "version": "1", "description": "of one"}"""))["model_version"]!;
        Assert.Equal("of one", MlflowServer.Text(version["description"]));
    }

    [Fact]
    public async Task Tags_of_models_and_versions_come_and_go()
    {
        await ModelAsync("tagged", 1);
        await server.PostAsync("registered-models/set-tag", """{"name": "tagged", "key": "k", "value": "1"}""");
        MlflowServer.AssertJson("""[{"key": "k", "value": "1"}]""", (await server.GetAsync("registered-models/get?name=tagged"))["registered_model"]!["tags"]);

        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", "registered-models/delete-tag", """{"name": "tagged", "key": "k"}"""));
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", "registered-models/delete-tag", """{"name": "tagged", "key": "k"}"""));
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", "model-versions/delete-tag", """{"name": "tagged", "version": "1", "key": "k"}"""));
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", "registered-models/alias", """{"name": "tagged", "alias": "none"}"""));

        Assert.Null((await server.GetAsync("registered-models/get?name=tagged"))["registered_model"]!["tags"]);
    }

    [Theory]
    [InlineData("POST", "registered-models/create", "{}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'name'. " + Advice)]
    [InlineData("GET", "registered-models/get?name=nope", null, "404 RESOURCE_DOES_NOT_EXIST: Registered Model with name=nope not found")]
    [InlineData("POST", "model-versions/create", "{\"name\": \"nope\"}", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'source'. " + Advice)]
    [InlineData("POST", "model-versions/create", "{\"name\": \"nope\", \"source\": \"mlflow-artifacts:/x\"}", "404 RESOURCE_DOES_NOT_EXIST: Registered Model with name=nope not found")]
    [InlineData("GET", "model-versions/get?name=nope&version=abc", null, "400 INVALID_PARAMETER_VALUE: Parameter 'version' must be an integer, got 'abc'.")]
    [InlineData("GET", "model-versions/get?name=nope&version=9", null, "404 RESOURCE_DOES_NOT_EXIST: Model Version (name=nope, version=9) not found")]
    [InlineData("GET", "model-versions/get?name=nope", null, "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'version'. " + Advice)]
    [InlineData("GET", "registered-models/search?max_results=1001", null, "400 INVALID_PARAMETER_VALUE: Invalid value 1001 for parameter 'max_results' supplied. It must be at most 1000, but got value 1001")]
    [InlineData("GET", "model-versions/search?max_results=200001", null, "400 INVALID_PARAMETER_VALUE: Invalid value 200001 for parameter 'max_results' supplied. It must be at most 200000, but got value 200001")]
    public async Task A_request_that_is_wrong_is_told_so(string method, string path, string? body, string refusal) =>
        Assert.Equal(refusal, await server.RefusalAsync(method, path, body));

    [Theory]
    [InlineData("latest", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("Latest", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("v1", "Version alias name 'v1' is reserved.")]
    public async Task Some_aliases_are_reserved(string alias, string message)
    {
        var name = $"reserved-{alias}";
        await ModelAsync(name, 1);

        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE: {message}",
            await server.RefusalAsync("POST", "registered-models/alias", $$"""{"name": "{{name}}", "alias": "{{alias}}", "version": "1"}"""));
    }

    [Fact]
    public async Task The_name_of_a_model_may_be_anything_and_means_nothing_else()
    {
        foreach (var name in new[] { "a/b:c", "'; DROP TABLE registered_models; --", "ünïcode 😀", "../../etc" })
        {
            await ModelAsync(name, 1);
            Assert.Equal(name, MlflowServer.Text((await server.GetAsync($"registered-models/get?name={Uri.EscapeDataString(name)}"))["registered_model"]!["name"]));
        }
    }

    [Fact]
    public async Task A_file_of_a_version_is_read_for_pages()
    {
        var run = await server.RunAsync();
        await server.DoneAsync("PUT", $"/api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/model/MLmodel", "flavors: {}");
        await server.PostAsync("registered-models/create", """{"name": "filed"}""");
        await server.PostAsync("model-versions/create", $$"""{"name": "filed", "source": "mlflow-artifacts:/0/{{run}}/artifacts/model", "run_id": "{{run}}"}""");

        var (_, body) = await server.SendAsync("GET", "/model-versions/get-artifact?name=filed&version=1&path=MLmodel", null);

        Assert.Equal("flavors: {}", body);
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: There is no artifact '0/" + run + "/artifacts/model/none'.", await server.RefusalAsync("GET", "/model-versions/get-artifact?name=filed&version=1&path=none"));
    }

    async Task ModelAsync(string name, int versions)
    {
        var json = JsonValue.Create(name).ToJsonString();
        await server.PostAsync("registered-models/create", $$"""{"name": {{json}}}""");
        for (var i = 0; i < versions; i++)
        {
            await server.PostAsync("model-versions/create", $$"""{"name": {{json}}, "source": "mlflow-artifacts:/0/r/artifacts/model"}""");
        }
    }
}
