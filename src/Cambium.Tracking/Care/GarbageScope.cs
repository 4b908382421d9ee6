namespace Cambium.Tracking;

/// <summary>What is looked at.</summary>
/// <param name="OlderThan">Only what was marked deleted at least so long ago.</param>
/// <param name="ExperimentId">Only this experiment and what is in it; null: all.</param>
/// <param name="RunIds">Only these runs; empty: all.</param>
sealed record GarbageScope(TimeSpan OlderThan, long? ExperimentId, IReadOnlyList<string> RunIds)
{
    /// <summary>Whether the whole store is looked at, abandoned files and retention rules included.</summary>
    internal bool IsAll => ExperimentId is null && RunIds.Count == 0;
}
