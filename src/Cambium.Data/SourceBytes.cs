using Microsoft.Win32.SafeHandles;

namespace Cambium.Data;

/// <summary>The bytes of a file that holds a table, read piece by piece from any thread.</summary>
abstract class SourceBytes : IDisposable
{
    const int CountPiece = 1 << 16;

    internal abstract long Length { get; }

    public abstract void Dispose();

    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/> on; they must be there.</summary>
    internal abstract void Read(long offset, Span<byte> destination);

    internal static SourceBytes OpenFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

        // A pipe cannot be read twice.
        return stream.CanSeek ? new FileBytes(path) : new PieceBytes(stream);
    }

    /// <summary>Opens a file that may be packed with gzip; its text is then held in memory.</summary>
    internal static SourceBytes OpenText(string path, int mostExpansion)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        if (!stream.CanSeek)
        {
            return new PieceBytes(stream);
        }

        if (!GzipText.IsPacked(stream))
        {
            return new FileBytes(path);
        }

        using var text = TableFile.OpenText(path, mostExpansion);
        return new PieceBytes(text);
    }

    internal static SourceBytes Of(ReadOnlyMemory<byte> bytes) => new MemoryBytes(bytes);

    /// <summary>The bytes of a stream that can seek; it is left open.</summary>
    internal static SourceBytes Of(Stream stream) => new StreamBytes(stream);

    /// <summary>The line, counted from 1, that holds the byte at <paramref name="offset"/>.</summary>
    internal virtual long LineOf(long offset)
    {
        var piece = new byte[(int)Math.Min(CountPiece, offset)];
        var line = 1L;
        for (var at = 0L; at < offset; at += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, offset - at));
            Read(at, part);
            line += part.Count((byte)'\n');
        }

        return line;
    }

    sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : SourceBytes
    {
        internal override long Length => bytes.Length;

        public override void Dispose()
        {
        }

        internal override void Read(long offset, Span<byte> destination) =>
            bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
    }

    sealed class StreamBytes(Stream stream) : SourceBytes
    {
        readonly Lock _gate = new();

        internal override long Length { get; } = stream.Length;

        public override void Dispose()
        {
        }

        internal override void Read(long offset, Span<byte> destination)
        {
            lock (_gate)
            {
                stream.Position = offset;
                stream.ReadExactly(destination);
            }
        }
    }

    sealed class FileBytes : SourceBytes
    {
        readonly string _path;
        readonly SafeFileHandle _file;

        internal FileBytes(string path)
        {
            _path = path;
            _file = File.OpenHandle(path);
            Length = RandomAccess.GetLength(_file);
        }

        internal override long Length { get; }

        public override void Dispose() => _file.Dispose();

        internal override void Read(long offset, Span<byte> destination)
        {
            while (destination.Length > 0)
            {
                var count = RandomAccess.Read(_file, destination, offset);
                if (count == 0)
                {
                    throw new IOException(
                        $"{_path} became shorter while it was read: it ends at byte {offset}. Read it again when nothing writes to it.");
                }

                offset += count;
                destination = destination[count..];
            }
        }
    }
}
