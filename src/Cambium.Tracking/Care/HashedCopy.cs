using System.Security.Cryptography;

namespace Cambium.Tracking;

/// <summary>Copies files and hashes what it copies in the same pass.</summary>
static class HashedCopy
{
    const int BufferBytes = 256 * 1024;

    /// <summary>Copies a stream into a new file, which is on the disk when the call returns.</summary>
    /// <returns>Length and SHA-256 in lower-case hex digits.</returns>
    internal static (long Size, string Sha256) To(Stream source, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file has a folder
        using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        var result = Read(source, bytes => file.Write(bytes), cancellationToken);
        file.Flush(flushToDisk: true);
        return result;
    }

    /// <summary>Length and hash of a file.</summary>
    internal static (long Size, string Sha256) Of(string path, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return Read(file, static _ => { }, cancellationToken);
    }

    static (long Size, string Sha256) Read(Stream source, Reader take, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var size = 0L;
        int count;
        while ((count = source.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            take(buffer.AsSpan(0, count));
            size += count;
        }

        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    delegate void Reader(ReadOnlySpan<byte> bytes);
}
