namespace Cambium.Tracking;

/// <summary>A dataset that runs of an experiment read; name and digest tell it from others.</summary>
/// <param name="Name">Its name: at most 500 characters.</param>
/// <param name="Digest">A short hash of what it holds: at most 36 characters.</param>
/// <param name="SourceType">Where it comes from, such as "local" or "http".</param>
/// <param name="Source">Where it comes from, as JSON.</param>
/// <param name="Schema">Its columns, as JSON; null where not known.</param>
/// <param name="Profile">Its size and other figures, as JSON; null where not known.</param>
sealed record DatasetRecord(string Name, string Digest, string SourceType, string Source, string? Schema, string? Profile);
