namespace Cambium.Tracking;

/// <summary>A message that could not be delivered yet, or was given up.</summary>
/// <param name="Id">Its id, the same at each attempt.</param>
/// <param name="Event">What it tells of.</param>
/// <param name="Created">When that happened, in milliseconds since 1970 UTC.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttempt">When it is tried next; null where it was given up.</param>
/// <param name="Error">Why the last attempt failed; null before the first.</param>
sealed record WebhookFailure(string Id, string Event, long Created, int Attempts, long? NextAttempt, string? Error);
