namespace Cambium.Tracking;

/// <summary>What a backup or restore has done.</summary>
/// <param name="Folder">The full path of what it made.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their lengths together.</param>
/// <param name="Created">When the backup began.</param>
/// <param name="Missing">Registered versions and logged models whose files the store itself lacks.</param>
sealed record BackupResult(string Folder, int Files, long Bytes, DateTimeOffset Created, IReadOnlyList<string> Missing);
