using System.Text.RegularExpressions;

namespace Cambium.Tracking;

sealed partial class FolderArtifactStore
{
    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> ListUnfinished(TimeSpan untouched)
    {
        var since = _time.GetUtcNow().UtcDateTime - untouched;
        var files = new DirectoryInfo(_unfinished).EnumerateFiles()
            .Where(file => file.LastWriteTimeUtc < since)
            .Select(file => new StoredFile(file.FullName, IsFolder: false, file.Length));
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var folders = new DirectoryInfo(_root).EnumerateDirectories(".*", options)
            .Where(folder => HalfSaved().IsMatch(folder.Name))
            .Select(folder => (Folder: folder, Files: folder.EnumerateFiles("*", options).ToList()))
            .Where(half => half.Folder.LastWriteTimeUtc < since && half.Files.TrueForAll(file => file.LastWriteTimeUtc < since))
            .Select(half => new StoredFile(half.Folder.FullName, IsFolder: true, half.Files.Sum(file => file.Length)));
        var uploads = StaleUploads(since).Select(folder => new StoredFile(folder.FullName, IsFolder: true, folder.EnumerateFiles().Sum(file => file.Length)));
        return [.. files.Concat(folders).Concat(uploads).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public void DeleteUnfinished(StoredFile file)
    {
        if (!file.IsFolder)
        {
            File.Delete(file.Path);
        }
        else if (Directory.Exists(file.Path))
        {
            Directory.Delete(file.Path, recursive: true);
        }
    }

    /// <summary>The folder that a model is saved in before it is moved into its place: ".model.", 32 hex digits and ".new".</summary>
    [GeneratedRegex(@"^\..+\.[0-9a-f]{32}\.new$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex HalfSaved();
}
