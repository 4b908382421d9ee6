using System.Security.Cryptography;

namespace Cambium.Data;

/// <summary>Several sequences of bytes that grow side by side and are read one after another: the first 32 MiB of them in memory, the rest in one temporary file.</summary>
/// <param name="count">How many sequences.</param>
sealed class SpilledBytes(int count) : IDisposable
{
    const long MostHeld = 32 << 20;
    const int CopyBytes = 1 << 16;

    readonly List<(byte[]? Held, long Offset, int Length)>[] _pieces = [.. Enumerable.Range(0, count).Select(_ => new List<(byte[]?, long, int)>())];
    FileStream? _file;
    long _held;

    public void Dispose() => _file?.Dispose();

    /// <summary>Adds bytes to the end of a sequence.</summary>
    internal void Append(int sequence, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_held + bytes.Length <= MostHeld)
        {
            _held += bytes.Length;
            _pieces[sequence].Add((bytes.ToArray(), 0, bytes.Length));
            return;
        }

        _file ??= new FileStream(
            Path.Combine(Path.GetTempPath(), $"cambium-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        _pieces[sequence].Add((null, _file.Position, bytes.Length));
        _file.Write(bytes);
    }

    /// <summary>Hashes a sequence; nothing is added afterwards.</summary>
    internal void AppendTo(IncrementalHash hash, int sequence)
    {
        var buffer = new byte[CopyBytes];
        foreach (var (held, offset, length) in _pieces[sequence])
        {
            if (held is not null)
            {
                hash.AppendData(held);
                continue;
            }

            _file!.Position = offset; // pieces that are not held are in the file
            for (var left = length; left > 0;)
            {
                var part = buffer.AsSpan(0, Math.Min(left, buffer.Length));
                _file.ReadExactly(part);
                hash.AppendData(part);
                left -= part.Length;
            }
        }
    }
}
