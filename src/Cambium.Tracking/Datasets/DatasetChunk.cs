namespace Cambium.Tracking;

/// <summary>A piece of a dataset's file.</summary>
/// <param name="Id">The SHA-256 of its content in lower-case hex digits.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record DatasetChunk(string Id, int Length);
