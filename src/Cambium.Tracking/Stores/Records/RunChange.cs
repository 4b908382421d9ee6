namespace Cambium.Tracking;

/// <summary>What a run is changed to; null leaves as it is.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The process that goes on writing it; a server does not keep it.</param>
readonly record struct RunChange(RunStatus? Status, long? Ended, string? Name, RunOwner? Owner = null);
