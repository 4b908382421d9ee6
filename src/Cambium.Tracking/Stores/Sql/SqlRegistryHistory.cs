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
            RegistryChange.AliasApproved, RegistryChange.AliasRequestWithdrawn, RegistryChange.AliasRequestRefused,
        }.Select(change => change.ToString()),
    ];

    /// <summary>Most text of an answer, but for one event, which is given whole. A page is ended before, since tags are long.</summary>
    internal long MostCharacters { get; init; } = 8 * 1024 * 1024;

    /// <inheritdoc/>
    public Page<RegistryEvent> Events(HistoryQuery query) => database.Read(connection =>
    {
        var before = PageToken.Decode(query.PageToken) is > 0 and var last ? last : long.MaxValue;
        using var reader = connection.ExecuteReader(
            $"""
            SELECT {RegistryEventRow.Columns} FROM registry_events
            WHERE {database.Dialect.In("model_id", "@ids")} AND id < @before AND (@Alias IS NULL OR (key = @Alias AND {database.Dialect.In("change", "@OfAliases")}))
                AND (@Version IS NULL OR version = @Version)
            ORDER BY id DESC LIMIT @most
            """,
            new { ids = ModelIds(connection, query.Model, query.OnlyPresent), before, query.Alias, query.Version, OfAliases, most = query.MaxResults + 1L });
        var room = new AnswerRoom(MostCharacters);
        var events = new List<RegistryEvent>();
        foreach (var row in reader.Parse<RegistryEventRow>())
        {
            if (events.Count == query.MaxResults || (!room.Takes(row.Characters) && events.Count > 0))
            {
                return new Page<RegistryEvent>(events, PageToken.Encode(events[^1].Id));
            }

            events.Add(row.Event());
        }

        return new Page<RegistryEvent>(events, null);
    });

    /// <inheritdoc/>
    public RegistryMoment At(string model, long time, bool onlyPresent = false)
    {
        if (time < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            throw new TrackingException($"{time} is no instant that a calendar has. Give milliseconds since 1970-01-01 UTC.");
        }

        var replay = Replay(model, time, onlyPresent);
        return replay.Find(one => onlyPresent || one.Name == model) is { Name: { } name } found
            ? new RegistryMoment(name, time, found.Aliases, found.Stages)
            : throw new TrackingException(
                TrackingErrorCode.ResourceDoesNotExist,
                $"There was no Registered Model with name={model} at {DateTimeOffset.FromUnixTimeMilliseconds(time):yyyy-MM-ddTHH:mm:ss.fffZ}");
    }

    /// <inheritdoc/>
    public IReadOnlyList<AliasPeriod> AliasPeriods(string model, bool onlyPresent = false) =>
        [.. Replay(model, long.MaxValue, onlyPresent).SelectMany(one => one.Periods).OrderByDescending(period => period.Began.Id)];

    List<ModelReplay> Replay(string model, long until, bool onlyPresent) => database.Read(connection => connection
        .Query<RegistryEventRow>(
            $"""
            SELECT {RegistryEventRow.Columns} FROM registry_events
            WHERE {database.Dialect.In("model_id", "@ids")} AND time <= @until AND {database.Dialect.In("change", "@Moves")} ORDER BY id
            """,
            new { ids = ModelIds(connection, model, onlyPresent), until, Moves })
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

    /// <summary>All models that ever bore a name, one after another; or the one that bears it now.</summary>
    static IReadOnlyList<long> ModelIds(DbConnection connection, string name, bool onlyPresent)
    {
        if (onlyPresent)
        {
            return [RegistryRows.ModelId(connection, name)];
        }

        var ids = connection.Query<long>("SELECT DISTINCT model_id FROM registry_events WHERE model_name = @name", new { name }).AsList();
        return ids.Count > 0 ? ids : throw RegistryRefusals.NoModel(name);
    }
}
