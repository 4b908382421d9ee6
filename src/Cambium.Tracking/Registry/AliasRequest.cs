namespace Cambium.Tracking;

/// <summary>Somebody's wish that an alias with a policy be pointed at a version.</summary>
sealed record AliasRequest
{
    internal required long Id { get; init; }

    internal required string Model { get; init; }

    internal required string Alias { get; init; }

    internal required int Version { get; init; }

    /// <summary>Who asked.</summary>
    internal required string User { get; init; }

    /// <summary>Why; null where nobody said.</summary>
    internal string? Reason { get; init; }

    /// <summary>When, in milliseconds since 1970 UTC.</summary>
    internal required long Time { get; init; }

    internal required AliasRequestState State { get; init; }

    /// <summary>Who approved, the first first.</summary>
    internal IReadOnlyList<AliasApproval> Approvals { get; init; } = [];

    /// <summary>Who took it back or turned it down; null where nobody did.</summary>
    internal AliasClosing? Closing { get; init; }
}
