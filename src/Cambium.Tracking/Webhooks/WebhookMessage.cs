namespace Cambium.Tracking;

/// <summary>What is sent to a webhook.</summary>
/// <param name="Id">Its id, the same at each attempt, so that whoever gets it twice can tell.</param>
/// <param name="Url">Where to.</param>
/// <param name="Secret">What signs it; null or empty: it is not signed.</param>
/// <param name="Body">JSON.</param>
sealed record WebhookMessage(string Id, string Url, string? Secret, string Body)
{
    /// <summary>Without the secret, so that it gets into no log.</summary>
    public override string ToString() => $"{Id} to {Url}";
}
