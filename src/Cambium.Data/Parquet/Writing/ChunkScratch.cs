using System.Buffers;

namespace Cambium.Data;

/// <summary>Buffers that one thread uses again from chunk to chunk.</summary>
sealed class ChunkScratch(ParquetWriteOptions options) : IDisposable
{
    internal ParquetWriteOptions Options { get; } = options;

    internal PageCompressor Compressor { get; } = new(options.Codec);

    internal ArrayBufferWriter<byte> Page { get; } = new();

    internal ArrayBufferWriter<byte> Compressed { get; } = new();

    internal ArrayBufferWriter<byte> Levels { get; } = new();

    /// <summary>A code a row.</summary>
    internal int[] Codes = [];

    public void Dispose() => Compressor.Dispose();

    internal Span<int> OpenCodes(int count)
    {
        if (Codes.Length < count)
        {
            Codes = new int[count];
        }

        return Codes.AsSpan(0, count);
    }
}
