using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>A server over a store of its own for the tests of one class, and requests as MLflow's client sends them.</summary>
public sealed class MlflowServer : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-mlflow-").FullName;
    CambiumServer? _server;
    HttpClient? _client;

    internal CambiumServer Server => _server ?? throw new InvalidOperationException("Not started.");

    internal HttpClient Client => _client ?? throw new InvalidOperationException("Not started.");

    /// <summary>The folder of the store.</summary>
    internal string Store => Path.Combine(_folder, "store");

    public async ValueTask InitializeAsync()
    {
        _server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = Store });
        _client = new HttpClient { BaseAddress = _server.Url };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("mlflow-python-client/3.3.2");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sends a JSON body and gives the answer's object; the answer must be a 200.</summary>
    internal async Task<JsonNode> PostAsync(string path, string json) => await DoneAsync("POST", path, json);

    /// <summary>Asks for an object; the answer must be a 200.</summary>
    internal async Task<JsonNode> GetAsync(string path) => await DoneAsync("GET", path, null);

    /// <summary>Sends a request whose answer must be a 200.</summary>
    internal async Task<JsonNode> DoneAsync(string method, string path, string? json)
    {
        var (status, body) = await SendAsync(method, path, json);
        Assert.True(status == HttpStatusCode.OK, $"{method} {path} gave {(int)status}: {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>Sends a request that must be refused, and gives "STATUS CODE: message".</summary>
    internal async Task<string> RefusalAsync(string method, string path, string? json = null)
    {
        var (status, body) = await SendAsync(method, path, json);
        Assert.True(status >= HttpStatusCode.BadRequest, $"{method} {path} gave {(int)status}: {body}");
        var error = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(2, error.Count);
        return $"{(int)status} {error["error_code"]}: {error["message"]}";
    }

    /// <summary>Sends a request. A path without a root is one below /api/2.0/mlflow.</summary>
    internal async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, string? json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address.Of(path.StartsWith('/') ? path : $"/api/2.0/mlflow/{path}"));
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var answer = await Client.SendAsync(request, Test.Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Test.Stop));
    }

    /// <summary>A new experiment's id.</summary>
    internal async Task<string> ExperimentAsync(string name) => Text((await PostAsync("experiments/create", $$"""{"name": "{{name}}"}"""))["experiment_id"]);

    /// <summary>A new run's id.</summary>
    internal async Task<string> RunAsync(string experimentId = "0") =>
        Text((await PostAsync("runs/create", $$"""{"experiment_id": "{{experimentId}}", "user_id": "ada", "start_time": 1700000000000, "tags": []}"""))["run"]!["info"]!["run_id"]);

    /// <summary>A run as it is.</summary>
    internal async Task<JsonNode> GetRunAsync(string id) => (await GetAsync($"runs/get?run_id={id}"))["run"]!;

    /// <summary>The text of a member.</summary>
    internal static string Text(JsonNode? node) => node!.GetValue<string>();

    /// <summary>Whether two texts are the same JSON.</summary>
    internal static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected: {expected}\nActual:   {actual?.ToJsonString()}");
}
