namespace Cambium.Tracking;

/// <summary>A dataset and what for it was read.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Context">What for it was read; null where no run said.</param>
sealed record DatasetSummary(long ExperimentId, string Name, string Digest, string? Context);
