namespace Cambium.Tracking;

/// <summary>A file or folder of an artifact store.</summary>
/// <param name="Path">Its path below the root.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Its length in bytes; 0 of a folder.</param>
readonly record struct StoredFile(string Path, bool IsFolder, long Size);
