using System.Text;
using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Gates of aliases, requests and the registry's history over HTTP.</summary>
public sealed class GateApiTests
{
    const string Gate = """{"name": "risk", "alias": "champion", "checks": ["metrics.roc_auc >= 0.7"], "approvals": 1, "reason": "the board asked"}""";

    [Fact]
    public async Task A_gate_is_set_listed_and_removed()
    {
        await using var server = await GateServer.StartAsync();

        MlflowServer.AssertJson(
            """{"gate": {"alias": "champion", "checks": ["metrics.roc_auc >= 0.7"], "approvals": 1}}""", await server.DoAsync("max", "PUT", "cambium/gates", Gate));
        MlflowServer.AssertJson(
            """{"gates": [{"alias": "champion", "checks": ["metrics.roc_auc >= 0.7"], "approvals": 1}]}""", await server.DoAsync("vera", "GET", "cambium/gates?name=risk"));
        MlflowServer.AssertJson(
            """{"missing": ["check \"metrics.roc_auc >= 0.7\" does not hold (there is no roc_auc)", "1 approval of other people must be asked for"]}""",
            await server.DoAsync("vera", "GET", "cambium/gates/missing?name=risk&alias=champion&version=2"));
        MlflowServer.AssertJson("{}", await server.DoAsync("max", "DELETE", "cambium/gates", """{"name": "risk", "alias": "champion"}""", reason: "too%20strict"));

        MlflowServer.AssertJson("{}", await server.DoAsync("vera", "GET", "cambium/gates?name=risk"));
        Assert.Equal(
            ["PolicyRemoved max too strict", "PolicySet max the board asked"],
            server.Store.ModelHistory.Events(new HistoryQuery("risk") { Alias = "champion" }).Items.Select(e => $"{e.Change} {e.User} {e.Reason}"));
    }

