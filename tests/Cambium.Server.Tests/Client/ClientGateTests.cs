using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Gates, requests and history over HTTP are those of the store behind.</summary>
public sealed class ClientGateTests
{
    [Fact]
    public async Task Gates_requests_and_history_over_http_are_those_of_the_store()
    {
        await using var server = await GateServer.StartAsync();
        using var max = Open(server, "max");
        using var ed = Open(server, "ed");
        using var vera = Open(server, "vera");

        max.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", ["metrics.roc_auc >= 0.7"], 1), new RegistryActor("nobody", "the board asked"));
        max.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", ["metrics.roc_auc >= 0.7"], 1), new RegistryActor("nobody", "once more"));
        max.Store.Gates.SetPolicy("risk", new AliasPolicy("live", [], 2), RegistryActor.Unknown);
        max.Store.Gates.RemovePolicy("risk", "live", RegistryActor.Unknown);
        var refused = ed.Store.Gates.Ask("risk", "champion", 2, RegistryActor.Unknown).Id;
        max.Store.Gates.Refuse(refused, new RegistryActor("", "not measured"));
        var withdrawn = ed.Store.Gates.Ask("risk", "champion", 2, RegistryActor.Unknown).Id;
        ed.Store.Gates.Withdraw(withdrawn, RegistryActor.Unknown);
        var asked = ed.Store.Gates.Ask("risk", "champion", 1, new RegistryActor("somebody else", "it wins, für alle"));
        var missing = vera.Store.Gates.Missing("risk", "champion", 1);
        var done = max.Store.Gates.Approve(asked.Id, new RegistryActor("", "read"), moves: true);

        Assert.Equal(["request 3 of ed has 0 of 1 approvals of other people"], missing);
        Assert.Equal((AliasRequestState.Open, AliasRequestState.Done, "ed"), (asked.State, done.State, asked.User));
        var (here, there) = (server.Store, vera.Store);
        Assert.Equivalent(here.Gates.Policies("risk"), there.Gates.Policies("risk"), strict: true);
        Assert.Equivalent(here.Gates.Requests("risk", openOnly: false), there.Gates.Requests("risk", openOnly: false), strict: true);
        Assert.Equivalent(here.Gates.GetRequest(refused), there.Gates.GetRequest(refused), strict: true);
        Assert.Empty(there.Gates.Requests("risk", openOnly: true));
        Assert.Equivalent(here.ModelHistory.Events(new HistoryQuery("risk")), there.ModelHistory.Events(new HistoryQuery("risk")), strict: true);
        Assert.Equivalent(
            here.ModelHistory.Events(new HistoryQuery("risk") { Alias = "champion", Version = 1, OnlyPresent = true, MaxResults = 2 }),
            there.ModelHistory.Events(new HistoryQuery("risk") { Alias = "champion", Version = 1, OnlyPresent = true, MaxResults = 2 }),
            strict: true);
        Assert.Equivalent(here.ModelHistory.AliasPeriods("risk"), there.ModelHistory.AliasPeriods("risk"), strict: true);
        var now = server.People.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equivalent(here.ModelHistory.At("risk", now), there.ModelHistory.At("risk", now), strict: true);
        Assert.Single(here.ModelHistory.Events(new HistoryQuery("risk") { Alias = "champion" }).Items, e => e.Change == RegistryChange.PolicySet);
    }

    [Fact]
    public async Task Refusals_come_through_as_they_are()
    {
        await using var server = await GateServer.StartAsync();
        using var ed = Open(server, "ed");

        foreach (var (code, message, act) in new (TrackingErrorCode, string, Action)[]
        {
            (TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=none not found", () => ed.Store.Gates.Policies("none")),
            (TrackingErrorCode.ResourceDoesNotExist, "There is no request 77.", () => ed.Store.Gates.GetRequest(77)),
            (TrackingErrorCode.ResourceDoesNotExist, "Alias 'champion' of model 'risk' has no gate, so nothing need be asked for. Set the alias.", () => ed.Store.Gates.Ask("risk", "champion", 1, RegistryActor.Unknown)),
            (TrackingErrorCode.PermissionDenied, "This needs the role manager on what it names; ed has editor there. Ask somebody who manages it, or an administrator.", () => ed.Store.Gates.SetPolicy("risk", new AliasPolicy("a", [], 1), RegistryActor.Unknown)),
            (TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=none not found", () => ed.Store.ModelHistory.AliasPeriods("none")),
        })
        {
            var refused = Assert.Throws<TrackingException>(act);
            Assert.Equal((code, message), (refused.Code, refused.Message));
        }
    }

    [Fact]
    public async Task A_gated_champion_that_is_missing_is_missing_over_http_too()
    {
        await using var server = await GateServer.StartAsync();
        using var vera = Open(server, "vera");
        using var embedded = new Tracker(server.People.Open(), TimeProvider.System);
        Assert.Equal((2, 2), (embedded.FindVersion("risk").Version, vera.FindVersion("risk").Version));

        server.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", [], 1), RegistryActor.Unknown);

        var here = Assert.Throws<TrackingException>(() => embedded.FindVersion("risk"));
        var there = Assert.Throws<TrackingException>(() => vera.FindVersion("risk"));
        Assert.Equal((here.Code, here.Message), (there.Code, there.Message));
        Assert.StartsWith("Model 'risk' has no alias 'champion', and as that alias has a gate,", there.Message, StringComparison.Ordinal);
        Assert.Equal((1, 2), (embedded.FindVersion("MODELS:/risk/1").Version, vera.FindVersion("Models:/risk@latest").Version));
    }

    [Fact]
    public async Task The_reason_of_a_move_stands_in_the_history_wherever_the_store_is()
    {
        await using var server = await GateServer.StartAsync();
        using var max = Open(server, "max");
        using var embedded = new Tracker(server.People.Open(), TimeProvider.System);

        max.SetAlias("risk", "live", 1, "100 % besser, größer & \"neu\"\nzweite Zeile");
        embedded.SetAlias("risk", "live", 2, "newer");
        max.SetAlias("risk", "live", 1);

        Assert.Equal(
            [("max", null), (Environment.UserName, "newer"), ("max", "100 % besser, größer & \"neu\"\nzweite Zeile")],
            server.Store.ModelHistory.AliasPeriods("risk").Select(period => (period.Began.User, period.Began.Reason)));
        Assert.Equal(
            "'reason' exceeds the maximum length of 5000 characters", Assert.Throws<TrackingException>(() => max.SetAlias("risk", "live", 2, new string('r', 5001))).Message);
    }

    static Tracker Open(GateServer server, string user)
    {
        var environment = new Dictionary<string, string> { ["MLFLOW_TRACKING_USERNAME"] = user, ["MLFLOW_TRACKING_PASSWORD"] = PeopledServer.Password };
        var address = HttpAddress.Parse(server.People.Url.AbsoluteUri, environment.GetValueOrDefault);
        return new Tracker(HttpStores.Open(address, new HttpLimits(), Path.GetTempPath(), TimeProvider.System), TimeProvider.System);
    }
}
