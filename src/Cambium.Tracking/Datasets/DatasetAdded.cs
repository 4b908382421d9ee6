namespace Cambium.Tracking;

/// <summary>What adding a file did.</summary>
/// <param name="Version">The version that holds the file's content.</param>
/// <param name="IsNew">Whether it is a new one; false where an older version holds the same content.</param>
/// <param name="NewChunks">How many chunks the store did not have.</param>
/// <param name="NewBytes">What they take in the store, packed.</param>
public sealed record DatasetAdded(DatasetVersion Version, bool IsNew, int NewChunks, long NewBytes);
