namespace Cambium.Tracking;

/// <summary>A message that was taken from the outbox.</summary>
/// <param name="Row">Where it stands there.</param>
/// <param name="WebhookId">The webhook.</param>
/// <param name="Attempts">How often it was tried before.</param>
/// <param name="Message">What is to be sent.</param>
sealed record WebhookDelivery(long Row, string WebhookId, int Attempts, WebhookMessage Message);
