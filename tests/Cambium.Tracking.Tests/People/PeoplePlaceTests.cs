namespace Cambium.Tracking.Tests;

/// <summary>People on each of the databases.</summary>
public abstract class PeoplePlaceTests : IDisposable
{
    const string Password = "correct horse battery";

    readonly StorePlace _place;
    readonly SteppedClock _clock = new();
    readonly TrackingStore _store;

    protected PeoplePlaceTests(StorePlace place)
    {
        _place = place;
        _store = place.Open(_clock);
    }

    PeopleStores People => _store.People!; // an own store keeps people

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Users_grants_tokens_and_sessions_are_kept()
    {
        var experiment = _store.Experiments.CreateExperiment("churn", null, []);
        _store.Models.CreateModel("fraud", null, []);
        Assert.False(People.Users.HasUsers());

        People.Users.Add("os:test", "Root", Password, Role.Admin);
        var ann = People.Users.Add("root", "ann", Password, Role.Viewer);
        People.Grants.SetOnExperiment("root", "ann", experiment, Role.Editor);
        People.Grants.SetOnExperiment("root", "ann", experiment, Role.Manager);
        People.Grants.SetOnModel("root", "ann", "fraud", Role.None);
        var token = People.Tokens.Create("root", new NewToken("ci", Role.Editor, TimeSpan.FromDays(1)) { Experiments = [experiment], Models = ["fraud"] });
        People.Tokens.NoteUse(token.Secret);
        var session = People.Sessions.Start(ann.Id);

        Assert.Equal("ann", People.Users.Verify("ANN", Password)?.Name);
        Assert.Null(People.Users.Verify("ann", "another password"));
        Assert.Equal(["ann", "Root"], People.Users.List().Select(user => user.Name));
        Assert.Equal(["churn Manager", "fraud None"], People.Grants.Of("ann").Select(grant => $"{grant.Subject} {grant.Role}"));
        var rights = People.Principals.OfUser(ann.Id)!.Rights;
        Assert.Equal((Role.Manager, Role.None, Role.Viewer), (rights.OnExperiment(experiment), rights.OnModel(People.Grants.ModelId("fraud")), rights.OnExperiment(0)));
        var opened = People.Principals.OfToken(token.Secret)!;
        Assert.Equal(("token:ci", Role.Editor, Role.None), (opened.Name, opened.Rights.OnExperiment(experiment), opened.Rights.Default));
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), Assert.Single(People.Tokens.List()).LastUsed);
        Assert.Equal(ann.Id, People.Sessions.Find(session)?.UserId);

        var version = People.Principals.Version();
        People.Users.Disable("root", "ann");
        People.Tokens.Revoke("root", "ci");
        Assert.Equal(version + 2, People.Principals.Version());
        Assert.Null(People.Sessions.Find(session));
        Assert.Null(People.Principals.OfUser(ann.Id));
        Assert.Null(People.Principals.OfToken(token.Secret));
        People.Users.Delete("root", "ann");
        _store.Models.DeleteModel("fraud");
        Assert.Equal(["experiment churn"], People.Tokens.Scope(token.Token.Id));
        Assert.Null(People.Audit.Verify().Problem);
        Assert.Equal("user.delete", People.Audit.Read(null, 1)[0].Action);
    }

    [Fact]
    public void Writers_of_two_programs_make_one_chain_of_whatever_they_write()
    {
        using var other = _place.Open(_clock);

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, writer =>
        {
            for (var i = 0; i < 20; i++)
            {
                (writer % 2 == 0 ? _store : other).People!.Audit.Append(new AuditDraft($"writer {writer}", "test\0\uD800", $"entry:{i} 🌲", AuditDraft.Done));
            }
        });

        var verdict = People.Audit.Verify();
        Assert.Equal((80, null), (verdict.Head.Number, verdict.Problem));
        Assert.Equal(verdict.Head, other.People!.Audit.Head());
    }

    public sealed class OnSqlite() : PeoplePlaceTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : PeoplePlaceTests(new PostgresPlace(server));
}
