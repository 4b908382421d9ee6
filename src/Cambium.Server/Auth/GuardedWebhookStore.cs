using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Webhooks, which are told of all models, for administrators.</summary>
sealed class GuardedWebhookStore(IWebhookStore inner, Access access) : IWebhookStore
{
    /// <inheritdoc/>
    public WebhookRecord CreateWebhook(WebhookChange webhook, WebhookSettings settings)
    {
        Require();
        return access.Do("webhook.create", made => (Subject(made.Id), made.Url), () => inner.CreateWebhook(webhook, settings));
    }

    /// <inheritdoc/>
    public WebhookRecord GetWebhook(string id)
    {
        Require();
        return inner.GetWebhook(id);
    }

    /// <inheritdoc/>
    public Page<WebhookRecord> ListWebhooks(int maxResults, string? pageToken)
    {
        Require();
        return inner.ListWebhooks(maxResults, pageToken);
    }

    /// <inheritdoc/>
    public WebhookRecord UpdateWebhook(string id, WebhookChange change, WebhookSettings settings)
    {
        Require();
        return access.Do("webhook.update", changed => (Subject(id), changed.Url), () => inner.UpdateWebhook(id, change, settings));
    }

    /// <inheritdoc/>
    public void DeleteWebhook(string id)
    {
        Require();
        access.Do("webhook.delete", Subject(id), "", () => inner.DeleteWebhook(id));
    }

    /// <inheritdoc/>
    public IReadOnlyList<WebhookFailure> Undelivered(string id)
    {
        Require();
        return inner.Undelivered(id);
    }

    /// <inheritdoc/>
    public WebhookMessage TestMessage(string id, string? name)
    {
        Require();
        return inner.TestMessage(id, name);
    }

    void Require() => access.OnStore(Role.Admin);

    static string Subject(string id) => $"webhook:{id}";
}
