namespace Cambium.Tracking;

/// <summary>
/// Keeps the files of runs. A file appears whole or not at all. Paths are relative, with forward slashes, and never leave the run's folder.
/// Safe to use from several threads.
/// </summary>
interface IArtifactStore
{
    /// <summary>The run's files, by path.</summary>
    IReadOnlyList<ArtifactInfo> List(RunPlace run);

    /// <summary>Opens a file for reading, or answers null where there is none.</summary>
    /// <exception cref="TrackingException">The path leaves the run's folder.</exception>
    Stream? OpenRead(RunPlace run, string path);

    /// <summary>Writes a file, over one that is there.</summary>
    /// <exception cref="TrackingException">The path leaves the run's folder, or a folder is in its place.</exception>
    void Write(RunPlace run, string path, Action<Stream> write);

    /// <summary>Makes a folder that the run must not have yet. <paramref name="save"/> gets its full path and must make it whole or not at all.</summary>
    /// <exception cref="TrackingException">The run has it already.</exception>
    void AddFolder(RunPlace run, string path, Action<string> save);

    /// <summary>The full path of a folder on this machine that holds what <see cref="AddFolder"/> made; null where there is none.</summary>
    string? LocalFolder(RunPlace run, string path);
}
