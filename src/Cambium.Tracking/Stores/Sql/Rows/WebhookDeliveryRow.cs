namespace Cambium.Tracking;

/// <summary>A row of webhook_deliveries with its webhook's address and secret.</summary>
sealed class WebhookDeliveryRow
{
    internal long Row { get; init; }

    internal string DeliveryId { get; init; } = "";

    internal string WebhookId { get; init; } = "";

    internal string Url { get; init; } = "";

    internal string? Secret { get; init; }

    internal string Body { get; init; } = "";

    internal int Attempts { get; init; }

    internal long Due { get; init; }

    internal WebhookDelivery Delivery() => new(Row, WebhookId, Attempts, new WebhookMessage(DeliveryId, Url, Secret, Body));
}
