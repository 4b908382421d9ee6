using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Policies of aliases, requests and approvals in SQL.</summary>
/// <param name="database">The store.</param>
/// <param name="time">The clock.</param>
sealed class SqlAliasGates(ISqlDatabase database, TimeProvider time) : IAliasGates
{
    long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public IReadOnlyList<AliasPolicy> Policies(string model) => database.Read(connection => AliasGate.Policies(connection, RegistryRows.ModelId(connection, model)));

    /// <inheritdoc/>
    public void SetPolicy(string model, AliasPolicy policy, RegistryActor actor)
    {
        policy.Checked();
        var journal = JournalOf(actor);
        database.Write(connection =>
        {
            var id = RegistryRows.ModelId(connection, model);
            var before = AliasGate.Policy(connection, id, policy.Alias);
            if (before is null || Text(before) != Text(policy))
            {
                journal.Model(connection, id, RegistryChange.PolicySet, policy.Alias, before is null ? null : Text(before), Text(policy));
            }

            return connection.Execute(
                """
                INSERT INTO alias_policies (model_id, alias, checks, approvals) VALUES (@id, @Alias, @checks, @Approvals)
                ON CONFLICT (model_id, alias) DO UPDATE SET checks = excluded.checks, approvals = excluded.approvals
                """,
                new { id, policy.Alias, checks = JsonSerializer.Serialize(policy.Checks), policy.Approvals });
        });
    }

    /// <inheritdoc/>
    public void RemovePolicy(string model, string alias, RegistryActor actor)
    {
        var journal = JournalOf(actor);
        database.Write(connection =>
        {
            var id = RegistryRows.ModelId(connection, model);
            if (AliasGate.Policy(connection, id, alias) is { } before)
            {
                journal.Model(connection, id, RegistryChange.PolicyRemoved, alias, Text(before));
            }

            return connection.Execute("DELETE FROM alias_policies WHERE model_id = @id AND alias = @alias", new { id, alias });
        });
    }

    /// <inheritdoc/>
    public AliasRequest Ask(string model, string alias, int version, RegistryActor actor)
    {
        RequireKnown(actor, "ask for an alias");
        var journal = JournalOf(actor);
        return database.Write(connection =>
        {
            var id = RegistryRows.VersionRow(connection, model, version).Model;
            if (AliasGate.Policy(connection, id, alias) is null)
            {
                throw new TrackingException(
                    TrackingErrorCode.ResourceDoesNotExist, $"Alias '{alias}' of model '{model}' has no gate, so nothing need be asked for. Set the alias.");
            }

            if (RegistryRows.Aliased(connection, id, alias) == version)
            {
                throw new TrackingException(
                    TrackingErrorCode.InvalidState, $"Alias '{alias}' of model '{model}' points at version {version} already, so nothing need be asked for.");
            }

            if (AliasGate.OpenRequest(connection, id, alias, version) is { } open)
            {
                throw new TrackingException(
                    TrackingErrorCode.ResourceAlreadyExists,
                    $"Request {open.Id} of {open.User} asks already for alias '{alias}' of model '{model}' to point at version {version}. Have it approved.");
            }

            var request = connection.ExecuteScalar<long>(
                """
                INSERT INTO alias_requests (model_id, alias, version, user_id, reason, time, state) VALUES (@id, @alias, @version, @User, @Reason, @now, 'Open')
                RETURNING id
                """,
                new { id, alias, version, actor.User, actor.Reason, now = Now });
            journal.Version(connection, id, version, RegistryChange.AliasRequested, alias, to: Text(request));
            return Find(connection, request);
        });
    }

