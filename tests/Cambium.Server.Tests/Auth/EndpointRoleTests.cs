using System.Net;
using Cambium.Tracking;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server.Tests;

/// <summary>The table of endpoints and roles against the endpoints that there are, and as callers meet it.</summary>
public sealed class EndpointRoleTests
{
    [Fact]
    public async Task Every_endpoint_of_the_server_is_in_the_table()
    {
        var folder = Directory.CreateTempSubdirectory("cambium-table-").FullName;
        using var tracker = Tracker.Open(folder);
        await using var application = ServerApplication.Build(tracker, new ServerOptions(), TimeProvider.System, IPAddress.Loopback, 0);

        var endpoints = ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Pattern: endpoint.RoutePattern.RawText!)))
            .ToArray();

        Assert.True(endpoints.Length > 20);
        Assert.Empty(endpoints.Where(endpoint => EndpointRoles.Of(endpoint.Method, endpoint.Pattern) is null).Select(endpoint => $"{endpoint.Method} {endpoint.Pattern}"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("GET", "/never/mapped")]
    [InlineData("DELETE", "/models")]
    [InlineData("POST", "/api/2.0/mlflow/experiments/get")]
    [InlineData("get", "/models")]
    [InlineData("GET", "")]
    public void What_is_not_in_the_table_has_no_need_that_could_be_met(string method, string pattern) => Assert.Null(EndpointRoles.Of(method, pattern));

    [Fact]
    public void Paths_for_browsers_and_requests_for_headers_need_what_the_others_do()
    {
        Assert.Equal(Need.OnSubject(Role.Manager), EndpointRoles.Of("POST", "/ajax-api/2.0/mlflow/runs/delete"));
        Assert.Equal(Need.OnSubject(Role.Manager), EndpointRoles.Of("POST", "/api/2.0/mlflow/runs/delete"));
        Assert.Equal(EndpointRoles.Of("GET", "/models"), EndpointRoles.Of("HEAD", "/models"));
    }

    [Fact]
    public void What_changes_something_needs_more_than_reading()
    {
        string[] readingPosts =
        [
            "search", "search-datasets", "get-latest-versions", "infer", "what-if", "/invocations", "/login", "/logout", "/account/password", "gateway-proxy",
        ];
        var weak = EndpointRoles.All
            .Where(row => !row.Key.StartsWith("GET ", StringComparison.Ordinal) && row.Value.Role < Role.Editor && !Array.Exists(readingPosts, end => row.Key.EndsWith(end, StringComparison.Ordinal)))
            .Select(row => row.Key);

        Assert.Equal(["PATCH /api/2.0/mlflow/users/update-password", "PUT /api/2.0/mlflow-artifacts/mpu/part/{**path}"], weak.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("nora", "/models", 403)]
    [InlineData("vera", "/models", 200)]
    [InlineData("vera", "/users", 403)]
    [InlineData("max", "/users", 403)]
    [InlineData("max", "/tokens", 403)]
    [InlineData("root", "/users", 200)]
    [InlineData("root", "/tokens", 200)]
    [InlineData("nora", "/account", 200)]
    [InlineData("nora", "/nothing", 404)]
    public async Task A_page_is_shown_from_its_role_on(string user, string path, int status)
    {
        await using var server = await PeopledServer.StartAsync();

        Assert.Equal(status, (await PeopledServer.GetAsync(await server.SignedInAsync(user), path)).Status);
    }

    [Fact]
    public async Task A_refusal_at_the_door_says_what_is_needed_and_is_in_the_log()
    {
        await using var server = await PeopledServer.StartAsync();

        var (status, text, _) = await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("max")), "/users");

        Assert.Equal(403, status);
        Assert.Contains("This needs the role admin on the store as a whole; max has manager there. Ask an administrator.", text, StringComparison.Ordinal);
        Assert.Equal("max request GET /users refused needs admin", server.Log().Last());
    }

    [Fact]
    public async Task Pages_show_what_may_be_seen_and_nothing_else()
    {
        await using var server = await PeopledServer.StartAsync();
        var (open, closed) = (server.Store.Experiments.CreateExperiment("open", null, []), server.Store.Experiments.CreateExperiment("unseen-experiment", null, []));
        var run = server.Store.Runs.CreateRun(new NewRun(closed, "secret", "", 0, null, [])).Id;
        server.Store.Models.CreateModel("unseen-model", null, []);
        server.People.Grants.SetOnExperiment("root", "vera", closed, Role.None);
        server.People.Grants.SetOnModel("root", "vera", "unseen-model", Role.None);
        server.People.Grants.SetOnExperiment("root", "nora", open, Role.Viewer);
        var (vera, nora) = (server.Client(PeopledServer.Basic("vera")), server.Client(PeopledServer.Basic("nora")));

        foreach (var client in new[] { vera, nora })
        {
            var (_, experiments, _) = await PeopledServer.GetAsync(client, "/");
            Assert.Contains(">open</a>", experiments, StringComparison.Ordinal);
            Assert.DoesNotContain("unseen-experiment", experiments, StringComparison.Ordinal);
            Assert.DoesNotContain("unseen-model", (await PeopledServer.GetAsync(client, "/models")).Text, StringComparison.Ordinal);
            Assert.Equal(200, (await PeopledServer.GetAsync(client, $"/experiments/{open}")).Status);
            Assert.Equal(404, (await PeopledServer.GetAsync(client, $"/experiments/{closed}")).Status);
            Assert.Equal(404, (await PeopledServer.GetAsync(client, $"/runs/{run}")).Status);
            Assert.Equal(404, (await PeopledServer.GetAsync(client, $"/api/runs/{run}/artifacts")).Status);
            Assert.Equal(403, (await PeopledServer.GetAsync(client, "/v2/models/unseen-model")).Status);
        }
    }
}
