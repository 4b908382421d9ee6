namespace Cambium.Tracking;

/// <summary>The files of runs. Paths are relative to a run's own folder, and never leave it.</summary>
sealed class RunFiles(IArtifactStore artifacts)
{
    /// <summary>The run's files, by path.</summary>
    internal IReadOnlyList<ArtifactInfo> List(RunRecord run)
    {
        var root = RootOf(run);
        return [.. artifacts.ListAll(root).Select(file => new ArtifactInfo(file.Path[(root.Length + 1)..], file.Size))];
    }

    /// <summary>Opens a file for reading, or answers null where there is none.</summary>
    /// <exception cref="TrackingException">The path leaves the run's folder.</exception>
    internal Stream? OpenRead(RunRecord run, string path) => artifacts.OpenRead(Below(run, path));

    /// <summary>Writes a file, over one that is there.</summary>
    /// <exception cref="TrackingException">The path leaves the run's folder, or a folder is in its place.</exception>
    internal void Write(RunRecord run, string path, Action<Stream> write) => artifacts.Write(Below(run, path), write);

    /// <summary>Makes a folder that the run must not have yet. <paramref name="save"/> gets a full path and must make it whole or not at all.</summary>
    /// <exception cref="TrackingException">The run has it already.</exception>
    internal void AddFolder(RunRecord run, string path, Action<string> save) => artifacts.AddFolder(Below(run, path), save);

    /// <summary>Whether the run has a saved model; one that was sent in part lacks the file that is written last.</summary>
    internal bool HasModel(RunRecord run) => artifacts.List(Below(run, RunArtifacts.Model)).Any(file => file.Path.EndsWith("/MLmodel", StringComparison.Ordinal));

    /// <summary>The full path of the run's saved model on this machine, fetched where the store keeps it elsewhere; null where it has none.</summary>
    internal string? LocalModel(RunRecord run) => artifacts.LocalFolder(Below(run, RunArtifacts.Model));

    static string Below(RunRecord run, string path)
    {
        ArtifactPath.SegmentsOf(path);
        return $"{RootOf(run)}/{path}";
    }

    static string RootOf(RunRecord run) => ArtifactUri.PathOf(run.ArtifactUri)
        ?? throw new TrackingException(
            TrackingErrorCode.NotImplemented,
            $"Run {run.Id} keeps its artifacts at {run.ArtifactUri}, which lies outside this store. Read and write them there.");
}
