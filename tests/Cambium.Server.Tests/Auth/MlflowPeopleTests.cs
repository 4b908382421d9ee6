using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>MLflow's protocol behind sign-in, and its API of users and permissions.</summary>
public sealed class MlflowPeopleTests
{
    [Theory]
    [InlineData("GET", "experiments/get?experiment_id=0", null, Role.Viewer)]
    [InlineData("GET", "runs/get?run_id=RUN", null, Role.Viewer)]
    [InlineData("POST", "runs/search", """{"experiment_ids": ["0"]}""", Role.None)]
    [InlineData("GET", "metrics/get-history?run_id=RUN&metric_key=loss", null, Role.Viewer)]
    [InlineData("GET", "registered-models/get?name=fraud", null, Role.Viewer)]
    [InlineData("GET", "model-versions/get?name=fraud&version=1", null, Role.Viewer)]
    [InlineData("POST", "experiments/create", """{"name": "new"}""", Role.Editor)]
    [InlineData("POST", "runs/create", """{"experiment_id": "0"}""", Role.Editor)]
    [InlineData("POST", "runs/log-metric", """{"run_id": "RUN", "key": "loss", "value": 1, "timestamp": 1}""", Role.Editor)]
    [InlineData("POST", "runs/log-batch", """{"run_id": "RUN"}""", Role.Editor)]
    [InlineData("POST", "runs/set-tag", """{"run_id": "RUN", "key": "a", "value": "b"}""", Role.Editor)]
    [InlineData("POST", "logged-models", """{"experiment_id": "0", "name": "m"}""", Role.Editor)]
    [InlineData("POST", "registered-models/create", """{"name": "new"}""", Role.Editor)]
    [InlineData("POST", "model-versions/create", """{"name": "fraud", "source": "s3://bucket/m"}""", Role.Editor)]
    [InlineData("PATCH", "registered-models/update", """{"name": "fraud", "description": "d"}""", Role.Editor)]
    [InlineData("POST", "runs/delete", """{"run_id": "RUN"}""", Role.Manager)]
    [InlineData("POST", "experiments/delete", """{"experiment_id": "0"}""", Role.Manager)]
    [InlineData("POST", "registered-models/alias", """{"name": "fraud", "alias": "champion", "version": "1"}""", Role.Manager)]
    [InlineData("POST", "model-versions/transition-stage", """{"name": "fraud", "version": "1", "stage": "Production"}""", Role.Manager)]
    [InlineData("DELETE", "registered-models/delete", """{"name": "fraud"}""", Role.Manager)]
    [InlineData("POST", "experiments/permissions/create", """{"experiment_id": "0", "username": "nora", "permission": "READ"}""", Role.Manager)]
    [InlineData("POST", "registered-models/permissions/create", """{"name": "fraud", "username": "nora", "permission": "READ"}""", Role.Manager)]
    [InlineData("POST", "users/create", """{"username": "zoe", "password": "correct horse battery"}""", Role.Admin)]
    [InlineData("PATCH", "users/update-admin", """{"username": "nora", "is_admin": true}""", Role.Admin)]
    [InlineData("DELETE", "users/delete", """{"username": "nora"}""", Role.Admin)]
    internal async Task An_endpoint_is_open_from_its_role_on(string method, string path, string? body, Role needed)
    {
        await using var server = await PeopledServer.StartAsync();
        var run = server.Store.Runs.CreateRun(new NewRun(0, "one", "", 0, null, [])).Id;
        server.Store.Runs.Log(run, new RunBatch { Metrics = [new MetricValue("loss", 2, 0, 0)] });
        server.Store.Models.CreateModel("fraud", null, []);
        server.Store.Models.CreateVersion("fraud", new NewVersion("s3://bucket/m", null, null, null, null, []));
        var (address, json) = (path.Replace("RUN", run, StringComparison.Ordinal), body?.Replace("RUN", run, StringComparison.Ordinal));

        foreach (var (user, role) in new[] { ("nora", Role.None), ("vera", Role.Viewer), ("ed", Role.Editor), ("max", Role.Manager), ("root", Role.Admin) })
        {
            foreach (var root in new[] { "/api", "/ajax-api" })
            {
                if (role > needed)
                {
                    break; // The one role that is enough has done it; doing it twice would fail for other reasons.
                }

                var (status, text) = await SendAsync(server.Client(PeopledServer.Basic(user)), method, $"{root}/2.0/mlflow/{address}", json);
                if (role < needed)
                {
                    Assert.Equal(403, status);
                    Assert.Equal("PERMISSION_DENIED", (string)JsonNode.Parse(text)!["error_code"]!);
                    Assert.StartsWith($"This needs the role {RoleNames.Text(needed)} ", (string)JsonNode.Parse(text)!["message"]!, StringComparison.Ordinal);
                }
                else
                {
                    Assert.True(status == 200, text);
                    break;
                }
            }
        }
    }

