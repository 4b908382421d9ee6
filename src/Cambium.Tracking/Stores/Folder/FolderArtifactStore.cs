using System.Globalization;

namespace Cambium.Tracking;

/// <summary>Artifacts in a folder: ROOT/EXPERIMENT/RUN/PATH. Links are never followed.</summary>
sealed class FolderArtifactStore : IArtifactStore
{
    /// <summary>A file that is being written is at most this old; an older one was left by a process that was killed.</summary>
    static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    readonly string _root;
    readonly string _unfinished;

    /// <summary>Opens the folder, or makes it.</summary>
    /// <param name="root">The folder of all artifacts.</param>
    /// <param name="unfinished">The folder of files that are being written; on the same disk, so that moving one is one step.</param>
    /// <param name="time">The clock.</param>
    internal FolderArtifactStore(string root, string unfinished, TimeProvider time)
    {
        _root = root;
        _unfinished = unfinished;
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(unfinished);
        foreach (var file in new DirectoryInfo(unfinished).EnumerateFiles())
        {
            if (time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > LongestWrite)
            {
                file.Delete();
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ArtifactInfo> List(RunPlace run)
    {
        var folder = new DirectoryInfo(FolderOf(run));
        if (!folder.Exists)
        {
            return [];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. folder.EnumerateFiles("*", options)
                .Select(file => new ArtifactInfo(Path.GetRelativePath(folder.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
                .OrderBy(artifact => artifact.Path, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public Stream? OpenRead(RunPlace run, string path)
    {
        var file = FullPath(run, path);
        return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;
    }

    /// <inheritdoc/>
    public void Write(RunPlace run, string path, Action<Stream> write)
    {
        var file = FullPath(run, path);
        if (Directory.Exists(file))
        {
            throw new TrackingException($"Artifact path '{path}' is a folder of run {run.RunId}. Give another path.");
        }

        var part = Path.Combine(_unfinished, Guid.NewGuid().ToString("N"));
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file below the root has a folder
            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public void AddFolder(RunPlace run, string path, Action<string> save)
    {
        var folder = FullPath(run, path);
        if (Path.Exists(folder))
        {
            throw new TrackingException($"Run {run.RunId} has '{path}' already, and it never changes. Start another run.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!); // a folder below the root has a parent
        save(folder);
    }

    /// <inheritdoc/>
    public string? LocalFolder(RunPlace run, string path)
    {
        var folder = FullPath(run, path);
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>Where a run's file lies, whether or not it is there.</summary>
    /// <exception cref="TrackingException">The path leaves the run's folder, by its text or by a link on its way.</exception>
    internal string FullPath(RunPlace run, string path)
    {
        var full = FolderOf(run);
        foreach (var segment in ArtifactPath.SegmentsOf(path))
        {
            full = Path.Combine(full, segment);
            if (new FileInfo(full).LinkTarget is not null)
            {
                throw new TrackingException($"Artifact path '{path}' of run {run.RunId} goes through a link, which may leave the run's folder. Replace the link by what it points at.");
            }
        }

        return full;
    }

    string FolderOf(RunPlace run) => Path.Combine(_root, run.ExperimentId.ToString(CultureInfo.InvariantCulture), run.RunId);
}
