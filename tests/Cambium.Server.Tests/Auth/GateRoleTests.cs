using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Who may gate aliases, ask, approve, and see webhooks.</summary>
public sealed class GateRoleTests : IDisposable
{
    static readonly RegistryActor Somebody = new("somebody else", "because");
    static readonly WebhookSettings Settings = new();

    readonly GuardedRoom _room = new();

    public GateRoleTests()
    {
        foreach (var (name, role) in new[] { ("vi", Role.Viewer), ("ed", Role.Editor), ("max", Role.Manager), ("moe", Role.Manager) })
        {
            _room.People.Users.Add("root", name, "correct horse battery", role);
        }
    }

    IAliasGates Gates => _room.Guarded.Gates;

    public void Dispose() => _room.Dispose();

    [Fact]
    public void An_editor_asks_another_manager_approves_and_the_alias_moves()
    {
        _room.AsUser("max");
        Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("live", ["metrics.loss <= 1"], 1), Somebody);
        _room.AsUser("ed");
        var request = Gates.Ask(GuardedRoom.Model, "live", 1, Somebody);
        _room.AsUser("max");
        Assert.Throws<TrackingException>(() => _room.Guarded.Models.SetAlias(GuardedRoom.Model, "live", 1));
        Gates.Approve(request.Id, Somebody);
        _room.Guarded.Models.SetAlias(GuardedRoom.Model, "live", 1);

