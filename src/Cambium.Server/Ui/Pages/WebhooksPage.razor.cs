using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Webhooks: which there are, how their last messages went, adding one.</summary>
public partial class WebhooksPage
{
    const int MostShown = 100;

    IReadOnlyList<(WebhookRecord Webhook, string Trouble)> _rows = [];
    bool _hasMore;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var webhooks = Tracker.Store.Webhooks!; // a server's own store keeps webhooks
        var page = webhooks.ListWebhooks(MostShown, null);
        _rows = [.. page.Items.Select(webhook => (webhook, WebhookWords.Trouble(webhooks.Undelivered(webhook.Id))))];
        _hasMore = page.NextToken is not null;
    }
}
