namespace Cambium.Tracking;

sealed partial class FolderArtifactStore : IConditionalWrites
{
    /// <inheritdoc/>
    public bool TryAdd(string path, ReadOnlyMemory<byte> content)
    {
        var file = FullPath(path);
        var part = NewPart();
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content.Span);
                stream.Flush(flushToDisk: true);
            }

            MakeParent(file, path);
            using var alone = LockAdding();
            if (Path.Exists(file))
            {
                return false;
            }

            File.Move(part, file, overwrite: false);
            return true;
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

    /// <summary>
    /// Waits until no thread or process adds. A move looks for the target before it renames, and so two of them could both succeed. The file stays; its lock ends
    /// with the process.
    /// </summary>
    FileStream LockAdding()
    {
        while (true)
        {
            try
            {
                return new FileStream(_unfinished + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && !IsDiskFull(e))
            {
                Thread.Sleep(1);
            }
        }
    }
}
