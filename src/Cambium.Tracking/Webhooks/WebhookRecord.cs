namespace Cambium.Tracking;

/// <summary>A webhook as a store tells of it: never with its secret.</summary>
sealed record WebhookRecord
{
    internal required string Id { get; init; }

    internal required string Name { get; init; }

    internal string? Description { get; init; }

    internal required string Url { get; init; }

    /// <summary>What it is told of, such as "model_version.created" (see <see cref="WebhookEvents"/>).</summary>
    internal required IReadOnlyList<string> Events { get; init; }

    internal required WebhookStatus Status { get; init; }

    /// <summary>Whether what is sent is signed.</summary>
    internal required bool HasSecret { get; init; }

    /// <summary>When it was made, in milliseconds since 1970 UTC.</summary>
    internal required long Created { get; init; }

    /// <summary>When it was changed last, in milliseconds since 1970 UTC.</summary>
    internal required long Updated { get; init; }

    /// <summary>The last message that it took; null where it took none yet.</summary>
    internal WebhookReceipt? LastReceipt { get; init; }
}