    /// <inheritdoc/>
    public AliasRequest Approve(long requestId, RegistryActor actor, bool moves = false)
    {
        RequireKnown(actor, "approve of a request");
        var journal = JournalOf(actor);
        return database.Write(connection =>
        {
            var request = FindOpen(connection, requestId);
            if (IsSame(request.User, actor.User))
            {
                throw new TrackingException(
                    TrackingErrorCode.PermissionDenied, $"Request {requestId} was made by {request.User}, so another person must approve of it.");
            }

            if (request.Approvals.Any(approval => IsSame(approval.User, actor.User)))
            {
                throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"Request {requestId} was approved by {actor.User} already.");
            }

            connection.Execute(
                "INSERT INTO alias_approvals (request_id, user_id, reason, time) VALUES (@requestId, @User, @Reason, @now)",
                new { requestId, actor.User, actor.Reason, now = Now });
            Note(connection, journal, request, RegistryChange.AliasApproved);
            if (moves)
            {
                MoveWhereAllIsThere(connection, request, actor);
            }

            return Find(connection, requestId);
        });
    }

    /// <inheritdoc/>
    public AliasRequest Withdraw(long requestId, RegistryActor actor)
    {
        RequireKnown(actor, "withdraw a request");
        return Close(requestId, actor, AliasRequestState.Withdrawn, RegistryChange.AliasRequestWithdrawn, request =>
        {
            if (!IsSame(request.User, actor.User))
            {
                throw new TrackingException(
                    TrackingErrorCode.PermissionDenied, $"Request {requestId} was made by {request.User}, who alone can withdraw it. Refuse it instead.");
            }
        });
    }

    /// <inheritdoc/>
    public AliasRequest Refuse(long requestId, RegistryActor actor)
    {
        RequireKnown(actor, "refuse a request");
        return Close(requestId, actor, AliasRequestState.Refused, RegistryChange.AliasRequestRefused, static _ => { });
    }

    /// <inheritdoc/>
    public AliasRequest GetRequest(long requestId) => database.Read(connection => Find(connection, requestId));

    /// <inheritdoc/>
    public IReadOnlyList<AliasRequest> Requests(string model, bool openOnly) => database.Read(connection => AliasGate.Requests(
        connection,
        $"r.model_id = @id{(openOnly ? " AND r.state = 'Open'" : "")}",
        new { id = RegistryRows.ModelId(connection, model) }));

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing(string model, string alias, int version) =>
        database.Read(connection => AliasGate.Missing(connection, RegistryRows.VersionRow(connection, model, version), alias));

    AliasRequest Close(long requestId, RegistryActor actor, AliasRequestState state, RegistryChange change, Action<AliasRequest> check)
    {
        var journal = JournalOf(actor);
        return database.Write(connection =>
        {
            var request = FindOpen(connection, requestId);
            check(request);
            connection.Execute("UPDATE alias_requests SET state = @state WHERE id = @requestId", new { state = state.ToString(), requestId });
            Note(connection, journal, request, change);
            return Find(connection, requestId);
        });
    }

    /// <summary>Sets the alias that was asked for. Who approved last moves it; where they gave no reason, that of the request stands.</summary>
    void MoveWhereAllIsThere(DbConnection connection, AliasRequest request, RegistryActor actor)
    {
        var version = RegistryRows.VersionRow(connection, request.Model, request.Version);
        if (AliasGate.Missing(connection, version, request.Alias).Count == 0)
        {
            AliasGate.Point(connection, JournalOf(actor with { Reason = actor.Reason ?? request.Reason }), version, request.Alias);
        }
    }

    RegistryJournal JournalOf(RegistryActor actor) => new(actor.Checked(), time);

    static void Note(DbConnection connection, RegistryJournal journal, AliasRequest request, RegistryChange change) =>
        journal.Version(connection, RegistryRows.ModelId(connection, request.Model), request.Version, change, request.Alias, to: Text(request.Id));

    static AliasRequest Find(DbConnection connection, long requestId) => AliasGate.Requests(connection, "r.id = @requestId", new { requestId }) is [var request]
        ? request
        : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no request {requestId}.");

    static AliasRequest FindOpen(DbConnection connection, long requestId) => Find(connection, requestId) is { State: var state } request && state == AliasRequestState.Open
        ? request
        : throw new TrackingException(TrackingErrorCode.InvalidState, $"Request {requestId} is not open any more. Make a new one.");

    static void RequireKnown(RegistryActor actor, string what)
    {
        if (string.IsNullOrWhiteSpace(actor.User))
        {
            throw new TrackingException(TrackingErrorCode.PermissionDenied, $"Nobody knows who wants to {what}. Sign in first.");
        }
    }

    /// <summary>Names that differ in case only are taken for one person's.</summary>
    static bool IsSame(string user, string other) => user.Trim().Equals(other.Trim(), StringComparison.OrdinalIgnoreCase);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    static string Text(AliasPolicy policy) => JsonSerializer.Serialize(new { checks = policy.Checks, approvals = policy.Approvals });
}
