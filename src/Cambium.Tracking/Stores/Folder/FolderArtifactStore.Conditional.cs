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
            File.Move(part, file, overwrite: false);
            return true;
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFull(path, e);
        }
        catch (IOException) when (Path.Exists(file))
        {
            return false;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
