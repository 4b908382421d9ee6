namespace Cambium.Tracking;

/// <summary>Files and folders of a foreign folder. Links are never followed, nor is anything but a file read.</summary>
static class PlainFiles
{
    static readonly EnumerationOptions Direct = new() { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = false };

    static readonly EnumerationOptions Deep = new() { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true, MaxRecursionDepth = 64 };

    static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, RecurseSubdirectories = false };

    /// <summary>The folders directly in a folder, by name; none where it is not there, or a link.</summary>
    internal static IEnumerable<DirectoryInfo> Folders(string folder) =>
        IsFolder(folder) ? new DirectoryInfo(folder).EnumerateDirectories("*", Direct).OrderBy(child => child.Name, StringComparer.Ordinal) : [];

    /// <summary>All files below a folder with their paths, forward slashes between.</summary>
    internal static IEnumerable<(string Path, FileInfo File)> Files(string folder) => IsFolder(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", Deep)
            .Select(file => (Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file))
            .OrderBy(file => file.Item1, StringComparer.Ordinal)
        : [];

    /// <summary>How many links are below a folder.</summary>
    internal static int CountLinks(string folder) => IsFolder(folder)
        ? new DirectoryInfo(folder).EnumerateFileSystemInfos("*", All).Count(entry => entry.LinkTarget is not null) + Folders(folder).Sum(child => CountLinks(child.FullName))
        : 0;

    /// <summary>Opens a file. Pipes and devices, which would be waited for without end, have no length: then nothing is opened.</summary>
    internal static Stream Open(FileInfo file) => file.Length == 0 ? Stream.Null : new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);

    static bool IsFolder(string folder) => new DirectoryInfo(folder) is { Exists: true, LinkTarget: null };
}
