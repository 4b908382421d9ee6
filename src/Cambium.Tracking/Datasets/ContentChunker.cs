using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cambium.Tracking;

/// <summary>
/// Cuts a stream into chunks at places that its content names, so that a change moves the borders around it and no others. Borders depend on the content
/// alone, never on how it is read. The rule never changes: chunks that are stored would no longer be met again.
/// Source: W. Xia et al., "FastCDC: a Fast and Efficient Content-Defined Chunking Approach for Data Deduplication", USENIX ATC 2016, sections 3.2 to 3.4.
/// </summary>
/// <param name="content">What is cut, from where it stands.</param>
sealed class ContentChunker(Stream content)
{
    /// <summary>No chunk but the last is shorter.</summary>
    internal const int Least = 64 * 1024;

    /// <summary>No chunk is longer.</summary>
    internal const int Most = 1024 * 1024;

    /// <summary>
    /// From here on a border is sixteen times as likely. Of random bytes 0.13 of the chunks end before, 0.87 about 64 KiB after it: 256 KiB in the mean.
    /// </summary>
    const int Normal = 208 * 1024;

    /// <summary>A border in 2^20 places before <see cref="Normal"/>, in 2^16 after it. The upper bits of the hash know the last 64 bytes.</summary>
    const int RareBits = 20;

    const int FrequentBits = 16;

    static readonly ulong[] Gear = MakeGear();

    readonly byte[] _buffer = new byte[2 * Most];
    int _start;
    int _end;
    bool _isAtEnd;

    /// <summary>The next chunk, empty after the last; valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Next()
    {
        Fill();
        var length = BorderOf(_buffer.AsSpan(_start, _end - _start));
        var chunk = _buffer.AsMemory(_start, length);
        _start += length;
        return chunk;
    }

    void Fill()
    {
        if (_end - _start >= Most || _isAtEnd)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < _buffer.Length && !_isAtEnd)
        {
            var count = content.Read(_buffer, _end, _buffer.Length - _end);
            _isAtEnd = count == 0;
            _end += count;
        }
    }

    /// <summary>Where the first chunk of some bytes ends; they are all that is left, or <see cref="Most"/> and more.</summary>
    static int BorderOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Least)
        {
            return bytes.Length;
        }

        var gear = Gear.AsSpan();
        var end = Math.Min(bytes.Length, Most);
        var normal = Math.Min(end, Normal);
        var hash = 0UL;
        var at = Least;
        for (; at < normal; at++)
        {
            hash = (hash << 1) + gear[bytes[at]];
            if (hash >> (64 - RareBits) == 0)
            {
                return at + 1;
            }
        }

        for (; at < end; at++)
        {
            hash = (hash << 1) + gear[bytes[at]];
            if (hash >> (64 - FrequentBits) == 0)
            {
                return at + 1;
            }
        }

        return end;
    }

    /// <summary>A random number for each byte: the first eight bytes of its SHA-256, which everybody can compute.</summary>
    static ulong[] MakeGear()
    {
        var gear = new ulong[256];
        for (var value = 0; value < gear.Length; value++)
        {
            gear[value] = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData([(byte)value]));
        }

        return gear;
    }
}
