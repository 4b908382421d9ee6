using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Webhooks, which are told of all models, for administrators.</summary>
sealed class GuardedWebhookStore(IWebhookStore inner, Access access) : IWebhookStore
{
    /// <inheritdoc/>
    public WebhookRecord CreateWebhook(WebhookChange webhook, WebhookSettings settings)
    {
        Require();
        var made = inner.CreateWebhook(webhook, settings);
        access.Note("webhook.create", Subject(made.Id), made.Url);
        return made;
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
        var changed = inner.UpdateWebhook(id, change, settings);
        access.Note("webhook.update", Subject(id), changed.Url);
        return changed;
    }

    /// <inheritdoc/>
    public void DeleteWebhook(string id)
    {
        Require();
        inner.DeleteWebhook(id);
        access.Note("webhook.delete", Subject(id));
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
