namespace Cambium.Tracking;

/// <summary>How an attempt ended.</summary>
/// <param name="Status">The HTTP status; null where there was no answer.</param>
/// <param name="Body">The beginning of the answer.</param>
/// <param name="Error">What went wrong; null where nothing did.</param>
/// <param name="RetryAfter">How long the answer asks to wait.</param>
sealed record WebhookAnswer(int? Status, string? Body, string? Error, TimeSpan? RetryAfter)
{
    /// <summary>Whether the message was taken.</summary>
    internal bool IsSuccess => Error is null;

    /// <summary>Whether it is of no use to try again: the receiver is gone for good.</summary>
    internal bool IsFinal => Status == 410;
}
