namespace Cambium.Tracking;

/// <summary>A row of alias_requests (as r) with its model's name (registered_models as m).</summary>
sealed class AliasRequestRow
{
    internal const string Columns =
        "r.id AS Id, r.model_id AS ModelId, m.name AS Model, r.alias AS Alias, r.version AS Version, r.user_id AS UserId, r.reason AS Reason, r.time AS Time, r.state AS State";

    internal long Id { get; init; }

    internal long ModelId { get; init; }

    internal string Model { get; init; } = "";

    internal string Alias { get; init; } = "";

    internal int Version { get; init; }

    internal string UserId { get; init; } = "";

    internal string? Reason { get; init; }

    internal long Time { get; init; }

    internal string State { get; init; } = "";

    internal bool IsTurnedDown => State is nameof(AliasRequestState.Withdrawn) or nameof(AliasRequestState.Refused);

    internal AliasRequest Request(IReadOnlyList<AliasApproval> approvals, AliasClosing? closing) => new()
    {
        Id = Id,
        Model = Model,
        Alias = Alias,
        Version = Version,
        User = UserId,
        Reason = Reason,
        Time = Time,
        State = Enum.Parse<AliasRequestState>(State),
        Approvals = approvals,
        Closing = closing,
    };
}
