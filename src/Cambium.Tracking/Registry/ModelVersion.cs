namespace Cambium.Tracking;

/// <summary>One numbered artifact of a registered model.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">Its number, from 1; never used twice.</param>
/// <param name="Created">When it was registered (UTC).</param>
/// <param name="RunId">The run that made it; null where none was named.</param>
/// <param name="Source">The URI of the folder that holds the saved model; <see cref="Tracker.FetchModel"/> brings it to this machine.</param>
/// <param name="Aliases">The labels that point at it, in ordinal order.</param>
public sealed record ModelVersion(string Name, int Version, DateTimeOffset Created, string? RunId, string Source, IReadOnlyList<string> Aliases);
