namespace Cambium.Tracking;

/// <summary>A row of webhooks.</summary>
sealed class WebhookRow
{
    internal const string Columns =
        "id AS Id, name AS Name, description AS Description, url AS Url, secret AS Secret, status AS Status, created AS Created, updated AS Updated";

    internal string Id { get; init; } = "";

    internal string Name { get; init; } = "";

    internal string? Description { get; init; }

    internal string Url { get; init; } = "";

    internal string? Secret { get; init; }

    internal string Status { get; init; } = "";

    internal long Created { get; init; }

    internal long Updated { get; init; }

    internal WebhookRecord Record(IReadOnlyList<string> events, WebhookReceipt? lastReceipt) => new()
    {
        Id = Id,
        Name = Name,
        Description = Description,
        Url = Url,
        Events = events,
        Status = Enum.Parse<WebhookStatus>(Status),
        HasSecret = !string.IsNullOrEmpty(Secret),
        Created = Created,
        Updated = Updated,
        LastReceipt = lastReceipt,
    };
}
