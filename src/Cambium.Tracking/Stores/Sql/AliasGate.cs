using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Lets an alias be pointed at a version when all that its policy asks for is there, judged in the transaction that points it there.</summary>
static class AliasGate
{
    /// <summary>Points an alias at a version, writes it down, and closes the request that asked for it; refuses where the alias's policy is not met.</summary>
    /// <exception cref="TrackingException">Something is missing; the message lists all of it.</exception>
    internal static void Point(DbConnection connection, RegistryJournal journal, ModelVersionRow version, string alias)
    {
        var before = RegistryRows.Aliased(connection, version.Model, alias);
        if (before != version.Version && Missing(connection, version, alias) is { Count: > 0 } missing)
        {
            throw new TrackingException(
                TrackingErrorCode.PermissionDenied,
                $"Alias '{alias}' of model '{version.Name}' may not point at version {version.Version} yet: {string.Join("; ", missing)}.");
        }

        journal.AliasSet(connection, version.Model, alias, before, version.Version);
        connection.Execute(
            """
            INSERT INTO model_aliases (model_id, alias, version) VALUES (@Model, @alias, @Version)
            ON CONFLICT (model_id, alias) DO UPDATE SET version = excluded.version
            """,
            new { version.Model, version.Version, alias });
        connection.Execute(
            "UPDATE alias_requests SET state = 'Done' WHERE model_id = @Model AND version = @Version AND alias = @alias AND state = 'Open'",
            new { version.Model, version.Version, alias });
    }

    /// <summary>Refuses to take away an alias that has a policy: what stands in for a missing alias nobody approved of.</summary>
    /// <exception cref="TrackingException">It has one.</exception>
    internal static void Keep(DbConnection connection, long modelId, string model, string alias)
    {
        if (Policy(connection, modelId, alias) is not null)
        {
            throw new TrackingException(
                TrackingErrorCode.PermissionDenied, $"Alias '{alias}' of model '{model}' has a gate, so it may not be deleted. Remove the gate first.");
        }
    }

    /// <summary>Refuses to delete a version that an alias with a policy points at: the alias would go with it.</summary>
    /// <exception cref="TrackingException">The alias has a policy.</exception>
    internal static void KeepVersion(DbConnection connection, long modelId, string model, int version, string alias)
    {
        if (Policy(connection, modelId, alias) is not null)
        {
            throw new TrackingException(
                TrackingErrorCode.PermissionDenied,
                $"Version {version} of model '{model}' may not be deleted, for alias '{alias}' points at it and has a gate. "
                + "Point the alias at another version, or remove the gate first.");
        }
    }

    /// <summary>Refuses to rename or delete a model that has policies: under its name another could be registered that has none.</summary>
    /// <exception cref="TrackingException">It has some.</exception>
    internal static void KeepModel(DbConnection connection, long modelId, string model, string what)
    {
        if (Policies(connection, modelId) is { Count: > 0 } policies)
        {
            throw new TrackingException(
                TrackingErrorCode.PermissionDenied,
                $"Model '{model}' may not be {what}, for it has gates before aliases: {string.Join(", ", policies.Select(policy => policy.Alias))}. Remove them first.");
        }
    }

    /// <summary>What the alias's policy asks for and is not there.</summary>
    internal static List<string> Missing(DbConnection connection, ModelVersionRow version, string alias)
    {
        if (Policy(connection, version.Model, alias) is not { } policy)
        {
            return [];
        }

        var missing = new List<string>();
        if (policy.Checks.Count > 0)
        {
            var facts = Facts(connection, version);
            missing.AddRange(policy.Checks.Select(check => GateCheck.Parse(check).Failure(facts)).OfType<string>());
        }

        if (policy.Approvals > 0 && MissingApprovals(connection, version, policy) is { } approvals)
        {
            missing.Add(approvals);
        }

        return missing;
    }

    /// <summary>The policy of an alias, or null.</summary>
    internal static AliasPolicy? Policy(DbConnection connection, long modelId, string alias) => Policies(connection, modelId).Find(policy => policy.Alias == alias);

    /// <summary>The policies of a model, by alias.</summary>
    internal static List<AliasPolicy> Policies(DbConnection connection, long modelId) => connection
        .Query<(string Alias, string Checks, int Approvals)>("SELECT alias, checks, approvals FROM alias_policies WHERE model_id = @modelId ORDER BY alias", new { modelId })
        .Select(row => new AliasPolicy(row.Alias, JsonSerializer.Deserialize<string[]>(row.Checks) ?? [], row.Approvals))
        .ToList();

    /// <summary>The open request for a version, or null.</summary>
    internal static AliasRequest? OpenRequest(DbConnection connection, long modelId, string alias, int version) => Requests(
        connection,
        "r.model_id = @modelId AND r.version = @version AND r.alias = @alias AND r.state = 'Open'",
        new { modelId, version, alias }).FirstOrDefault();

