namespace Cambium.Tracking.Tests;

public sealed class GrantStoreTests : IDisposable
{
    readonly PeopleStore _store = new PeopleStore().WithAdministrator();
    readonly long _experiment;
    readonly UserRecord _ann;

    public GrantStoreTests()
    {
        _ann = _store.Users.Add("root", "ann", PeopleStore.Password, Role.Viewer);
        _experiment = _store.AddExperiment("churn");
        _store.AddModel("fraud");
    }

    AccessRights Rights => _store.Principals.OfUser(_ann.Id)!.Rights;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_grant_takes_the_place_of_the_default_role_on_its_subject_alone(int number)
    {
        var role = (Role)number;
        _store.Grants.SetOnExperiment("root", "ann", _experiment, role);
        _store.Grants.SetOnModel("root", "ann", "fraud", role);

        Assert.Equal(role, Rights.OnExperiment(_experiment));
        Assert.Equal(role, Rights.OnModel(_store.Grants.ModelId("fraud")));
        Assert.Equal(Role.Viewer, Rights.OnExperiment(0));
        Assert.Equal(Role.Viewer, Rights.OnModel(null));
        Assert.Equal((Role)Math.Max(number, (int)Role.Viewer), Rights.Highest);
    }

    [Fact]
    public void A_grant_is_changed_and_taken_away()
    {
        _store.Grants.SetOnExperiment("root", "ann", _experiment, Role.Editor);
        _store.Grants.SetOnExperiment("root", "ann", _experiment, Role.Manager);
        _store.Grants.SetOnModel("root", "ANN", "fraud", Role.Editor);
        Assert.Equal(Role.Manager, _store.Grants.OnExperiment("ann", _experiment));
        Assert.Equal(["churn Manager", "fraud Editor"], _store.Grants.Of("ann").Select(grant => $"{grant.Subject} {grant.Role}"));

        _store.Grants.SetOnExperiment("root", "ann", _experiment, null);
        _store.Grants.SetOnModel("root", "ann", "fraud", null);

        Assert.Empty(_store.Grants.Of("ann"));
        Assert.Null(_store.Grants.OnExperiment("ann", _experiment));
        Assert.Null(_store.Grants.OnModel("ann", "fraud"));
        Assert.Equal(Role.Viewer, Rights.OnExperiment(_experiment));
    }

    [Fact]
    public void An_administrator_may_everything_whatever_a_grant_says()
    {
        _store.Grants.SetOnExperiment("root", "root", _experiment, Role.None);

        var rights = _store.Principals.OfUser(_store.Users.Get("root").Id)!.Rights;

        Assert.Equal(Role.Admin, rights.OnExperiment(_experiment));
        Assert.Equal(Role.Admin, rights.OnModel(null));
    }

    [Fact]
    public void What_cannot_be_granted_is_refused()
    {
        Assert.Equal(
            "The role admin holds for the whole store and cannot be granted on one experiment or model. Grant manager, or make the user an administrator.",
            PeopleStore.Refusal(() => _store.Grants.SetOnExperiment("root", "ann", _experiment, Role.Admin), TrackingErrorCode.InvalidParameterValue));
        Assert.Equal("No Experiment with id=77 exists", PeopleStore.Refusal(() => _store.Grants.SetOnExperiment("root", "ann", 77, Role.Viewer), TrackingErrorCode.ResourceDoesNotExist));
        Assert.Equal(
            "Registered Model with name=nope not found",
            PeopleStore.Refusal(() => _store.Grants.SetOnModel("root", "ann", "nope", Role.Viewer), TrackingErrorCode.ResourceDoesNotExist));
    }

    [Fact]
    public void Grants_follow_a_model_that_is_renamed_and_end_with_one_that_is_deleted()
    {
        _store.Grants.SetOnModel("root", "ann", "fraud", Role.Manager);
        _store.Execute("UPDATE registered_models SET name = 'scam' WHERE name = 'fraud'");
        _store.AddModel("fraud");

        Assert.Equal(Role.Manager, Rights.OnModel(_store.Grants.ModelId("scam")));
        Assert.Equal(Role.Viewer, Rights.OnModel(_store.Grants.ModelId("fraud")));

        _store.Execute("DELETE FROM registered_models WHERE name = 'scam'");
        _store.AddModel("scam");
        Assert.Equal(Role.Viewer, Rights.OnModel(_store.Grants.ModelId("scam")));
    }

    [Fact]
    public void Every_change_of_rights_raises_the_version_and_is_in_the_log()
    {
        var versions = new List<long> { _store.Principals.Version() };
        Action[] changes =
        [
            () => _store.Grants.SetOnExperiment("root", "ann", _experiment, Role.Editor), () => _store.Grants.SetOnModel("root", "ann", "fraud", Role.None),
            () => _store.Grants.SetOnModel("root", "ann", "fraud", null), () => _store.Users.SetRole("root", "ann", Role.Editor), () => _store.Users.Disable("root", "ann"),
            () => _store.Users.SetPassword("root", "ann", "a second password"), () => _store.Tokens.Create("root", new NewToken("ci", Role.Viewer, TimeSpan.FromDays(1))),
            () => _store.Tokens.Revoke("root", "ci"),
        ];

        foreach (var change in changes)
        {
            change();
            versions.Add(_store.Principals.Version());
        }

        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.Equal(
            ["grant.remove model:fraud ann", "grant.set model:fraud ann is none", $"grant.set experiment:{_experiment} ann is editor"],
            _store.Audit.Read(null, 100).Where(entry => entry.Action.StartsWith("grant", StringComparison.Ordinal)).Select(entry => $"{entry.Action} {entry.Subject} {entry.Details}"));
    }

    [Fact]
    public void A_user_who_is_disabled_or_deleted_is_nobody()
    {
        _store.Users.Disable("root", "ann");
        Assert.Null(_store.Principals.OfUser(_ann.Id));

        _store.Users.Delete("root", "ann");
        Assert.Null(_store.Principals.OfUser(_ann.Id));
        Assert.NotEqual(_ann.Id, _store.Users.Add("root", "ann", PeopleStore.Password, Role.Viewer).Id);
    }
}
