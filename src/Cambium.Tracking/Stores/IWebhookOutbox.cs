namespace Cambium.Tracking;

/// <summary>Messages to webhooks that are still to be sent. They were written together with what they tell of, and survive the process. Safe to use from several threads.</summary>
interface IWebhookOutbox
{
    /// <summary>
    /// Takes the oldest message that is due of each webhook. It is not given out again for <paramref name="lease"/>, to this process or another; after
    /// that it is, since whoever took it may be gone.
    /// </summary>
    /// <param name="most">How many at most.</param>
    /// <param name="busy">Webhooks that are left out.</param>
    /// <param name="lease">How long.</param>
    IReadOnlyList<WebhookDelivery> TakeDue(int most, IReadOnlyCollection<string> busy, TimeSpan lease);

    /// <summary>The message was taken by its receiver.</summary>
    void Sent(WebhookDelivery delivery);

    /// <summary>The message was not taken.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="error">Why.</param>
    /// <param name="wait">When to try again; null: not again.</param>
    void Failed(WebhookDelivery delivery, string error, TimeSpan? wait);

    /// <summary>Gives a message back that was not tried.</summary>
    void Release(WebhookDelivery delivery);
}
