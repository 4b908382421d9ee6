namespace Cambium.Tracking;

/// <summary>
/// Keeps files below one root. A file appears whole or not at all. Paths are relative to the root, with forward slashes, and never leave it; "" is the
/// root. Safe to use from several threads.
/// </summary>
interface IArtifactStore
{
    /// <summary>The files and folders directly below a folder, by path; empty where there is none.</summary>
    /// <exception cref="TrackingException">The path leaves the root.</exception>
    IReadOnlyList<StoredFile> List(string folder);

    /// <summary>All files below a folder, by path.</summary>
    /// <exception cref="TrackingException">The path leaves the root.</exception>
    IReadOnlyList<StoredFile> ListAll(string folder);

    /// <summary>Opens a file for reading, or answers null where there is none.</summary>
    /// <exception cref="TrackingException">The path leaves the root.</exception>
    Stream? OpenRead(string path);

    /// <summary>Writes a file, over one that is there. What <paramref name="content"/> throws leaves nothing behind.</summary>
    /// <exception cref="TrackingException">The path leaves the root, a folder is in its place, or there is no room (<see cref="TrackingErrorCode.InsufficientStorage"/>).</exception>
    Task WriteAsync(string path, Stream content, CancellationToken cancellationToken);

    /// <inheritdoc cref="WriteAsync"/>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    void Write(string path, Action<Stream> write);

    /// <summary>Deletes a file, or a folder with all that is in it; none there is no error.</summary>
    /// <exception cref="TrackingException">The path leaves the root.</exception>
    void Delete(string path);

    /// <summary>Makes a folder that must not be there yet. <paramref name="save"/> gets a full path on this machine and must make it whole or not at all.</summary>
    /// <exception cref="TrackingException">It is there already.</exception>
    void AddFolder(string path, Action<string> save);

    /// <summary>The full path of a folder on this machine that holds what is below a folder here, fetched where it lies elsewhere; null where there is nothing.</summary>
    string? LocalFolder(string path);
}
