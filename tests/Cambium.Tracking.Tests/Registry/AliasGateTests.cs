namespace Cambium.Tracking.Tests;

/// <summary>How an alias with a gate is asked for, approved and moved.</summary>
public abstract class AliasGateTests(StorePlace place) : AliasGateFixture(place)
{
    [Fact]
    public void An_alias_without_a_policy_moves_without_more()
    {
        AddStored("m", 2);
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
        AddStored("m", 2);
        Models.SetAlias("m", "champion", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 1), Ada);

        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "champion", 2));
        Models.SetAlias("m", "champion", 1);

        Assert.Equal(1, Models.GetVersionByAlias("m", "champion").Version);
    }

    [Fact]
    public void An_approval_counts_for_one_move_to_one_version()
    {
        AddStored("m", 2);
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
        AddStored("m", 1);
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
        AddStored("m", 1);
        Gates.SetPolicy("m", new AliasPolicy("champion", [], 2), Ada);
        var request = Gates.Ask("m", "champion", 1, Ada).Id;
        Gates.Approve(request, Bob);

        Refused(TrackingErrorCode.ResourceAlreadyExists, $"Request {request} was approved by BOB already.", () => Gates.Approve(request, new RegistryActor("BOB", null)));
        Assert.Single(Assert.Single(Gates.Requests("m", openOnly: true)).Approvals);
    }

    [Fact]
    public void Nobody_unknown_asks_or_approves()
    {
        AddStored("m", 1);
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
        AddStored("m", 1);
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
        AddStored("m", 2);
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
        AddStored("m", 1);
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
        AddStored("m", 1);
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
        AddStored("m", 1);

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

    public sealed class OnSqlite() : AliasGateTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : AliasGateTests(new PostgresPlace(server));
}
