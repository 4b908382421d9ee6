namespace Cambium.Tracking.Tests;

/// <summary>A store that takes so many writes, and then is full.</summary>
sealed class StoreWithRoomFor(int writes, IArtifactStore files) : IArtifactStore, IConditionalWrites
{
    int _left = writes;

    public IReadOnlyList<StoredFile> List(string folder) => files.List(folder);

    public IReadOnlyList<StoredFile> ListAll(string folder) => files.ListAll(folder);

    public Stream? OpenRead(string path) => files.OpenRead(path);

    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        Take();
        return files.WriteAsync(path, content, cancellationToken);
    }

    public void Write(string path, Action<Stream> write)
    {
        Take();
        files.Write(path, write);
    }

    public bool TryAdd(string path, ReadOnlyMemory<byte> content)
    {
        Take();
        return ((IConditionalWrites)files).TryAdd(path, content);
    }

    public void Delete(string path) => files.Delete(path);

    public void AddFolder(string path, Action<string> save)
    {
        Take();
        files.AddFolder(path, save);
    }

    public string? LocalFolder(string path) => files.LocalFolder(path);

    void Take()
    {
        if (_left-- <= 0)
        {
            throw new TrackingException(TrackingErrorCode.InsufficientStorage, "The disk is full.");
        }
    }
}
