using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>A webhook: what it is told, how that went, changing, pausing, testing and deleting it.</summary>
public partial class WebhookPage
{
    const int MostShown = 100;

    WebhookRecord _webhook = null!; // set before the first rendering
    IReadOnlyList<WebhookFailure> _undelivered = [];

    /// <summary>The webhook's id.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    /// <summary>What became of a test that was just sent; null where none was.</summary>
    [Parameter]
    public string? Tested { get; set; }

    /// <summary>Whether the test was taken.</summary>
    [Parameter]
    public bool IsTaken { get; set; }

    string Here => $"/webhooks/{_webhook.Id}";

    bool IsActive => _webhook.Status == WebhookStatus.Active;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var webhooks = Tracker.Store.Webhooks!; // a server's own store keeps webhooks
        _webhook = webhooks.GetWebhook(Id);
        _undelivered = webhooks.Undelivered(Id);
    }

    static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);
}
