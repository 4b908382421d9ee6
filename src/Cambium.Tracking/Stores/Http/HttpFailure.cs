namespace Cambium.Tracking;

/// <summary>A try that failed in a way that may pass.</summary>
/// <param name="What">What happened.</param>
/// <param name="MayHaveArrived">Whether the server may have done what was asked all the same.</param>
/// <param name="Cause">What made it known; null where the server said so.</param>
sealed record HttpFailure(string What, bool MayHaveArrived, Exception? Cause)
{
    /// <summary>How long the server asked to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the server said that it failed itself (500).</summary>
    internal bool IsServerError { get; init; }
}