    [Fact]
    public async Task An_editor_asks_a_manager_approves_and_the_alias_moves_once()
    {
        await using var server = await GateServer.StartAsync();
        await server.DoAsync("max", "PUT", "cambium/gates", Gate);

        var asked = (await server.DoAsync("ed", "POST", "cambium/alias-requests", """{"name": "risk", "alias": "champion", "version": 1, "reason": "it wins"}"""))["alias_request"]!;
        var time = asked["timestamp"]!.GetValue<long>();
        MlflowServer.AssertJson(
            $$"""{"request_id": {{asked["request_id"]}}, "name": "risk", "alias": "champion", "version": 1, "state": "OPEN", "user_id": "ed", "reason": "it wins", "timestamp": {{time}}}""",
            asked);
        var path = $"cambium/alias-requests/{asked["request_id"]}";
        Assert.StartsWith("403 PERMISSION_DENIED: Alias 'champion' of model 'risk' may not point at version 1 yet: ", await MoveAsync(server), StringComparison.Ordinal);
        var done = (await server.DoAsync("max", "POST", path + "/approve", """{"reason": "report read", "move": true}"""))["alias_request"]!;

        Assert.Equal("DONE", (string?)done["state"]);
        MlflowServer.AssertJson($$"""[{"user_id": "max", "reason": "report read", "timestamp": {{time}}}]""", done["approvals"]);
        Assert.Equal(1, server.Store.Models.GetVersionByAlias("risk", "champion").Version);
        Assert.Equal(
            $"400 INVALID_STATE: Request {asked["request_id"]} is not open any more. Make a new one.", await server.RefusalAsync("moe", "POST", path + "/approve", """{"move": true}"""));
        MlflowServer.AssertJson(done.ToJsonString(), (await server.DoAsync("vera", "GET", path))["alias_request"]);
        Assert.Single((await server.DoAsync("vera", "GET", "cambium/alias-requests?name=risk"))["alias_requests"]!.AsArray());
        MlflowServer.AssertJson("{}", await server.DoAsync("vera", "GET", "cambium/alias-requests?name=risk&open_only=true"));
        Assert.Equal(
            [
                $"ed alias.ask model:risk done champion = 1, request {asked["request_id"]}",
                $"max alias.approve model:risk done champion = 1, request {asked["request_id"]}, alias moved",
            ],
            server.People.Log().Where(line => line.Contains(" alias.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_request_is_refused_by_a_manager_and_cancelled_by_whom_it_is_of()
    {
        await using var server = await GateServer.StartAsync();
        await server.DoAsync("max", "PUT", "cambium/gates", Gate);
        async Task<string> AskAsync() =>
            $"cambium/alias-requests/{(await server.DoAsync("ed", "POST", "cambium/alias-requests", """{"name": "risk", "alias": "champion", "version": "1"}"""))["alias_request"]!["request_id"]}";
        var first = await AskAsync();

        Assert.StartsWith("403 PERMISSION_DENIED: ", await server.RefusalAsync("ed", "POST", first + "/refuse", "{}"), StringComparison.Ordinal);
        Assert.StartsWith("403 PERMISSION_DENIED: ", await server.RefusalAsync("moe", "POST", first + "/cancel", "{}"), StringComparison.Ordinal);
        var refused = (await server.DoAsync("max", "POST", first + "/refuse", """{"reason": "not calibrated"}"""))["alias_request"]!;
        var cancelled = (await server.DoAsync("ed", "POST", await AskAsync() + "/cancel", "{}", reason: "f%C3%BCr%20sp%C3%A4ter"))["alias_request"]!;

        Assert.Equal(("REFUSED", "max", "not calibrated"), (Text(refused, "state"), Text(refused["closing"]!, "user_id"), Text(refused["closing"]!, "reason")));
        Assert.Equal(("WITHDRAWN", "ed", "für später"), (Text(cancelled, "state"), Text(cancelled["closing"]!, "user_id"), Text(cancelled["closing"]!, "reason")));
    }

    [Fact]
    public async Task The_reason_of_a_direct_move_comes_in_a_header_and_stands_in_the_history()
    {
        await using var server = await GateServer.StartAsync();
        await server.DoAsync("max", "POST", "2.0/mlflow/registered-models/alias", """{"name": "risk", "alias": "live", "version": "1"}""", reason: "it is 5 % better");
        await server.DoAsync("moe", "POST", "2.0/mlflow/registered-models/alias", """{"name": "risk", "alias": "live", "version": "2"}""");
        await server.DoAsync("moe", "POST", "2.0/mlflow/model-versions/transition-stage", """{"name": "risk", "version": "2", "stage": "Production"}""", reason: "go");

        var events = (await server.DoAsync("vera", "GET", "cambium/history?name=risk&max_results=3"))["events"]!.AsArray();

        Assert.Equal(
            ["STAGE_MOVED moe go None Production", "ALIAS_SET moe  1 2", "ALIAS_SET max it is 5 % better  1"],
            events.Select(one => $"{one!["change"]} {one["user_id"]} {one["reason"]} {one["from"]} {one["to"]}"));
        MlflowServer.AssertJson(
            $$"""{"event_id": {{events[2]!["event_id"]}}, "timestamp": {{events[2]!["timestamp"]}}, "name": "risk", "change": "ALIAS_SET", "version": 1, "key": "live", "to": "1", "user_id": "max", "reason": "it is 5 % better"}""",
            events[2]);
    }

    [Fact]
    public async Task History_is_told_in_pages_by_alias_and_version_and_for_an_instant()
    {
        await using var server = await GateServer.StartAsync();
        await server.DoAsync("max", "POST", "2.0/mlflow/registered-models/alias", """{"name": "risk", "alias": "live", "version": "1"}""");
        var before = server.People.Time.GetUtcNow().ToUnixTimeMilliseconds();
        server.People.Time.Advance(TimeSpan.FromMinutes(1));
        await server.DoAsync("max", "POST", "2.0/mlflow/registered-models/alias", """{"name": "risk", "alias": "live", "version": "2"}""");

        var first = await server.DoAsync("vera", "GET", "cambium/history?name=risk&alias=live&max_results=1");
        var second = await server.DoAsync("vera", "GET", $"cambium/history?name=risk&alias=live&max_results=1&page_token={Uri.EscapeDataString(Text(first, "next_page_token"))}");
        var periods = (await server.DoAsync("vera", "GET", "cambium/history/aliases?name=risk"))["periods"]!.AsArray();

        Assert.Equal(("2", "1"), (Text(first["events"]![0]!, "to"), Text(second["events"]![0]!, "to")));
        Assert.Null(second["next_page_token"]);
        Assert.Equal([2], (await server.DoAsync("vera", "GET", "cambium/history?name=risk&version=2&max_results=1"))["events"]!.AsArray().Select(one => (int)one!["version"]!));
        MlflowServer.AssertJson(
            $$"""{"name": "risk", "timestamp": {{before}}, "aliases": [{"alias": "live", "version": 1}], "stages": [{"version": 1, "stage": "None"}, {"version": 2, "stage": "None"}]}""",
            await server.DoAsync("vera", "GET", $"cambium/history/at?name=risk&timestamp={before}&only_present=true"));
        Assert.Equal([(2, false), (1, true)], periods.Select(one => ((int)one!["version"]!, one["ended"] is not null)));
    }

    [Theory]
    [InlineData("GET", "cambium/gates", null, "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'name'. See the API docs for more information about request parameters.")]
    [InlineData("GET", "cambium/gates?name=none", null, "404 RESOURCE_DOES_NOT_EXIST: Registered Model with name=none not found")]
    [InlineData("GET", "cambium/alias-requests/one", null, "404 RESOURCE_DOES_NOT_EXIST: There is no request 'one': a request is named by its number.")]
    [InlineData("GET", "cambium/alias-requests/77", null, "404 RESOURCE_DOES_NOT_EXIST: There is no request 77.")]
    [InlineData("PUT", "cambium/gates", """{"name": "risk", "alias": "a", "checks": ["status = 'x'"]}""", "400 INVALID_PARAMETER_VALUE: Invalid attribute key 'status' specified. Valid keys are '{}'")]
    [InlineData("PUT", "cambium/gates", """{"name": "risk", "alias": "a", "approvals": 4294967297}""", "400 INVALID_PARAMETER_VALUE: A gate of 0 checks and 2147483647 approvals cannot be kept for alias 'a': it takes up to 50 checks and up to 10 approvals, and at least one of either. Remove the gate to let the alias be moved without more.")]
    [InlineData("GET", "cambium/history/at?name=risk&timestamp=9223372036854775807", null, "400 INVALID_PARAMETER_VALUE: 9223372036854775807 is no instant that a calendar has. Give milliseconds since 1970-01-01 UTC.")]
    [InlineData("GET", "cambium/history?name=risk&max_results=10001", null, "400 INVALID_PARAMETER_VALUE: Invalid value 10001 for parameter 'max_results' supplied. It must be at most 10000, but got value 10001")]
    public async Task What_is_wrong_is_told(string method, string path, string? json, string message)
    {
        await using var server = await GateServer.StartAsync();

        Assert.Equal(message, await server.RefusalAsync("max", method, path, json));
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_refused_before_anything_is_done()
    {
        await using var server = await GateServer.StartAsync();

        var (status, body) = await server.SendAsync("max", "POST", "2.0/mlflow/registered-models/alias", """{"name": "risk", "alias": "live", "version": "1"}""", new string('r', 5001));

        Assert.Equal((400, "'reason' exceeds the maximum length of 5000 characters"), (status, (string?)JsonNode.Parse(body)!["message"]));
        Assert.Empty(server.Store.Models.GetModel("risk").Aliases);
    }

    [Fact]
    public async Task A_page_of_another_site_changes_nothing_and_strangers_are_asked_who_they_are()
    {
        await using var server = await GateServer.StartAsync();
        using var forged = new HttpRequestMessage(HttpMethod.Put, Address.Of("/api/cambium/gates")) { Content = new StringContent(Gate, Encoding.UTF8, "application/json") };
        forged.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var plain = new StringContent("name=risk", Encoding.UTF8, "application/x-www-form-urlencoded");
        var max = server.People.Client(PeopledServer.Basic("max"));

        Assert.Equal(403, (int)(await max.SendAsync(forged, Test.Stop)).StatusCode);
        Assert.Equal(400, (int)(await max.PostAsync(Address.Of("/api/cambium/alias-requests"), plain, Test.Stop)).StatusCode);
        Assert.Equal(401, (await PeopledServer.GetAsync(server.People.Client(), "/api/cambium/gates?name=risk")).Status);
        Assert.Equal(404, (await PeopledServer.GetAsync(max, "/api/cambium/other")).Status);
        Assert.Empty(server.Store.Gates.Policies("risk"));
    }

    [Fact]
    public async Task Who_may_read_one_model_reads_its_gates_requests_and_history_and_no_others()
    {
        await using var server = await GateServer.StartAsync();
        server.Store.Models.CreateModel("other", null, []);
        server.People.People.Grants.SetOnModel("root", "nora", "risk", Role.Viewer);

        foreach (var path in new[] { "gates?name=", "alias-requests?name=", "history?name=", "history/aliases?name=" })
        {
            await server.DoAsync("nora", "GET", $"cambium/{path}risk");
            Assert.StartsWith("403 PERMISSION_DENIED: ", await server.RefusalAsync("nora", "GET", $"cambium/{path}other"), StringComparison.Ordinal);
        }

        Assert.Equal(200, (await PeopledServer.GetAsync(await server.People.SignedInAsync("nora"), "/models/risk/1")).Status);
    }

    static Task<string> MoveAsync(GateServer server) =>
        server.RefusalAsync("max", "POST", "2.0/mlflow/registered-models/alias", """{"name": "risk", "alias": "champion", "version": "1"}""");

    static string Text(JsonNode node, string member) => (string?)node[member] ?? "";
}
