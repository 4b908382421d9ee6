namespace Cambium.Tracking;

/// <summary>A file that a run keeps.</summary>
/// <param name="Path">Its place below the run's artifact folder, with forward slashes.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record ArtifactInfo(string Path, long Size);
