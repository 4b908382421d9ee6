namespace Cambium.Tracking;

/// <summary>What a webhook is made with or changed to; null leaves as it is.</summary>
sealed record WebhookChange
{
    /// <summary>A name for people: not blank, at most 256 characters.</summary>
    internal string? Name { get; init; }

    /// <summary>What it is for: at most 1,000 characters.</summary>
    internal string? Description { get; init; }

    /// <summary>Where changes are sent to: at most 2,048 characters.</summary>
    internal string? Url { get; init; }

    /// <summary>What is told of; at least one, see <see cref="WebhookEvents"/>.</summary>
    internal IReadOnlyList<string>? Events { get; init; }

    /// <summary>What signs that which is sent: at most 1,000 characters; empty for no signature.</summary>
    internal string? Secret { get; init; }

    /// <summary>Whether changes are sent.</summary>
    internal WebhookStatus? Status { get; init; }
}