    [Fact]
    public async Task Without_credentials_the_answer_is_in_mlflows_form()
    {
        await using var server = await PeopledServer.StartAsync();
        using var answer = await server.Client().GetAsync(Address.Of("/api/2.0/mlflow/experiments/get?experiment_id=0"), Test.Stop);
        using var browser = await server.Client().GetAsync(Address.Of("/ajax-api/2.0/mlflow/experiments/get?experiment_id=0"), Test.Stop);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(
            """{"error_code":"UNAUTHENTICATED","message":"Sign in first: send a user's name and password (MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD) or a token (MLFLOW_TRACKING_TOKEN)."}""",
            await answer.Content.ReadAsStringAsync(Test.Stop));
        Assert.Equal("Basic realm=\"Cambium\", charset=\"UTF-8\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal(401, (int)browser.StatusCode);
        Assert.Equal("Bearer realm=\"Cambium\"", browser.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_path_that_is_not_there_stays_a_plain_404_for_everybody_who_asks()
    {
        await using var server = await PeopledServer.StartAsync();

        var (status, text) = await SendAsync(server.Client(PeopledServer.Basic("nora")), "POST", "/api/2.0/mlflow/no/such/path", "{}");

        Assert.Equal((404, "Not Found"), (status, text));
    }

    [Fact]
    public async Task A_token_for_one_experiment_logs_there_and_nowhere_else()
    {
        await using var server = await PeopledServer.StartAsync();
        var mine = server.Store.Experiments.CreateExperiment("mine", null, []);
        var other = server.Store.Runs.CreateRun(new NewRun(0, "other", "", 0, null, [])).Id;
        var client = server.Client(PeopledServer.Bearer(server.People.Tokens.Create("root", new NewToken("ci", Role.Editor, TimeSpan.FromDays(1)) { Experiments = [mine] }).Secret));

        var (_, created) = await SendAsync(client, "POST", "/api/2.0/mlflow/runs/create", $$"""{"experiment_id": "{{mine}}"}""");
        var run = (string)JsonNode.Parse(created)!["run"]!["info"]!["run_id"]!;

        Assert.Equal(200, (await SendAsync(client, "POST", "/api/2.0/mlflow/runs/log-metric", $$"""{"run_id": "{{run}}", "key": "a", "value": 1, "timestamp": 1}""")).Status);
        Assert.Equal(200, (await SendAsync(client, "PUT", $"/api/2.0/mlflow-artifacts/artifacts/{mine}/{run}/artifacts/a.txt", "x")).Status);
        Assert.Equal(403, (await SendAsync(client, "PUT", $"/api/2.0/mlflow-artifacts/artifacts/0/{other}/artifacts/a.txt", "x")).Status);
        Assert.Equal(403, (await SendAsync(client, "GET", $"/api/2.0/mlflow-artifacts/artifacts?path=0/{other}", null)).Status);
        Assert.Equal(
            (403, $$"""{"error_code":"PERMISSION_DENIED","message":"This needs the role editor on experiment 0; token:ci has none there. Ask somebody who manages it, or an administrator."}"""),
            await SendAsync(client, "POST", "/api/2.0/mlflow/runs/log-metric", $$"""{"run_id": "{{other}}", "key": "a", "value": 1, "timestamp": 1}"""));
        Assert.Equal(403, (await SendAsync(client, "POST", "/api/2.0/mlflow/experiments/create", """{"name": "more"}""")).Status);
        var (_, found) = await SendAsync(client, "POST", "/api/2.0/mlflow/runs/search", $$"""{"experiment_ids": ["0", "{{mine}}"]}""");
        Assert.Equal([run], JsonNode.Parse(found)!["runs"]!.AsArray().Select(one => (string)one!["info"]!["run_id"]!));
        var (_, experiments) = await SendAsync(client, "GET", "/api/2.0/mlflow/experiments/search?max_results=10", null);
        Assert.Equal(["mine"], JsonNode.Parse(experiments)!["experiments"]!.AsArray().Select(one => (string)one!["name"]!));
    }

    [Fact]
    public async Task Users_and_permissions_are_kept_as_mlflows_client_calls_them()
    {
        await using var server = await PeopledServer.StartAsync();
        server.Store.Models.CreateModel("fraud", null, []);
        var root = server.Client(PeopledServer.Basic("root"));

        var zoe = (await DoneAsync(root, "POST", "users/create", """{"username": "zoe", "password": "correct horse battery"}"""))["user"]!;
        var id = (long)zoe["id"]!;
        Assert.Equal($$"""{"id":{{id}},"username":"zoe","is_admin":false,"experiment_permissions":[],"registered_model_permissions":[]}""", zoe.ToJsonString());
        Assert.Equal(Role.Viewer, server.People.Users.Get("zoe").Role);

        var granted = await DoneAsync(root, "POST", "experiments/permissions/create", """{"experiment_id": "0", "username": "zoe", "permission": "EDIT"}""");
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $$$"""{"experiment_permission":{"experiment_id":"0","user_id":{{{id}}},"permission":"EDIT"}}"""), granted.ToJsonString());
        Assert.Equal("{}", (await DoneAsync(root, "PATCH", "experiments/permissions/update", """{"experiment_id": "0", "username": "zoe", "permission": "MANAGE"}""")).ToJsonString());
        Assert.Equal("MANAGE", (string)(await DoneAsync(root, "GET", "experiments/permissions/get?experiment_id=0&username=zoe", null))["experiment_permission"]!["permission"]!);
        await DoneAsync(root, "POST", "registered-models/permissions/create", """{"name": "fraud", "username": "zoe", "permission": "NO_PERMISSIONS"}""");
        var shown = (await DoneAsync(server.Client(PeopledServer.Basic("zoe")), "GET", "users/get?username=zoe", null))["user"]!;
        Assert.Equal($$"""[{"experiment_id":"0","user_id":{{id}},"permission":"MANAGE"}]""", shown["experiment_permissions"]!.ToJsonString());
        Assert.Equal($$"""[{"name":"fraud","user_id":{{id}},"permission":"NO_PERMISSIONS"}]""", shown["registered_model_permissions"]!.ToJsonString());

        await DoneAsync(root, "DELETE", "experiments/permissions/delete", """{"experiment_id": "0", "username": "zoe"}""");
        await DoneAsync(root, "DELETE", "registered-models/permissions/delete", """{"name": "fraud", "username": "zoe"}""");
        Assert.Empty(server.People.Grants.Of("zoe"));
        await DoneAsync(root, "PATCH", "users/update-admin", """{"username": "zoe", "is_admin": true}""");
        Assert.True(server.People.Users.Get("zoe").IsAdmin);
        await DoneAsync(root, "PATCH", "users/update-admin", """{"username": "zoe", "is_admin": false}""");
        Assert.Equal((false, Role.Viewer), (server.People.Users.Get("zoe").IsAdmin, server.People.Users.Get("zoe").Role));
        await DoneAsync(server.Client(PeopledServer.Basic("zoe")), "PATCH", "users/update-password", """{"username": "zoe", "password": "another good password"}""");
        Assert.NotNull(server.People.Users.Verify("zoe", "another good password"));
        await DoneAsync(root, "DELETE", "users/delete", """{"username": "zoe"}""");
        Assert.Null(server.People.Users.Find("zoe"));
    }

    [Theory]
    [InlineData("POST", "users/create", """{"username": "vera", "password": "correct horse battery"}""", "400 RESOURCE_ALREADY_EXISTS: User (username=vera) already exists.")]
    [InlineData("POST", "users/create", """{"username": "zoe"}""", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'password'. See the API docs for more information about request parameters.")]
    [InlineData("POST", "users/create", """{"username": "zoe", "password": "short"}""", "400 INVALID_PARAMETER_VALUE: The password is not allowed: it has 5 characters. Give one of 12 to 1024 characters, such as four words chosen by lot.")]
    [InlineData("GET", "users/get?username=zoe", null, "404 RESOURCE_DOES_NOT_EXIST: User with username=zoe not found")]
    [InlineData("DELETE", "users/delete", """{"username": "root"}""", "400 INVALID_STATE: 'root' is the only administrator and cannot be deleted: nobody could let anybody in. Make another user an administrator first.")]
    [InlineData("POST", "experiments/permissions/create", """{"experiment_id": "0", "username": "vera", "permission": "OWN"}""", "400 INVALID_PARAMETER_VALUE: Invalid permission 'OWN'. Valid permissions are: READ, EDIT, MANAGE, NO_PERMISSIONS.")]
    [InlineData("POST", "experiments/permissions/create", """{"experiment_id": "77", "username": "vera", "permission": "READ"}""", "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=77 exists")]
    [InlineData("POST", "experiments/permissions/create", """{"experiment_id": "0", "username": "nora", "permission": "EDIT"}""", "400 RESOURCE_ALREADY_EXISTS: Experiment permission (experiment_id=0, username=nora) already exists.")]
    [InlineData("GET", "experiments/permissions/get?experiment_id=0&username=vera", null, "404 RESOURCE_DOES_NOT_EXIST: Experiment permission with experiment_id=0 and username=vera not found")]
    [InlineData("PATCH", "experiments/permissions/update", """{"experiment_id": "0", "username": "vera", "permission": "READ"}""", "404 RESOURCE_DOES_NOT_EXIST: Experiment permission with experiment_id=0 and username=vera not found")]
    [InlineData("DELETE", "registered-models/permissions/delete", """{"name": "fraud", "username": "vera"}""", "404 RESOURCE_DOES_NOT_EXIST: Registered model permission with name=fraud and username=vera not found")]
    public async Task What_cannot_be_done_is_said_in_mlflows_form(string method, string path, string? body, string refusal)
    {
        await using var server = await PeopledServer.StartAsync();
        server.Store.Models.CreateModel("fraud", null, []);
        server.People.Grants.SetOnExperiment("root", "nora", 0, Role.Viewer);

        var (status, text) = await SendAsync(server.Client(PeopledServer.Basic("root")), method, $"/api/2.0/mlflow/{path}", body);

        Assert.Equal(refusal, $"{status} {JsonNode.Parse(text)!["error_code"]}: {JsonNode.Parse(text)!["message"]}");
    }

    [Fact]
    public async Task Others_are_neither_shown_nor_changed_by_users_nor_by_tokens()
    {
        await using var server = await PeopledServer.StartAsync();
        var token = server.Client(PeopledServer.Bearer(server.People.Tokens.Create("root", new NewToken("ci", Role.Manager, TimeSpan.FromDays(1))).Secret));

        foreach (var (client, name) in new[] { (server.Client(PeopledServer.Basic("max")), "max"), (token, "token:ci") })
        {
            var refusal = $$"""{"error_code":"PERMISSION_DENIED","message":"This is for the user 'vera' and for administrators; {{name}} is neither."}""";
            Assert.Equal((403, refusal), await SendAsync(client, "GET", "/api/2.0/mlflow/users/get?username=vera", null));
            Assert.Equal((403, refusal), await SendAsync(client, "PATCH", "/api/2.0/mlflow/users/update-password", """{"username": "vera", "password": "a password of mine"}"""));
        }

        Assert.NotNull(server.People.Users.Verify("vera", PeopledServer.Password));
    }

    static async Task<JsonNode> DoneAsync(HttpClient client, string method, string path, string? json)
    {
        var (status, text) = await SendAsync(client, method, $"/api/2.0/mlflow/{path}", json);
        Assert.True(status == 200, $"{method} {path} gave {status}: {text}");
        return JsonNode.Parse(text)!;
    }

    static async Task<(int Status, string Text)> SendAsync(HttpClient client, string method, string path, string? json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var answer = await client.SendAsync(request, Test.Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Test.Stop));
    }
}
