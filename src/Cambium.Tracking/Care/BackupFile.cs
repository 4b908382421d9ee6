namespace Cambium.Tracking;

/// <summary>A file of a backup.</summary>
/// <param name="Path">Its path in the backup's folder, and in a store's: with forward slashes.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">The hash of its content, in lower-case hex digits.</param>
sealed record BackupFile(string Path, long Size, string Sha256);
