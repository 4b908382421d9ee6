using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Who may send a file in parts: clients say who they are when they begin and complete it, and not with the parts.</summary>
public sealed class MultipartRightsTests
{
    const string Mpu = "/api/2.0/mlflow-artifacts/mpu";

    [Fact]
    public async Task A_part_needs_the_url_and_the_rest_needs_an_editor()
    {
        await using var server = await PeopledServer.StartAsync();
        var (ed, vera, nobody) = (server.Client(PeopledServer.Basic("ed")), server.Client(PeopledServer.Basic("vera")), server.Client());
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(nobody, "create", """{"path": "x"}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(vera, "create", """{"path": "x"}""")).Status);
        var created = JsonNode.Parse((await PostAsync(ed, "create", """{"path": "x"}""")).Body)!;
        var url = new Uri(MlflowServer.Text(created["credentials"]![0]!["url"]));

        using var content = new ByteArrayContent([1, 2]);
        using var put = await nobody.PutAsync(url, content, Test.Stop);
        using var guess = await nobody.PutAsync(new Uri(url.ToString().Replace(MlflowServer.Text(created["upload_id"]), new string('0', 64), StringComparison.Ordinal)), content, Test.Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (put.StatusCode, guess.StatusCode));
        var complete = new JsonObject
        {
            ["path"] = "x",
            ["upload_id"] = MlflowServer.Text(created["upload_id"]),
            ["parts"] = new JsonArray(new JsonObject { ["part_number"] = 1, ["etag"] = put.Headers.ETag!.Tag }),
        }.ToJsonString();
        foreach (var step in new[] { "complete", "abort" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(nobody, step, complete)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(vera, step, complete)).Status);
        }

        Assert.Equal((HttpStatusCode.OK, "{}"), await PostAsync(ed, "complete", complete));
    }

    [Fact]
    public async Task The_urls_of_parts_hold_for_a_day()
    {
        await using var server = await PeopledServer.StartAsync();
        var created = JsonNode.Parse((await PostAsync(server.Client(PeopledServer.Basic("ed")), "create", """{"path": "x"}""")).Body)!;
        var url = new Uri(MlflowServer.Text(created["credentials"]![0]!["url"]));

        var statuses = new List<HttpStatusCode>();
        foreach (var hours in new[] { 23, 2 })
        {
            server.Time.Advance(TimeSpan.FromHours(hours));
            using var content = new ByteArrayContent([1, 2]);
            using var put = await server.Client().PutAsync(url, content, Test.Stop);
            statuses.Add(put.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound], statuses);
    }

    static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient client, string step, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Address.Of($"{Mpu}/{step}/0/run/artifacts"), content, Test.Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Test.Stop));
    }
}
