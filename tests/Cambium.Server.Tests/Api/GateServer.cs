using System.Text;
using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>A server with users, a model "risk" of two versions whose first was measured, and requests as programs send them.</summary>
sealed class GateServer : IAsyncDisposable
{
    readonly PeopledServer _server;

    GateServer(PeopledServer server) => _server = server;

    internal TrackingStore Store => _server.Store;

    internal PeopledServer People => _server;

    internal static async Task<GateServer> StartAsync()
    {
        var server = await PeopledServer.StartAsync();
        server.People.Users.Add("root", "moe", PeopledServer.Password, Role.Manager);
        var run = server.Store.Runs.CreateRun(new NewRun(server.Store.Experiments.CreateExperiment("risk", null, []), "trees", "", 0, null, [])).Id;
        server.Store.Runs.Log(run, new RunBatch { Metrics = [new MetricValue("roc_auc", 0.75, 0, 0)] });
        server.Store.Models.CreateModel("risk", null, []);
        server.Store.Models.CreateVersion("risk", new NewVersion("mlflow-artifacts:/9/first", run, null, null, null, []));
        server.Store.Models.CreateVersion("risk", new NewVersion("mlflow-artifacts:/9/second", null, null, null, null, []));
        return new GateServer(server);
    }

    /// <summary>Sends a request that must be answered with 200; a path is one below /api/.</summary>
    internal async Task<JsonNode> DoAsync(string user, string method, string path, string? json = null, string? reason = null)
    {
        var (status, body) = await SendAsync(user, method, path, json, reason);
        Assert.True(status == 200, $"{method} {path} gave {status}: {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>Sends a request that must be refused, and gives "STATUS CODE: message".</summary>
    internal async Task<string> RefusalAsync(string user, string method, string path, string? json = null)
    {
        var (status, body) = await SendAsync(user, method, path, json, null);
        Assert.True(status >= 400, $"{method} {path} gave {status}: {body}");
        var error = JsonNode.Parse(body)!;
        return $"{status} {error["error_code"]}: {error["message"]}";
    }

    internal async Task<(int Status, string Body)> SendAsync(string user, string method, string path, string? json, string? reason)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address.Of($"/api/{path}"));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        if (reason is not null)
        {
            request.Headers.Add("X-Cambium-Reason", reason);
        }

        using var answer = await _server.Client(PeopledServer.Basic(user)).SendAsync(request, Test.Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Test.Stop));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
