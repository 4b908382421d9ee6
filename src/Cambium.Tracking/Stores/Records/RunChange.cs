namespace Cambium.Tracking;

/// <summary>What a run is changed to; null leaves as it is.</summary>
readonly record struct RunChange(RunStatus? Status, long? Ended, string? Name);
