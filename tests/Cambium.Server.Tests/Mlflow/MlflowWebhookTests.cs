using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Webhooks over HTTP, and what they are sent.</summary>
public sealed class MlflowWebhookTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    [Fact]
    public async Task A_webhook_is_made_read_changed_listed_and_deleted_and_its_secret_never_told()
    {
        var made = (await server.PostAsync(
            "webhooks",
            """
            {"name": "w", "url": "https://example.com/hook", "secret": "s3cret", "description": "d",
             "events": [{"entity": "MODEL_VERSION", "action": "CREATED"}, {"entity": "MODEL_VERSION_ALIAS", "action": "DELETED"}]}
            """))["webhook"]!;
        var id = MlflowServer.Text(made["webhook_id"]);
        var time = made["creation_timestamp"]!.GetValue<long>();

        MlflowServer.AssertJson(
            $$"""
            {"webhook_id": "{{id}}", "name": "w", "description": "d", "url": "https://example.com/hook", "status": "ACTIVE",
             "events": [{"entity": "MODEL_VERSION", "action": "CREATED"}, {"entity": "MODEL_VERSION_ALIAS", "action": "DELETED"}],
             "creation_timestamp": {{time}}, "last_updated_timestamp": {{time}}}
            """,
            made);
        MlflowServer.AssertJson(made.ToJsonString(), (await server.GetAsync($"webhooks/{id}"))["webhook"]);
        var changed = (await server.DoneAsync("PATCH", $"webhooks/{id}", """{"status": "DISABLED", "events": [{"entity": 1, "action": 1}]}"""))["webhook"]!;
        Assert.Equal("DISABLED", MlflowServer.Text(changed["status"]));
        MlflowServer.AssertJson("""[{"entity": "REGISTERED_MODEL", "action": "CREATED"}]""", changed["events"]);
        Assert.Contains((await server.GetAsync("webhooks?max_results=1000"))["webhooks"]!.AsArray(), one => MlflowServer.Text(one!["webhook_id"]) == id);
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"webhooks/{id}", null));

        Assert.Equal($"404 RESOURCE_DOES_NOT_EXIST: Webhook with ID {id} not found.", await server.RefusalAsync("GET", $"webhooks/{id}"));
    }

    [Theory]
    [InlineData("""{"url": "https://h.example/", "events": [{"entity": "MODEL_VERSION", "action": "CREATED"}]}""", "Missing value for required parameter 'name'. See the API docs for more information about request parameters.")]
    [InlineData("""{"name": "w", "url": "https://h.example/"}""", "Missing value for required parameter 'events'. See the API docs for more information about request parameters.")]
    [InlineData("""{"name": "w", "url": "http://h.example/", "events": [{"entity": "MODEL_VERSION", "action": "CREATED"}]}""", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.")]
    [InlineData("""{"name": "w", "url": "https://127.0.0.1/", "events": [{"entity": "MODEL_VERSION", "action": "CREATED"}]}""", "Invalid webhook URL: 127.0.0.1 is not a public address. Whoever runs the server may allow private ones.")]
    public async Task What_is_not_allowed_is_refused(string json, string message) =>
        Assert.Equal($"400 INVALID_PARAMETER_VALUE: {message}", await server.RefusalAsync("POST", "webhooks", json));

    [Fact]
    public async Task The_server_tells_a_webhook_of_a_change_and_of_a_test()
    {
        using var receiver = new ThankfulReceiver();
        var folder = Directory.CreateTempSubdirectory("cambium-webhook-").FullName;
        await using (var own = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = Path.Combine(folder, "store"), PrivateWebhooks = true }, Test.Stop))
        {
            using var client = new HttpClient { BaseAddress = new Uri(own.Url, "/api/2.0/mlflow/") };
            var made = JsonNode.Parse(await PostAsync(
                client, "webhooks", $$"""{"name": "w", "url": "{{receiver.Url}}", "secret": "s", "events": [{"entity": "REGISTERED_MODEL", "action": "CREATED"}]}"""))!;

            var testing = PostAsync(client, $"webhooks/{made["webhook"]!["webhook_id"]}/test", "{}");
            Assert.Contains("example_model", await receiver.NextAsync(), StringComparison.Ordinal);
            Assert.Equal("""{"result":{"success":true,"response_status":200,"response_body":"thanks"}}""", await testing);

            await PostAsync(client, "registered-models/create", """{"name": "told"}""");
            Assert.Contains("\"data\":{\"name\":\"told\"", await receiver.NextAsync(), StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    static async Task<string> PostAsync(HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync(Address.Of(path), content, Test.Stop);
        var body = await answer.Content.ReadAsStringAsync(Test.Stop);
        Assert.True(answer.IsSuccessStatusCode, body);
        return body;
    }
}
