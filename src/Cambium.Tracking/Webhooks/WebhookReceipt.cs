namespace Cambium.Tracking;

/// <summary>The last message that a webhook took.</summary>
/// <param name="Event">What it told of.</param>
/// <param name="Time">When it was taken, in milliseconds since 1970 UTC.</param>
sealed record WebhookReceipt(string Event, long Time);
