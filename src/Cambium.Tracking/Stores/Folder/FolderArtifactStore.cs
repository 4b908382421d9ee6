namespace Cambium.Tracking;

/// <summary>Files in a folder. Links are never followed.</summary>
sealed partial class FolderArtifactStore : IArtifactStore, IUnfinishedFiles
{
    /// <summary>A file that is being written is at most this old; an older one was left by a process that was killed.</summary>
    static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    /// <summary>Larger than a stream's own buffer: a file of 64 MiB is moved in 256 pieces.</summary>
    const int CopyBytes = 256 * 1024;

    readonly string _root;
    readonly string _unfinished;
    readonly TimeProvider _time;

    /// <summary>Opens the folder, or makes it.</summary>
    /// <param name="root">The folder of all artifacts.</param>
    /// <param name="unfinished">The folder of files that are being written; on the same disk, so that moving one is one step.</param>
    /// <param name="time">The clock.</param>
    internal FolderArtifactStore(string root, string unfinished, TimeProvider time)
    {
        _root = root;
        _unfinished = unfinished;
        _time = time;
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(unfinished);
        foreach (var file in new DirectoryInfo(unfinished).EnumerateFiles())
        {
            if (time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > LongestWrite)
            {
                file.Delete();
            }
        }

        foreach (var upload in StaleUploads(time.GetUtcNow().UtcDateTime - LongestWrite).ToList())
        {
            upload.Delete(recursive: true);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> List(string folder) => List(folder, recursive: false);

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> ListAll(string folder) => List(folder, recursive: true);

    /// <inheritdoc/>
    public Stream? OpenRead(string path)
    {
        var file = FullPath(path);
        return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan) : null;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var part = NewPart();
        try
        {
            // The copy's buffer is the only one.
            await using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                await content.CopyToAsync(stream, CopyBytes, cancellationToken);
            }

            PutInPlace(part, path);
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFull(path, e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public void Write(string path, Action<Stream> write)
    {
        var part = NewPart();
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
            }

            PutInPlace(part, path);
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFull(path, e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        var full = FullPath(path);
        if (Directory.Exists(full))
        {
            Directory.Delete(full, recursive: true);
        }
        else if (File.Exists(full))
        {
            File.Delete(full);
        }
    }

    /// <inheritdoc/>
    public void AddFolder(string path, Action<string> save)
    {
        var folder = FullPath(path);
        if (Path.Exists(folder))
        {
            throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"There is '{path}' already, and it never changes. Start another run.");
        }

        MakeParent(folder, path);
        save(folder);
    }

    /// <inheritdoc/>
    public string? LocalFolder(string path)
    {
        var folder = FullPath(path);
        return Directory.Exists(folder) ? folder : null;
    }

    List<StoredFile> List(string folder, bool recursive)
    {
        var full = new DirectoryInfo(FullPath(folder));
        if (!full.Exists)
        {
            return [];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = recursive, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. full.EnumerateFileSystemInfos("*", options)
                .Where(entry => !recursive || entry is FileInfo)
                .Select(entry => new StoredFile(
                    Path.GetRelativePath(_root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/'),
                    entry is DirectoryInfo,
                    entry is FileInfo file ? file.Length : 0))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Where a path lies, whether or not it is there.</summary>
    /// <exception cref="TrackingException">The path leaves the root, by its text or by a link on its way.</exception>
    string FullPath(string path)
    {
        if (path.Length == 0)
        {
            return _root;
        }

        var full = _root;
        foreach (var segment in ArtifactPath.SegmentsOf(path))
        {
            full = Path.Combine(full, segment);
            if (new FileInfo(full).LinkTarget is not null)
            {
                throw new TrackingException(
                    $"Artifact path '{path}' goes through a link, which may leave the folder of artifacts. Replace the link by what it points at.");
            }
        }

        return full;
    }

    string NewPart() => Path.Combine(_unfinished, Guid.NewGuid().ToString("N"));

    void PutInPlace(string part, string path)
    {
        var file = FullPath(path);
        if (Directory.Exists(file))
        {
            throw IsFolder(path);
        }

        MakeParent(file, path);
        File.Move(part, file, overwrite: true);
    }

    TrackingException DiskFull(string path, IOException e) => new(
        TrackingErrorCode.InsufficientStorage,
        $"The disk of {_root} is full; nothing of '{path}' was written. Make room and try again.",
        e);

    static TrackingException IsFolder(string path) => new($"Artifact path '{path}' is a folder. Give another path.");

    /// <summary>Makes the folder that something is put in.</summary>
    /// <exception cref="TrackingException">A file is in the way.</exception>
    static void MakeParent(string full, string path)
    {
        var parent = Path.GetDirectoryName(full)!; // what lies below the root has a folder
        try
        {
            Directory.CreateDirectory(parent);
        }
        catch (IOException e) when (!Directory.Exists(parent) && !IsDiskFull(e))
        {
            throw new TrackingException($"Artifact path '{path}' goes through a file. Give another path.", e);
        }
    }

    /// <summary>ENOSPC and EDQUOT as .NET reports them on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    internal static bool IsDiskFull(IOException e) => e.HResult is 28 or 122 || (e.HResult & 0xFFFF) is 0x70 or 0x27;
}
