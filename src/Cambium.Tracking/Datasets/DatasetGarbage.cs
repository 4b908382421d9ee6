namespace Cambium.Tracking;

/// <summary>Chunks that no version has: what adding or copying that broke off left, or versions that were deleted.</summary>
/// <param name="Chunks">How many.</param>
/// <param name="Bytes">What they take, packed.</param>
/// <param name="IsRemoved">Whether they were removed; else they were only counted.</param>
public sealed record DatasetGarbage(int Chunks, long Bytes, bool IsRemoved);
