namespace Cambium.Tracking.Tests;

public sealed class TokenStoreTests : IDisposable
{
    static readonly TimeSpan Month = TimeSpan.FromDays(30);

    readonly PeopleStore _store = new PeopleStore().WithAdministrator();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_token_is_told_once_and_kept_as_a_hash()
    {
        var issued = _store.Tokens.Create("root", new NewToken("nightly", Role.Editor, Month));

        Assert.Matches("^cmb_[0-9a-f]{64}$", issued.Secret);
        Assert.Equal(issued.Secret[..12], issued.Token.Hint);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(issued.Secret))),
            Sqlite.Scalar(_store.File, "SELECT hash FROM tokens"));
        Assert.Equal(("nightly", Role.Editor, false, "root"), (issued.Token.Name, issued.Token.Role, issued.Token.IsScoped, issued.Token.CreatedBy));
        Assert.Equal((_store.Now, _store.Now + (long)Month.TotalMilliseconds), (issued.Token.Created, issued.Token.Expires));
    }

    [Fact]
    public void Two_tokens_have_nothing_in_common() =>
        Assert.NotEqual(
            _store.Tokens.Create("root", new NewToken("a", Role.Editor, Month)).Secret[4..12],
            _store.Tokens.Create("root", new NewToken("b", Role.Editor, Month)).Secret[4..12]);

    [Fact]
    public void A_token_opens_what_its_role_does()
    {
        var editor = _store.Principals.OfToken(_store.Tokens.Create("root", new NewToken("ci", Role.Editor, Month)).Secret);
        var admin = _store.Principals.OfToken(_store.Tokens.Create("root", new NewToken("ops", Role.Admin, Month)).Secret);

        Assert.Equal("token:ci", editor?.Name);
        Assert.Equal((Role.Editor, false), (editor?.Rights.OnExperiment(0), editor?.Rights.IsAdmin));
        Assert.Equal((Role.Admin, true), (admin?.Rights.OnExperiment(0), admin?.Rights.IsAdmin));
        Assert.Null(_store.Principals.OfToken("cmb_" + new string('0', 64)));
        Assert.Null(_store.Principals.OfToken(""));
    }

    [Fact]
    public void A_token_for_some_experiments_and_models_opens_nothing_else()
    {
        var experiment = _store.AddExperiment("churn");
        _store.AddModel("fraud");
        var token = new NewToken("ci", Role.Editor, Month) { Experiments = [experiment, experiment], Models = ["fraud"] };

        var issued = _store.Tokens.Create("root", token);
        var rights = _store.Principals.OfToken(issued.Secret)!.Rights;

        Assert.True(issued.Token.IsScoped);
        Assert.Equal((Role.Editor, Role.Editor), (rights.OnExperiment(experiment), rights.OnModel(_store.Grants.ModelId("fraud"))));
        Assert.Equal((Role.None, Role.None, Role.None), (rights.OnExperiment(0), rights.OnModel(null), rights.Default));
        Assert.Equal(["experiment churn", "model fraud"], _store.Tokens.Scope(issued.Token.Id));
    }

    [Fact]
    public void A_token_whose_last_experiment_is_gone_opens_nothing_rather_than_everything()
    {
        var experiment = _store.AddExperiment("churn");
        var secret = _store.Tokens.Create("root", new NewToken("ci", Role.Manager, Month) { Experiments = [experiment] }).Secret;

        _store.Execute("DELETE FROM experiments WHERE name = 'churn'");

        Assert.Equal(Role.None, _store.Principals.OfToken(secret)!.Rights.Highest);
    }

    [Fact]
    public void A_token_ends_by_itself_or_when_it_is_revoked()
    {
        var token = _store.Tokens.Create("root", new NewToken("ci", Role.Viewer, Month));

        Assert.True(token.Token.IsValid(_store.Now));
        _store.Clock.Advance(Month - TimeSpan.FromMilliseconds(1));
        Assert.True(token.Token.IsValid(_store.Now));
        _store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(token.Token.IsValid(_store.Now));
        Assert.Equal(token.Token.Expires, _store.Principals.OfToken(token.Secret)?.Expires);

        _store.Tokens.Revoke("root", "CI");
        _store.Tokens.Revoke("root", "ci");
        Assert.Null(_store.Principals.OfToken(token.Secret));
        Assert.False(Assert.Single(_store.Tokens.List()).IsValid(token.Token.Created));
    }

    [Fact]
    public void Last_use_is_kept_to_the_minute()
    {
        var secret = _store.Tokens.Create("root", new NewToken("ci", Role.Viewer, Month)).Secret;
        Assert.Null(Assert.Single(_store.Tokens.List()).LastUsed);

        _store.Tokens.NoteUse(secret);
        var first = _store.Now;
        _store.Clock.Advance(TimeSpan.FromSeconds(59));
        _store.Tokens.NoteUse(secret);
        Assert.Equal(first, Assert.Single(_store.Tokens.List()).LastUsed);

        _store.Clock.Advance(TimeSpan.FromSeconds(1));
        _store.Tokens.NoteUse(secret);
        Assert.Equal(_store.Now, Assert.Single(_store.Tokens.List()).LastUsed);
    }

    [Fact]
    public void What_a_token_cannot_be_is_refused()
    {
        _store.Tokens.Create("root", new NewToken("ci", Role.Viewer, Month));

        Assert.Equal(
            "There is a token 'ci' already. Give another name, such as 'ci-2'.",
            PeopleStore.Refusal(() => _store.Tokens.Create("root", new NewToken("CI", Role.Viewer, Month)), TrackingErrorCode.ResourceAlreadyExists));
        Assert.Equal(
            "A token of role none opens nothing. Give it viewer, editor, manager or admin.",
            PeopleStore.Refusal(() => _store.Tokens.Create("root", new NewToken("x", Role.None, Month)), TrackingErrorCode.InvalidParameterValue));
        Assert.Equal(
            "A token of role admin opens the whole store and cannot be kept to experiments or models. Give it manager, or leave them out.",
            PeopleStore.Refusal(() => _store.Tokens.Create("root", new NewToken("x", Role.Admin, Month) { Experiments = [0] }), TrackingErrorCode.InvalidParameterValue));
        Assert.Equal(
            "A token lives up to 366 days, not 366.5. Make a new one when it ends.",
            PeopleStore.Refusal(() => _store.Tokens.Create("root", new NewToken("x", Role.Viewer, TimeSpan.FromDays(366.5))), TrackingErrorCode.InvalidParameterValue));
        Assert.Equal(
            "No Experiment with id=9 exists",
            PeopleStore.Refusal(() => _store.Tokens.Create("root", new NewToken("x", Role.Viewer, Month) { Experiments = [9] }), TrackingErrorCode.ResourceDoesNotExist));
        Assert.Equal(
            "There is no token 'x'. 'cambium tokens list' shows those that are there.",
            PeopleStore.Refusal(() => _store.Tokens.Revoke("root", "x"), TrackingErrorCode.ResourceDoesNotExist));
    }

    [Fact]
    public void Making_and_revoking_are_in_the_log_without_the_token()
    {
        var experiment = _store.AddExperiment("churn");
        var secret = _store.Tokens.Create("root", new NewToken("ci", Role.Viewer, Month) { Experiments = [experiment] }).Secret;
        _store.Tokens.Revoke("root", "ci");

        var entries = _store.Audit.Read(null, 2);

        Assert.Equal(["token.revoke", "token.create"], entries.Select(entry => entry.Action));
        Assert.Equal($"role viewer, until 2026-02-01 03:04Z, for experiment:{experiment}", entries[1].Details);
        Assert.DoesNotContain(entries, entry => entry.ToString().Contains(secret[12..], StringComparison.Ordinal));
    }
}
