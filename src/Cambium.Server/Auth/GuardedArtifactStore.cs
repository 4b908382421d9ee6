using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Artifacts as far as the caller may go in the experiments whose they are.</summary>
sealed class GuardedArtifactStore(IArtifactStore inner, Access access) : IArtifactStore
{
    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> List(string folder)
    {
        access.OnArtifact(folder, Role.Viewer);
        return inner.List(folder);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> ListAll(string folder)
    {
        access.OnArtifact(folder, Role.Viewer);
        return inner.ListAll(folder);
    }

    /// <inheritdoc/>
    public Stream? OpenRead(string path)
    {
        access.OnArtifact(path, Role.Viewer);
        return inner.OpenRead(path);
    }

    /// <inheritdoc/>
    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        access.OnArtifact(path, Role.Editor);
        return access.ChangeFilesAsync(path, ask => inner.WriteAsync(path, new AskingAtEnd(content, ask), cancellationToken));
    }

    /// <inheritdoc/>
    public void Write(string path, Action<Stream> write)
    {
        access.OnArtifact(path, Role.Editor);
        access.ChangeFiles(path, ask => inner.Write(path, stream =>
        {
            write(stream);
            ask();
        }));
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        access.OnArtifact(path, Role.Manager);
        access.OnRegisteredFiles(path);
        access.DoOutside("artifact.delete", $"artifact:{path}", () => inner.Delete(path));
    }

    /// <inheritdoc/>
    public void AddFolder(string path, Action<string> save)
    {
        access.OnArtifact(path, Role.Editor);
        access.ChangeFiles(path, ask => inner.AddFolder(path, folder => SaveAsking(folder, save, ask)));
    }

    /// <inheritdoc/>
    public string? LocalFolder(string path)
    {
        access.OnArtifact(path, Role.Viewer);
        return inner.LocalFolder(path);
    }

    /// <summary>A folder is written where it is to lie, so one that was registered meanwhile goes again.</summary>
    static void SaveAsking(string folder, Action<string> save, Action ask)
    {
        save(folder);
        try
        {
            ask();
        }
        catch (TrackingException)
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }
}
