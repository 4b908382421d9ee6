namespace Cambium.Tracking.Tests;

public abstract class AliasGateTests(StorePlace place) : RegistryFixture(place)
{
    static readonly RegistryActor Ada = new("ada", "It wins");
    static readonly RegistryActor Bob = new("bob", "I looked at the report");
    static readonly RegistryActor Eve = new("eve", null);

    IAliasGates Gates => Store.Gates;

    [Fact]
    public void An_alias_without_a_policy_moves_without_more()
    {
        AddModel("m", 2);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);

        Models.SetAlias("m", "challenger", 2);

        Assert.Equal(2, Models.GetVersionByAlias("m", "challenger").Version);
    }

    [Fact]
    public void A_gated_alias_moves_once_checks_hold_and_another_person_approved()
    {
        AddMeasured("m", 0.75);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["metrics.roc_auc >= 0.8", "tags.reviewed = 'yes'"], 2), Ada);
        void Denied(string missing) => Refused(
            TrackingErrorCode.PermissionDenied,
            $"Alias 'champion' of model 'm' may not point at version 1 yet: {missing}.",
            () => Models.ActingAs(Ada).SetAlias("m", "champion", 1));

        Denied(
            "check \"metrics.roc_auc >= 0.8\" does not hold (roc_auc is 0.75); check \"tags.reviewed = 'yes'\" does not hold (there is no reviewed); "
            + "2 approvals of other people must be asked for");
        Models.SetVersionTag("m", 1, "reviewed", "yes");
        LogMetric("m", 0.85);
        Denied("2 approvals of other people must be asked for");
        var request = Gates.Ask("m", "champion", 1, Ada);
        Denied($"request {request.Id} of ada has 0 of 2 approvals of other people");
        Gates.Approve(request.Id, Bob);
        Denied($"request {request.Id} of ada has 1 of 2 approvals of other people");
        Assert.Equal([$"request {request.Id} of ada has 1 of 2 approvals of other people"], Gates.Missing("m", "champion", 1));
        Gates.Approve(request.Id, Eve);

        Assert.Empty(Gates.Missing("m", "champion", 1));
        Models.ActingAs(Ada).SetAlias("m", "champion", 1);

        Assert.Equal(1, Models.GetVersionByAlias("m", "champion").Version);
        Assert.Equal(AliasRequestState.Done, Assert.Single(Gates.Requests("m", openOnly: false)).State);
        Assert.Empty(Gates.Requests("m", openOnly: true));
    }

    [Fact]
    public void A_refused_move_leaves_the_alias_where_it_was()
    {
        AddModel("m", 2);
        Models.SetAlias("m", "champion", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);

        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "champion", 2));
        Models.SetAlias("m", "champion", 1);

        Assert.Equal(1, Models.GetVersionByAlias("m", "champion").Version);
    }

    [Fact]
    public void An_approval_counts_for_one_move_to_one_version()
    {
        AddModel("m", 2);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        Gates.Approve(Gates.Ask("m", "champion", 1, Ada).Id, Bob);
        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "champion", 2));
        Models.SetAlias("m", "champion", 1);
        Gates.RemovePolicy("m", "champion", Ada);
        Models.DeleteAlias("m", "champion");
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);

        Refused(
            TrackingErrorCode.PermissionDenied,
            "Alias 'champion' of model 'm' may not point at version 1 yet: 1 approval of other people must be asked for.",
            () => Models.SetAlias("m", "champion", 1));
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("Ada")]
    [InlineData(" ada ")]
    public void Who_asked_cannot_approve(string user)
    {
        AddModel("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Bob);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;

        Refused(
            TrackingErrorCode.PermissionDenied,
            $"Request {request} was made by ada, so another person must approve of it.",
            () => Gates.Approve(request, new RegistryActor(user, null)));
        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "champion", 1));
    }

    [Fact]
    public void One_person_approves_once()
    {
        AddModel("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 2), Ada);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;
        Gates.Approve(request, Bob);

        Refused(TrackingErrorCode.ResourceAlreadyExists, $"Request {request} was approved by BOB already.", () => Gates.Approve(request, new RegistryActor("BOB", null)));
        Assert.Single(Assert.Single(Gates.Requests("m", openOnly: true)).Approvals);
    }

    [Fact]
    public void Nobody_unknown_asks_or_approves()
    {
        AddModel("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;

        Refused(
            TrackingErrorCode.PermissionDenied, "Nobody knows who wants to ask for an alias. Sign in first.", () => Gates.Ask("m", "champion", 1, RegistryActor.Unknown));
        Refused(
            TrackingErrorCode.PermissionDenied, "Nobody knows who wants to approve of a request. Sign in first.", () => Gates.Approve(request, new(" ", null)));
        Refused(
            TrackingErrorCode.PermissionDenied, "Nobody knows who wants to withdraw a request. Sign in first.", () => Gates.Withdraw(request, RegistryActor.Unknown));
        Refused(
            TrackingErrorCode.PermissionDenied, "Nobody knows who wants to refuse a request. Sign in first.", () => Gates.Refuse(request, RegistryActor.Unknown));
    }

    [Fact]
    public void What_was_asked_for_is_not_asked_for_twice_and_can_be_withdrawn()
    {
        AddModel("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;
        Gates.Approve(request, Bob);

        Refused(
            TrackingErrorCode.ResourceAlreadyExists,
            $"Request {request} of ada asks already for alias 'champion' of model 'm' to point at version 1. Have it approved.",
            () => Gates.Ask("m", "champion", 1, Bob));
        Assert.Equivalent(Gates.Requests("m", openOnly: true)[0], Gates.GetRequest(request), strict: true);
        Refused(
            TrackingErrorCode.PermissionDenied,
            $"Request {request} was made by ada, who alone can withdraw it. Refuse it instead.",
            () => Gates.Withdraw(request, Bob));
        Assert.Equal(AliasRequestState.Withdrawn, Gates.Withdraw(request, new RegistryActor(" ADA", null)).State);
        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "champion", 1));
        Refused(TrackingErrorCode.InvalidState, $"Request {request} is not open any more. Make a new one.", () => Gates.Approve(request, Eve));
        Assert.NotEqual(request, Gates.Ask("m", "champion", 1, Ada).Id);
    }

    [Fact]
    public void A_request_that_is_turned_down_tells_by_whom_and_why_and_counts_no_more()
    {
        AddModel("m", 2);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        var (first, second) = (Gates.Ask("m", "champion", 1, Ada).Id, Gates.Ask("m", "champion", 2, Ada).Id);
        Gates.Approve(first, Bob);
        var when = Tick();

        var refused = Gates.Refuse(first, new RegistryActor("eve", "It is not calibrated"));
        Gates.Withdraw(second, new RegistryActor("ada", null));

        Assert.Equal((AliasRequestState.Refused, new AliasClosing("eve", "It is not calibrated", when)), (refused.State, refused.Closing));
        Assert.Equal(new AliasClosing("ada", null, when), Gates.GetRequest(second).Closing);
        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "champion", 1));
        foreach (var act in new Action[] { () => Gates.Refuse(first, Bob), () => Gates.Withdraw(first, Ada), () => Gates.Approve(first, Eve, moves: true) })
        {
            Refused(TrackingErrorCode.InvalidState, $"Request {first} is not open any more. Make a new one.", act);
        }
    }

    [Fact]
    public void The_approval_that_was_missing_moves_the_alias_at_once_where_that_is_wished()
    {
        AddMeasured("m", 0.75);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["metrics.roc_auc >= 0.8"], 2), Ada);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;

        Assert.Equal(AliasRequestState.Open, Gates.Approve(request, Bob, moves: true).State);
        LogMetric("m", 0.85);
        Assert.Equal(AliasRequestState.Done, Gates.Approve(request, Eve, moves: true).State);

        Assert.Equal(1, Models.GetVersionByAlias("m", "champion").Version);
        var last = Store.ModelHistory.Events(new HistoryQuery("m") { Alias = "champion" }).Items[0];
        Assert.Equal((RegistryChange.AliasSet, "eve", "It wins", "1"), (last.Change, last.User, last.Reason, last.To));
    }

    [Fact]
    public void A_check_that_fails_keeps_the_approval_and_leaves_the_alias()
    {
        AddMeasured("m", 0.75);
        Gates.SetPolicy("m", new AliasPolicy("champion", ["metrics.roc_auc >= 0.8"], 1), Ada);

        var approved = Gates.Approve(Gates.Ask("m", "champion", 1, Ada).Id, Bob, moves: true);

        Assert.Equal((AliasRequestState.Open, "bob"), (approved.State, Assert.Single(approved.Approvals).User));
        Assert.Equal(["check \"metrics.roc_auc >= 0.8\" does not hold (roc_auc is 0.75)"], Gates.Missing("m", "champion", 1));
        Assert.Empty(Models.GetModel("m").Aliases);
    }

    [Fact]
    public void Of_many_who_approve_and_move_at_once_one_moves_the_alias()
    {
        AddModel("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;
        var done = 0;

        Parallel.For(0, 8, i =>
        {
            try
            {
                Gates.Approve(request, new RegistryActor($"u{i}", null), moves: true);
                Interlocked.Increment(ref done);
            }
            catch (TrackingException e) when (e.Code == TrackingErrorCode.InvalidState)
            {
                // Somebody was faster.
            }
        });

        Assert.Equal(1, done);
        Assert.Equal(
            [RegistryChange.AliasSet, RegistryChange.AliasApproved, RegistryChange.AliasRequested, RegistryChange.PolicySet],
            Store.ModelHistory.Events(new HistoryQuery("m") { Alias = "champion" }).Items.Select(e => e.Change));
    }

    [Fact]
    public void What_is_there_already_is_not_asked_for()
    {
        AddModel("m", 1);
        Models.SetAlias("m", "champion", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);

        Refused(
            TrackingErrorCode.InvalidState,
            "Alias 'champion' of model 'm' points at version 1 already, so nothing need be asked for.",
            () => Gates.Ask("m", "champion", 1, Ada));
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        AddModel("m", 1);

        Refused(TrackingErrorCode.ResourceDoesNotExist, "There is no request 7.", () => Gates.Approve(7, Bob));
        Refused(TrackingErrorCode.ResourceDoesNotExist, "There is no request 7.", () => Gates.GetRequest(7));
        Refused(TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=x not found", () => Gates.SetPolicy("x", new("champion", [], 1), Ada));
        Refused(TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=x not found", () => Gates.Requests("x", true));
        Refused(TrackingErrorCode.ResourceDoesNotExist, "Model Version (name=m, version=2) not found", () => Gates.Ask("m", "champion", 2, Ada));
        Refused(
            TrackingErrorCode.ResourceDoesNotExist,
            "Alias 'champion' of model 'm' has no gate, so nothing need be asked for. Set the alias.",
            () => Gates.Ask("m", "champion", 1, Ada));
    }

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
        AddModel("m", 1);
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
        AddModel("m", 1);

        Refused(TrackingErrorCode.InvalidParameterValue, message, () => Gates.SetPolicy("m", new AliasPolicy("champion", [check], 0), Ada));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(11)]
    public void A_policy_asks_for_something_and_not_too_much(int approvals)
    {
        AddModel("m", 1);

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
        AddModel("m", 1);
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
        AddModel("m", 1);
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
        AddModel("m", 2);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);
        Gates.Approve(Gates.Ask("m", "champion", 1, Ada).Id, Bob);
        Models.DeleteVersion("m", 1);

        Assert.Empty(Gates.Requests("m", openOnly: false));
        Assert.Single(Gates.Policies("m"));
    }

    [Fact]
    public void An_alias_with_a_policy_is_deleted_only_after_the_policy()
    {
        AddModel("m", 2);
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
        AddModel("m", 1);
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
        AddModel("m", 2);
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

    /// <summary>A model with one version, whose run and logged model measured something.</summary>
    void AddMeasured(string name, double auc)
    {
        var logged = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(0, null, null, null, [], [])).Id;
        var run = Store.Runs.CreateRun(new NewRun(0, null, "", 0, null, [])).Id;
        Store.Runs.Log(run, new RunBatch
        {
            Metrics =
            [
                new("roc_auc", auc, 1, 0), new("broken", double.NaN, 1, 0), new("only_model", 0.3, 1, 0) { ModelId = logged },
            ],
            Parameters = [new("depth", "3")],
            Tags = [new("team", "risk"), new("both", "run")],
        });
        Store.Runs.Log(run, new RunBatch { Metrics = [new("only_model", 0.5, 2, 1) { ModelId = logged }] });
        Models.CreateModel(name, null, []);
        Models.CreateVersion(name, From($"models:/{logged}", new KeyValuePair<string, string>("both", "version")) with { RunId = run, ModelId = logged });
    }

    void LogMetric(string name, double auc) =>
        Store.Runs.Log(Models.GetVersion(name, 1).RunId!, new RunBatch { Metrics = [new("roc_auc", auc, 2, 1)] });

    public sealed class OnSqlite() : AliasGateTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : AliasGateTests(new PostgresPlace(server));
}