        Assert.Equal(1, _room.Store.Models.GetVersionByAlias(GuardedRoom.Model, "live").Version);
        Assert.Equal("ed", request.User);
        Assert.Equal(
            ["AliasSet max ", "AliasApproved max because", "AliasRequested ed because", "PolicySet max because"],
            _room.Store.ModelHistory.Events(new HistoryQuery(GuardedRoom.Model) { Alias = "live" }).Items.Select(e => $"{e.Change} {e.User} {e.Reason}"));
    }

    [Fact]
    public void Whoever_asked_cannot_approve_under_another_name()
    {
        _room.AsUser("max");
        Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("live", [], 1), Somebody);
        var request = Gates.Ask(GuardedRoom.Model, "live", 1, Somebody);

        Assert.Equal(
            $"Request {request.Id} was made by max, so another person must approve of it.",
            Assert.Throws<TrackingException>(() => Gates.Approve(request.Id, Somebody)).Message);
        _room.AsUser("moe");
        Assert.Single(Gates.Approve(request.Id, Somebody).Approvals);
    }

    [Fact]
    public void A_token_neither_asks_nor_approves()
    {
        _room.As(Role.Manager);
        Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("live", [], 1), Somebody);
        var request = _room.Store.Gates.Ask(GuardedRoom.Model, "live", 1, Somebody).Id;

        foreach (var act in new Action[]
        {
            () => Gates.Ask(GuardedRoom.Model, "live", 1, Somebody), () => Gates.Approve(request, Somebody), () => Gates.Withdraw(request, Somebody),
            () => Gates.Refuse(request, Somebody),
        })
        {
            Assert.Equal(
                "Only a person can ask for an alias, approve of it, or withdraw or refuse the request, so that it is known who did; ann is none. "
                + "Sign in with a user's name and password.",
                Assert.Throws<TrackingException>(act).Message);
        }
    }

    [Fact]
    public void Each_call_needs_its_role_on_the_model()
    {
        _room.Store.Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("live", [], 1), Somebody);
        var request = _room.Store.Gates.Ask(GuardedRoom.Model, "live", 1, Somebody).Id;
        (Role Needed, Action Act)[] calls =
        [
            (Role.Viewer, () => Gates.Policies(GuardedRoom.Model)),
            (Role.Viewer, () => Gates.Requests(GuardedRoom.Model, openOnly: true)),
            (Role.Viewer, () => Gates.Missing(GuardedRoom.Model, "live", 1)),
            (Role.Editor, () => Gates.Ask(GuardedRoom.Model, "live", 1, Somebody)),
            (Role.Editor, () => Gates.Withdraw(request, Somebody)),
            (Role.Manager, () => Gates.Approve(request, Somebody)),
            (Role.Manager, () => Gates.Refuse(request, Somebody)),
            (Role.Manager, () => Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("live", [], 1), Somebody)),
            (Role.Manager, () => Gates.RemovePolicy(GuardedRoom.Model, "live", Somebody)),
        ];

        Assert.Equal(typeof(IAliasGates).GetMethods().Length - 1, calls.Length); // to those who see no model there is no request, which has a test of its own
        foreach (var (needed, act) in calls)
        {
            _room.As(needed - 1);
            Assert.StartsWith($"This needs the role {RoleNames.Text(needed)} on model 'fraud'; ", Assert.Throws<TrackingException>(act).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Below_viewer_there_is_no_request()
    {
        _room.Store.Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("live", [], 1), Somebody);
        var request = _room.Store.Gates.Ask(GuardedRoom.Model, "live", 1, Somebody).Id;
        foreach (var act in new Action[]
        {
            () => Gates.GetRequest(request), () => Gates.Approve(request, Somebody), () => Gates.Withdraw(request, Somebody), () => Gates.Refuse(request, Somebody),
        })
        {
            _room.As(Role.None);
            var refusal = Assert.Throws<TrackingException>(act);
            Assert.Equal((TrackingErrorCode.ResourceDoesNotExist, $"There is no request {request}."), (refusal.Code, refusal.Message));
        }

        Assert.Equal(request, _room.As(Role.Viewer).Guarded.Gates.GetRequest(request).Id);
    }

    [Fact]
    public void A_manager_makes_a_gate_with_approvals_stricter_and_an_administrator_alone_weaker()
    {
        _room.As(Role.Manager);
        Set("metrics.loss <= 1", 1);
        Set("metrics.loss <= 1", 2);
        foreach (var act in new Action[]
        {
            () => Gates.RemovePolicy(GuardedRoom.Model, "live", Somebody), () => Set("metrics.loss <= 1", 1), () => Set("metrics.loss <= 9", 2), () => Set("metrics.loss <= 1", 0),
        })
        {
            Assert.Equal(
                "This needs the role admin on the store as a whole; ann has manager there. Ask an administrator.", Assert.Throws<TrackingException>(act).Message);
        }

        Assert.Equal(2, _room.Store.Gates.Policies(GuardedRoom.Model)[0].Approvals);
        _room.As(Role.Admin);
        Set("metrics.loss <= 9", 0);
        _room.As(Role.Manager);
        Set("metrics.loss <= 10", 0);
        Gates.RemovePolicy(GuardedRoom.Model, "live", Somebody);

        void Set(string check, int approvals) => Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("live", [check], approvals), Somebody);
    }

    [Fact]
    public void Webhooks_are_for_administrators_and_messages_for_nobody()
    {
        var change = new WebhookChange { Name = "w", Url = "https://example.com/", Events = ["model_version.created"], Secret = "s3cret" };
        var id = _room.Store.Webhooks!.CreateWebhook(change, Settings).Id; // an own store has webhooks
        var webhooks = _room.Guarded.Webhooks!; // so its guarded view has, too
        Action[] calls =
        [
            () => webhooks.CreateWebhook(change, Settings), () => webhooks.GetWebhook(id), () => webhooks.ListWebhooks(10, null),
            () => webhooks.UpdateWebhook(id, new WebhookChange { Name = "v" }, Settings), () => webhooks.Undelivered(id), () => webhooks.TestMessage(id, null),
            () => webhooks.DeleteWebhook(id),
        ];

        Assert.Equal(typeof(IWebhookStore).GetMethods().Length, calls.Length);
        _room.As(Role.Manager);
        Assert.All(calls, call => Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(call).Code));
        _room.As(Role.Admin);
        Assert.All(calls, call => call());
        Assert.Null(_room.Guarded.Outbox);
    }
}
