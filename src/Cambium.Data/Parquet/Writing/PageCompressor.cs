using System.Buffers;
using System.IO.Compression;
using Snappier;
using ZstdSharp;

namespace Cambium.Data;

/// <summary>Compresses pages. Not to be shared between threads.</summary>
/// <param name="codec">How.</param>
sealed class PageCompressor(ParquetCodec codec) : IDisposable
{
    // Above this, brotli takes several times as long for a few per cent.
    const int BrotliQuality = 5;
    const int BrotliWindow = 22;

    Compressor? _zstd;

    /// <summary>The codec's number in the format.</summary>
    internal static PageCodec NumberOf(ParquetCodec codec) => codec switch
    {
        ParquetCodec.None => PageCodec.None,
        ParquetCodec.Snappy => PageCodec.Snappy,
        ParquetCodec.Gzip => PageCodec.Gzip,
        ParquetCodec.Brotli => PageCodec.Brotli,
        ParquetCodec.Zstd => PageCodec.Zstd,
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "Codec must be None, Snappy, Gzip, Brotli or Zstd."),
    };

    public void Dispose() => _zstd?.Dispose();

    /// <summary>Writes a page, compressed.</summary>
    internal void Compress(ReadOnlySpan<byte> page, ArrayBufferWriter<byte> target)
    {
        switch (codec)
        {
            case ParquetCodec.Snappy:
                // What does not compress grows by a sixth at most.
                target.Advance(Snappy.Compress(page, target.GetSpan(page.Length + (page.Length / 6) + 64)));
                break;
            case ParquetCodec.Brotli:
                BrotliEncoder.TryCompress(page, target.GetSpan(BrotliEncoder.GetMaxCompressedLength(page.Length)), out var written, BrotliQuality, BrotliWindow);
                target.Advance(written);
                break;
            case ParquetCodec.Zstd:
                _zstd ??= new Compressor();
                target.Advance(_zstd.Wrap(page, target.GetSpan(Compressor.GetCompressBound(page.Length))));
                break;
            case ParquetCodec.Gzip:
                using (var memory = new MemoryStream())
                {
                    using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
                    {
                        gzip.Write(page);
                    }

                    target.Write(memory.GetBuffer().AsSpan(0, (int)memory.Length));
                }

                break;
            default:
                target.Write(page);
                break;
        }
    }
}
