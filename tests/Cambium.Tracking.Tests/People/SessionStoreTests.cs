namespace Cambium.Tracking.Tests;

public sealed class SessionStoreTests : IDisposable
{
    readonly PeopleStore _store = new PeopleStore().WithAdministrator();
    readonly long _root;

    public SessionStoreTests() => _root = _store.Users.Get("root").Id;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_session_is_kept_as_a_hash_and_found_by_its_id()
    {
        var id = _store.Sessions.Start(_root);

        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal(_root, _store.Sessions.Find(id)?.UserId);
        Assert.Null(_store.Sessions.Find(new string('0', 64)));
        Assert.NotEqual(id, Sqlite.Scalar(_store.File, "SELECT hash FROM sessions"));
    }

    [Fact]
    public void A_session_ends_after_twelve_hours_and_is_then_cleared_away()
    {
        var id = _store.Sessions.Start(_root);

        _store.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(_store.Sessions.Find(id));
        _store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_store.Sessions.Find(id));

        _store.Sessions.Start(_root);
        Assert.Equal(1L, Sqlite.Scalar(_store.File, "SELECT COUNT(*) FROM sessions"));
    }

    [Fact]
    public void Signing_out_ends_one_session_and_disabling_all()
    {
        _store.Users.Add("root", "ann", PeopleStore.Password, Role.Viewer);
        var ann = _store.Users.Get("ann").Id;
        var (first, second, other) = (_store.Sessions.Start(ann), _store.Sessions.Start(ann), _store.Sessions.Start(_root));

        _store.Sessions.End(first);
        _store.Sessions.End(first);
        Assert.Null(_store.Sessions.Find(first));
        Assert.NotNull(_store.Sessions.Find(second));

        _store.Users.Disable("root", "ann");
        Assert.Null(_store.Sessions.Find(second));
        Assert.NotNull(_store.Sessions.Find(other));
    }
}
