namespace Cambium.Data;

/// <summary>Where the values of one column in one row group lie, and what the file says about them.</summary>
sealed record ChunkInfo
{
    internal PageCodec Codec { get; init; }

    internal long ValueCount { get; init; }

    internal long DataOffset { get; init; }

    internal long DictionaryOffset { get; init; }

    internal long CompressedSize { get; init; }

    /// <summary>The least value as the format stores it; empty where the file does not tell.</summary>
    internal ReadOnlyMemory<byte>? Min { get; init; }

    /// <summary>The greatest value as the format stores it; empty where the file does not tell.</summary>
    internal ReadOnlyMemory<byte>? Max { get; init; }

    internal long? MissingCount { get; init; }

    /// <summary>The first byte of the chunk.</summary>
    internal long Start => DictionaryOffset > 0 && DictionaryOffset < DataOffset ? DictionaryOffset : DataOffset;

    /// <summary>Refuses a chunk that does not lie within its file.</summary>
    internal void Check(long fileLength, ParquetPlace place)
    {
        place.Offset = Start;
        if (Start < FileFooter.Magic.Length || CompressedSize < 0 || CompressedSize > fileLength - Start)
        {
            throw place.Damaged($"The values are said to lie in {CompressedSize} bytes from byte {Start} on, but the file has {fileLength}.");
        }
    }
}