    /// <summary>Requests that a condition holds for, the last first, with their approvals and how they were closed.</summary>
    internal static List<AliasRequest> Requests(DbConnection connection, string where, object parameters)
    {
        var approvals = connection
            .Query<(long Request, string User, string? Reason, long Time)>(
                $"SELECT a.request_id, a.user_id, a.reason, a.time FROM alias_approvals AS a JOIN alias_requests AS r ON r.id = a.request_id WHERE {where} ORDER BY a.time, a.user_id",
                parameters)
            .ToLookup(row => row.Request, row => new AliasApproval(row.User, row.Reason, row.Time));
        var rows = connection
            .Query<AliasRequestRow>(
                $"SELECT {AliasRequestRow.Columns} FROM alias_requests AS r JOIN registered_models AS m ON m.id = r.model_id WHERE {where} ORDER BY r.id DESC", parameters)
            .AsList();
        var closings = rows.Exists(row => row.IsTurnedDown) ? Closings(connection, where, parameters) : [];
        return rows.ConvertAll(row => row.Request([.. approvals[row.Id]], closings.GetValueOrDefault(row.Id)));
    }

    /// <summary>Who closed requests without setting their alias: the history knows, and nobody else need.</summary>
    static Dictionary<long, AliasClosing> Closings(DbConnection connection, string where, object parameters) => connection
        .Query<(long Request, string User, string? Reason, long Time)>(
            $"""
            SELECT r.id, e.user_id, e.reason, e.time FROM alias_requests AS r JOIN registry_events AS e
                ON e.model_id = r.model_id AND e.version = r.version AND e.key = r.alias AND e.new_value = CAST(r.id AS TEXT)
                    AND e.change IN ('{nameof(RegistryChange.AliasRequestWithdrawn)}', '{nameof(RegistryChange.AliasRequestRefused)}')
            WHERE {where}
            """,
            parameters)
        .ToDictionary(row => row.Request, row => new AliasClosing(row.User, row.Reason, row.Time));

    static string? MissingApprovals(DbConnection connection, ModelVersionRow version, AliasPolicy policy)
    {
        if (OpenRequest(connection, version.Model, policy.Alias, version.Version) is not { } request)
        {
            return $"{policy.Approvals} approval{(policy.Approvals == 1 ? "" : "s")} of other people must be asked for";
        }

        return request.Approvals.Count < policy.Approvals
            ? $"request {request.Id} of {request.User} has {request.Approvals.Count} of {policy.Approvals} approvals of other people"
            : null;
    }

    static GateFacts Facts(DbConnection connection, ModelVersionRow version)
    {
        var run = version.RunId is { } runId ? connection.ExecuteScalar<long?>("SELECT row FROM runs WHERE id = @runId", new { runId }) : null;
        var metrics = Metrics(connection, run);
        AddModelMetrics(connection, version.LoggedModelId, metrics);
        var tags = Pairs(connection, "SELECT key, value FROM model_version_tags WHERE model_id = @Model AND version = @Version", new { version.Model, version.Version });
        foreach (var (key, value) in Pairs(connection, "SELECT key, value FROM tags WHERE run = @run", new { run }))
        {
            tags.TryAdd(key, value);
        }

        return new GateFacts(metrics, Pairs(connection, "SELECT key, value FROM parameters WHERE run = @run", new { run }), tags);
    }

    static Dictionary<string, double> Metrics(DbConnection connection, long? run) => connection
        .Query<(string Key, double Value, long IsNan)>(
            "SELECT keys.name, latest.value, latest.is_nan FROM latest_metrics AS latest JOIN metric_keys AS keys ON keys.id = latest.key WHERE latest.run = @run",
            new { run })
        .ToDictionary(metric => metric.Key, metric => metric.IsNan == 0 ? metric.Value : double.NaN);

    static void AddModelMetrics(DbConnection connection, string? modelId, Dictionary<string, double> metrics)
    {
        var latestFirst = connection.Query<(string Key, double Value, long IsNan)>(
            """
            SELECT metrics.key, metrics.value, metrics.is_nan FROM logged_model_metrics AS metrics JOIN logged_models AS models ON models.row = metrics.model
            WHERE models.id = @modelId ORDER BY metrics.time DESC, metrics.step DESC
            """,
            new { modelId });
        foreach (var (key, value, isNan) in latestFirst)
        {
            metrics.TryAdd(key, isNan == 0 ? value : double.NaN);
        }
    }

    static Dictionary<string, string> Pairs(DbConnection connection, string query, object parameters) =>
        connection.Query<(string Key, string Value)>(query, parameters).ToDictionary(pair => pair.Key, pair => pair.Value);
}
