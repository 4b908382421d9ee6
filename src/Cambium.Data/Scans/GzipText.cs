using System.IO.Compression;

namespace Cambium.Data;

/// <summary>Unpacks gzip, one member or several, and tells of damage as of any other fault of a file.</summary>
/// <remarks>
/// The runtime takes data that are cut off for data that end. So a member with a known text is put behind them: it comes out at the end only if all before it
/// was whole.
/// </remarks>
sealed class GzipText : Stream
{
    internal const long AlwaysAllowed = 64L << 20;

    const int BufferSize = 1 << 16;

    static readonly byte[] Magic = [0x1F, 0x8B];
    static readonly byte[] End = [0x8E, 0x21, 0xC3, 0x5A, 0xF7, 0x0D, 0x94, 0x6B, 0xE2, 0x38, 0xD1, 0x4F, 0xA6, 0x7C, 0x19, 0xB5];
    static readonly byte[] PackedEnd = Pack(End);

    readonly string _name;
    readonly int? _mostExpansion;
    readonly long _packedLength;
    readonly GZipStream _unpacked;
    readonly byte[] _buffer = new byte[BufferSize];
    int _start;
    int _end;
    bool _isAtEnd;
    long _position;

    /// <summary>Unpacks a stream from where it stands.</summary>
    /// <param name="packed">The packed bytes; disposed of with this.</param>
    /// <param name="name">What to call them in messages.</param>
    /// <param name="mostExpansion">With more bytes of text for each packed one, beside <see cref="AlwaysAllowed"/>, they are refused; null: any number.</param>
    internal GzipText(Stream packed, string name, int? mostExpansion)
    {
        _name = name;
        _mostExpansion = mostExpansion;
        _packedLength = packed.Length;
        _unpacked = new GZipStream(new FollowedStream(packed, PackedEnd), CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (!_isAtEnd && _end - _start <= End.Length)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, _end - _start - (_isAtEnd ? 0 : End.Length));
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        _position += count;
        return _mostExpansion is { } most && _position > AlwaysAllowed + (most * _packedLength) ? throw TooMuch(most) : count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Whether a file begins as gzip does, which no text does; it is left at its first byte.</summary>
    internal static bool IsPacked(Stream file)
    {
        Span<byte> first = stackalloc byte[2];
        var count = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return first[..count].SequenceEqual(Magic);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(text);
        }

        return packed.ToArray();
    }

    void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int count;
        try
        {
            count = _unpacked.Read(_buffer.AsSpan(_end));
        }
        catch (InvalidDataException fault)
        {
            throw new TableException(Damaged(), fault) { File = _name };
        }

        _end += count;
        if (count == 0)
        {
            if (!_buffer.AsSpan(0, _end).EndsWith(End))
            {
                throw new TableException(Damaged()) { File = _name };
            }

            _isAtEnd = true;
            _end -= End.Length;
        }
    }

    string Damaged() => $"{_name}, behind {_position + _end - _start} bytes of text: the gzip data are damaged or cut off. Copy or pack the file again.";

    TableException TooMuch(int most) => new(
        $"{_name}: {_packedLength} bytes of gzip unpack to more than 64 MiB and {most} bytes for each of them. Read it with Table.Scan, or raise MaxExpansion if it is to be trusted.")
    {
        File = _name,
    };
}
