namespace Cambium.Tracking.Tests;

/// <summary>What a gate asks for, and what becomes of it with models, versions and people.</summary>
public abstract class AliasPolicyTests(StorePlace place) : AliasGateFixture(place)
{
    [Theory]
    [InlineData("metrics.roc_auc >= 0.75", true)]
    [InlineData("metrics.roc_auc > 0.75", false)]
    [InlineData("metrics.roc_auc = 0.75", true)]
    [InlineData("metrics.roc_auc != 0.75", false)]
    [InlineData("metrics.roc_auc < 1", true)]
    [InlineData("metrics.roc_auc <= 0.7", false)]
    [InlineData("metrics.nothing < 1", false)]
    [InlineData("metrics.broken < 1", false)]
    [InlineData("metrics.broken != 1", false)]
    [InlineData("params.depth = '3' AND metrics.roc_auc > 0.5", true)]
    [InlineData("params.depth LIKE '_'", true)]
    [InlineData("params.depth != '3'", false)]
    [InlineData("params.nothing != '3'", false)]
    [InlineData("tags.team ILIKE 'RI%'", true)]
    [InlineData("tags.both = 'version'", true)]
    [InlineData("metrics.only_model > 0.4", true)]
    public void Checks_look_at_the_run_the_version_and_the_logged_model(string check, bool holds)
    {
        AddMeasured("m", 0.75);
        Gates.SetPolicy("m", new AliasPolicy("champion", [check], 0), Ada);

        Assert.Equal(holds, Gates.Missing("m", "champion", 1).Count == 0);
        if (holds)
        {
            Models.SetAlias("m", "champion", 1);
        }
        else
        {
            Assert.StartsWith(
                $"Alias 'champion' of model 'm' may not point at version 1 yet: check \"{check}\" does not hold (",
                Assert.Throws<TrackingException>(() => Models.SetAlias("m", "champion", 1)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_version_without_a_run_meets_no_check()
    {
        AddStored("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["metrics.a > 0"], 0), Ada);

        Assert.Equal(["check \"metrics.a > 0\" does not hold (there is no a)"], Gates.Missing("m", "champion", 1));
    }

    [Theory]
    [InlineData("", "A check of a gate is empty. Give a filter such as 'metrics.roc_auc >= 0.8'.")]
    [InlineData("status = 'x'", "Invalid attribute key 'status' specified. Valid keys are '{}'")]
    [InlineData("metrics.a > 1 OR 1 = 1", "Invalid clause(s) in filter string: 'OR'")]
    [InlineData("metrics.a > 'x'", "Expected numeric value type for metric. Found 'x'")]
    public void A_check_is_a_filter(string check, string message)
    {
        AddStored("m", 1);

        Refused(TrackingErrorCode.InvalidParameterValue, message, () => Gates.SetPolicy("m", new AliasPolicy("champion", [check], 0), Ada));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(11)]
    public void A_policy_asks_for_something_and_not_too_much(int approvals)
    {
        AddStored("m", 1);

        Refused(
            TrackingErrorCode.InvalidParameterValue,
            $"A gate of 0 checks and {approvals} approvals cannot be kept for alias 'champion': it takes up to 50 checks and up to 10 approvals, and at least one of "
            + "either. Remove the gate to let the alias be moved without more.",
            () => Gates.SetPolicy("m", new AliasPolicy("champion", [], approvals), Ada));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "'latest' alias name (case insensitive) is reserved.",
            () => Gates.SetPolicy("m", new AliasPolicy("latest", [], 1), Ada));
    }

    [Fact]
    public void Policies_are_listed_changed_and_removed()
    {
        AddStored("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["metrics.a > 0"], 1), Ada);
        Gates.SetPolicy("m", new AliasPolicy("b", [], 2), Ada);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["metrics.a > 1", "metrics.b > 1"], 0), Ada);

        Assert.Equivalent(
            new[] { new AliasPolicy("b", [], 2), new AliasPolicy("champion", ["metrics.a > 1", "metrics.b > 1"], 0) }, Gates.Policies("m"), strict: true);

        Gates.RemovePolicy("m", "champion", Ada);
        Gates.RemovePolicy("m", "champion", Ada);
        Models.SetAlias("m", "champion", 1);

        Assert.Equal("b", Assert.Single(Gates.Policies("m")).Alias);
    }

    [Fact]
    public void All_of_it_stands_in_the_history()
    {
        AddStored("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["tags.ok = 'yes'"], 1), Eve);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;
        Gates.Withdraw(request, Ada);
        request = Gates.Ask("m", "champion", 1, Ada).Id;
        Gates.Approve(request, Bob);
        Models.SetVersionTag("m", 1, "ok", "yes");
        Models.ActingAs(Ada).SetAlias("m", "champion", 1);
        Gates.RemovePolicy("m", "champion", Eve);
        Gates.RemovePolicy("m", "champion", Eve);

        var events = Store.ModelHistory.Events(new HistoryQuery("m") { Alias = "champion" }).Items.Reverse().ToList();

        Assert.Equal(
            [
                "PolicySet eve", "AliasRequested ada It wins", "AliasRequestWithdrawn ada It wins", "AliasRequested ada It wins",
                "AliasApproved bob I looked at the report", "AliasSet ada It wins", "PolicyRemoved eve",
            ],
            events.Select(e => $"{e.Change} {e.User} {e.Reason}".TrimEnd()));
        Assert.Equal("""{"checks":["tags.ok = \u0027yes\u0027"],"approvals":1}""", events[0].To);
        Assert.Equal($"{request}", events[4].To);
    }

    [Fact]
    public void A_deleted_version_loses_its_requests()
    {
        AddStored("m", 2);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        Gates.Approve(Gates.Ask("m", "champion", 1, Ada).Id, Bob);
        Models.DeleteVersion("m", 1);

        Assert.Empty(Gates.Requests("m", openOnly: false));
        Assert.Single(Gates.Policies("m"));
    }

    [Fact]
    public void An_alias_with_a_policy_is_deleted_only_after_the_policy()
    {
        AddStored("m", 2);
        Models.SetAlias("m", "champion", 1);
        Models.SetAlias("m", "shadow", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        Refused(
            TrackingErrorCode.PermissionDenied,
            "Alias 'champion' of model 'm' has a gate, so it may not be deleted. Remove the gate first.",
            () => Models.DeleteAlias("m", "champion"));
        Refused(
            TrackingErrorCode.PermissionDenied,
            "Version 1 of model 'm' may not be deleted, for alias 'champion' points at it and has a gate. Point the alias at another version, or remove the gate first.",
            () => Models.DeleteVersion("m", 1));

        Models.DeleteVersion("m", 2);
        Models.DeleteAlias("m", "shadow");
        Assert.Equal(1, Models.GetVersionByAlias("m", "champion").Version);
        Gates.RemovePolicy("m", "champion", Ada);
        Models.DeleteAlias("m", "champion");
        Models.DeleteVersion("m", 1);
    }

    [Fact]
    public void A_model_with_policies_is_neither_renamed_nor_deleted_until_they_are_removed()
    {
        AddStored("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("live", [], 1), Ada);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        const string Has = "for it has gates before aliases: champion, live. Remove them first.";
        Refused(TrackingErrorCode.PermissionDenied, $"Model 'm' may not be renamed, {Has}", () => Models.RenameModel("m", "n"));
        Refused(TrackingErrorCode.PermissionDenied, $"Model 'm' may not be deleted, {Has}", () => Models.DeleteModel("m"));

        Assert.Equal("m", Models.RenameModel("m", "m").Name);
        Gates.RemovePolicy("m", "champion", Ada);
        Gates.RemovePolicy("m", "live", Ada);
        Models.RenameModel("m", "n");
        Models.DeleteModel("n");
    }

    [Fact]
    public void The_newest_version_does_not_stand_in_for_a_gated_champion()
    {
        AddStored("m", 2);
        using var tracker = new Tracker(Store, Clock);
        Gates.SetPolicy("m", new AliasPolicy("live", [], 1), Ada);
        Assert.Equal(2, tracker.FindVersion("m").Version);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);

        Refused(
            TrackingErrorCode.ResourceDoesNotExist,
            "Model 'm' has no alias 'champion', and as that alias has a gate, the newest version does not stand in for it. "
            + "Point 'champion' at a version, or name one: m/2, m/1.",
            () => tracker.FindVersion("m"));
        Assert.Equal(2, tracker.FindVersion("m@latest").Version);
        Gates.Approve(Gates.Ask("m", "champion", 1, Ada).Id, Bob);
        Models.SetAlias("m", "champion", 1);
        Assert.Equal(1, tracker.FindVersion("m").Version);
    }

    [Theory]
    [InlineData("s3://bucket/model")]
    [InlineData("https://host/model")]
    [InlineData("dbfs:/model")]
    public void A_gate_opens_for_no_files_that_lie_elsewhere(string source)
    {
        Models.CreateModel("m", null, []);
        Models.CreateVersion("m", From(source));
        Models.SetAlias("m", "shadow", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["tags.ok = 'yes'"], 0), Ada);
        Models.SetVersionTag("m", 1, "ok", "yes");

        Refused(
            TrackingErrorCode.PermissionDenied,
            $"Alias 'champion' of model 'm' may not point at version 1 yet: its files lie at '{source}', where nobody sees to it that they stay as they are; "
            + "save them in this store and register a new version.",
            () => Models.SetAlias("m", "champion", 1));
    }

    [Fact]
    public void A_gate_opens_for_a_prompt_which_has_no_files()
    {
        Models.CreateModel("m", null, []);
        Models.CreateVersion("m", From("dummy-source", new KeyValuePair<string, string>("mlflow.prompt.is_prompt", "true")));
        Gates.SetPolicy("m", new AliasPolicy("champion", ["tags.ok = 'yes'"], 0), Ada);
        Models.SetVersionTag("m", 1, "ok", "yes");

        Models.SetAlias("m", "champion", 1);
    }

    [Fact]
    public void Only_approvals_of_people_count_who_are_let_in_and_manage_the_model()
    {
        AddStored("m", 1);
        var people = Store.People!; // an own store keeps people
        people.Users.Add("root", "root", "correct horse battery", Role.Admin);
        foreach (var (name, role) in new[] { ("ada", Role.Editor), ("bob", Role.Manager), ("eve", Role.Viewer) })
        {
            people.Users.Add("root", name, "correct horse battery", role);
        }

        people.Grants.SetOnModel("root", "eve", "m", Role.Manager);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 2), Ada);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;
        Gates.Approve(request, new RegistryActor("Bob", null));
        Gates.Approve(request, Eve);
        Assert.Empty(Gates.Missing("m", "champion", 1));

        var lost = $"request {request} of ada has 1 of 2 approvals of other people (1 more is of people who do not manage the model any more)";
        people.Users.Disable("root", "bob");
        Assert.Equal([lost], Gates.Missing("m", "champion", 1));
        people.Users.Enable("root", "bob");
        people.Grants.SetOnModel("root", "eve", "m", null);
        Refused(TrackingErrorCode.PermissionDenied, $"Alias 'champion' of model 'm' may not point at version 1 yet: {lost}.", () => Models.SetAlias("m", "champion", 1));
        people.Users.Delete("root", "bob");
        Assert.Equal(
            [$"request {request} of ada has 0 of 2 approvals of other people (2 more are of people who do not manage the model any more)"],
            Gates.Missing("m", "champion", 1));
    }

    public sealed class OnSqlite() : AliasPolicyTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : AliasPolicyTests(new PostgresPlace(server));
}
