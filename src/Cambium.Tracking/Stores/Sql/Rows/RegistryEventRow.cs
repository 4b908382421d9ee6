namespace Cambium.Tracking;

/// <summary>A row of registry_events.</summary>
sealed class RegistryEventRow
{
    internal const string Columns =
        "id AS Id, time AS Time, model_id AS ModelId, model_name AS Model, change AS Change, version AS Version, key AS Key, old_value AS OldValue, "
        + "new_value AS NewValue, user_id AS UserId, reason AS Reason";

    internal long Id { get; init; }

    internal long Time { get; init; }

    internal long ModelId { get; init; }

    internal string Model { get; init; } = "";

    internal string Change { get; init; } = "";

    internal int? Version { get; init; }

    internal string? Key { get; init; }

    internal string? OldValue { get; init; }

    internal string? NewValue { get; init; }

    internal string UserId { get; init; } = "";

    internal string? Reason { get; init; }

    /// <summary>How much text it is.</summary>
    internal int Characters => Model.Length + (Key?.Length ?? 0) + (OldValue?.Length ?? 0) + (NewValue?.Length ?? 0) + UserId.Length + (Reason?.Length ?? 0);

    internal RegistryEvent Event() => new()
    {
        Id = Id,
        Time = Time,
        Model = Model,
        Change = Enum.Parse<RegistryChange>(Change),
        Version = Version,
        Key = Key,
        From = OldValue,
        To = NewValue,
        User = UserId,
        Reason = Reason,
    };
}
