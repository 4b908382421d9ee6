namespace Cambium.Tracking;

/// <summary>Keeps webhooks. A secret goes in and never comes out. Safe to use from several threads.</summary>
interface IWebhookStore
{
    /// <summary>Adds a webhook; name, URL and events are needed.</summary>
    /// <param name="webhook">What it is made with.</param>
    /// <param name="settings">Which URLs are allowed.</param>
    /// <exception cref="TrackingException">Something is missing or not allowed.</exception>
    WebhookRecord CreateWebhook(WebhookChange webhook, WebhookSettings settings);

    /// <summary>The webhook of an id.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    WebhookRecord GetWebhook(string id);

    /// <summary>Webhooks, the newest first.</summary>
    /// <exception cref="TrackingException">The page token is not valid.</exception>
    Page<WebhookRecord> ListWebhooks(int maxResults, string? pageToken);

    /// <summary>Changes a webhook.</summary>
    /// <param name="id">The webhook.</param>
    /// <param name="change">What it is changed to.</param>
    /// <param name="settings">Which URLs are allowed.</param>
    /// <exception cref="TrackingException">There is none, or something is not allowed.</exception>
    WebhookRecord UpdateWebhook(string id, WebhookChange change, WebhookSettings settings);

    /// <summary>Deletes a webhook with what still waits for it.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    void DeleteWebhook(string id);

    /// <summary>What waits for a webhook or was given up, the oldest first, at most 1,000.</summary>
    /// <exception cref="TrackingException">There is no such webhook.</exception>
    IReadOnlyList<WebhookFailure> Undelivered(string id);

    /// <summary>A message that tells a webhook of something made up.</summary>
    /// <param name="id">The webhook.</param>
    /// <param name="name">The event; null: the webhook's first.</param>
    /// <exception cref="TrackingException">There is no such webhook or event.</exception>
    WebhookMessage TestMessage(string id, string? name);
}
