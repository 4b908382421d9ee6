using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>The registry's history in SQL.</summary>
/// <param name="database">The store.</param>
sealed class SqlRegistryHistory(ISqlDatabase database) : IRegistryHistory
{
    /// <summary>What says which names, versions, stages and aliases there are.</summary>
    static readonly string[] Moves =
    [
        .. new[]
        {
            RegistryChange.ModelCreated, RegistryChange.ModelRenamed, RegistryChange.ModelDeleted, RegistryChange.VersionCreated, RegistryChange.VersionDeleted,
            RegistryChange.StageMoved, RegistryChange.AliasSet, RegistryChange.AliasDeleted,
        }.Select(change => change.ToString()),
    ];

    /// <summary>What is about an alias.</summary>
    static readonly string[] OfAliases =
    [
        .. new[]
        {
            RegistryChange.AliasSet, RegistryChange.AliasDeleted, RegistryChange.PolicySet, RegistryChange.PolicyRemoved, RegistryChange.AliasRequested,
            RegistryChange.AliasApproved, RegistryChange.AliasRequestWithdrawn,
        }.Select(change => change.ToString()),
    ];

    /// <inheritdoc/>
    public Page<RegistryEvent> Events(HistoryQuery query) => database.Read(connection =>
    {
        var before = PageToken.Decode(query.PageToken) is > 0 and var last ? last : long.MaxValue;
        var rows = connection
            .Query<RegistryEventRow>(
                $"""
                SELECT {RegistryEventRow.Columns} FROM registry_events
                WHERE {database.Dialect.In("model_id", "@ids")} AND id < @before AND (@Alias IS NULL OR (key = @Alias AND {database.Dialect.In("change", "@OfAliases")}))
                    AND (@Version IS NULL OR version = @Version)
                ORDER BY id DESC LIMIT @most
                """,
                new { ids = ModelIds(connection, query.Model), before, query.Alias, query.Version, OfAliases, most = query.MaxResults + 1L })
            .AsList();
        return new Page<RegistryEvent>(
            [.. rows.Take(query.MaxResults).Select(row => row.Event())],
            rows.Count > query.MaxResults ? PageToken.Encode(rows[query.MaxResults - 1].Id) : null);
    });

    /// <inheritdoc/>
    public RegistryMoment At(string model, long time)
    {
        var replay = Replay(model, time);
        return replay.Find(one => one.Name == model) is { } found
            ? new RegistryMoment(model, time, found.Aliases, found.Stages)
            : throw new TrackingException(
                TrackingErrorCode.ResourceDoesNotExist,
                $"There was no Registered Model with name={model} at {DateTimeOffset.FromUnixTimeMilliseconds(time):yyyy-MM-ddTHH:mm:ss.fffZ}");
    }

    /// <inheritdoc/>
    public IReadOnlyList<AliasPeriod> AliasPeriods(string model) =>
        [.. Replay(model, long.MaxValue).SelectMany(one => one.Periods).OrderByDescending(period => period.Began.Id)];

    List<ModelReplay> Replay(string model, long until) => database.Read(connection => connection
        .Query<RegistryEventRow>(
            $"""
            SELECT {RegistryEventRow.Columns} FROM registry_events
            WHERE {database.Dialect.In("model_id", "@ids")} AND time <= @until AND {database.Dialect.In("change", "@Moves")} ORDER BY id
            """,
            new { ids = ModelIds(connection, model), until, Moves })
        .GroupBy(row => row.ModelId)
        .Select(rows =>
        {
            var replay = new ModelReplay();
            foreach (var row in rows)
            {
                replay.Apply(row.Event());
            }

            return replay;
        })
        .ToList());

    /// <summary>All models that ever bore a name: one after another.</summary>
    static List<long> ModelIds(DbConnection connection, string name) =>
        connection.Query<long>("SELECT DISTINCT model_id FROM registry_events WHERE model_name = @name", new { name }).AsList() is { Count: > 0 } ids
            ? ids
            : throw RegistryRefusals.NoModel(name);
}
