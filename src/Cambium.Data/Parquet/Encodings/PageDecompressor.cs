using System.IO.Compression;
using Snappier;
using ZstdSharp;

namespace Cambium.Data;

/// <summary>Decompresses pages. Not to be shared between threads.</summary>
sealed class PageDecompressor : IDisposable
{
    Decompressor? _zstd;

    public void Dispose() => _zstd?.Dispose();

    /// <summary>Fills <paramref name="target"/> exactly from a compressed part of <paramref name="source"/>.</summary>
    internal void Decompress(PageCodec codec, byte[] source, int start, int length, Span<byte> target, ParquetPlace place)
    {
        var isWhole = codec switch
        {
            PageCodec.Snappy => TrySnappy(source.AsSpan(start, length), target),
            PageCodec.Gzip => TryGzip(source, start, length, target),
            PageCodec.Brotli => BrotliDecoder.TryDecompress(source.AsSpan(start, length), target, out var written) && written == target.Length,
            PageCodec.Zstd => TryZstd(source.AsSpan(start, length), target),
            PageCodec.Lz4 => Lz4Block.TryUnpack(source.AsSpan(start, length), target),
            _ => throw place.Refused(
                $"the values are compressed with {NameOf(codec)}, which Cambium does not read. Write the file with snappy, gzip, brotli, zstd, LZ4_RAW or without compression."),
        };
        if (!isWhole)
        {
            throw place.Damaged($"The {length} bytes of a page do not decompress with {codec} to the {target.Length} that it is said to have.");
        }
    }

    static string NameOf(PageCodec codec) => codec switch
    {
        PageCodec.Lzo => "LZO",
        PageCodec.HadoopLz4 => "Hadoop's framed LZ4",
        _ => $"codec {(int)codec}",
    };

    static bool TrySnappy(ReadOnlySpan<byte> source, Span<byte> target)
    {
        try
        {
            return Snappy.GetUncompressedLength(source) == target.Length && Snappy.TryDecompress(source, target, out var written) && written == target.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    static bool TryGzip(byte[] source, int start, int length, Span<byte> target)
    {
        try
        {
            using var memory = new MemoryStream(source, start, length, writable: false);
            using var gzip = new GZipStream(memory, CompressionMode.Decompress);
            return gzip.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length && gzip.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    bool TryZstd(ReadOnlySpan<byte> source, Span<byte> target)
    {
        _zstd ??= new Decompressor();
        try
        {
            return _zstd.TryUnwrap(source, target, out var written) && written == target.Length;
        }
        catch (ZstdException)
        {
            return false;
        }
    }
}
