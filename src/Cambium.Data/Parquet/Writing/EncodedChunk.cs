using System.Buffers;

namespace Cambium.Data;

/// <summary>A column's values in one row group as they go into the file, and what the file says about them.</summary>
sealed class EncodedChunk
{
    readonly SortedSet<PageEncoding> _encodings = [];

    /// <summary>The pages.</summary>
    internal ArrayBufferWriter<byte> Bytes { get; } = new();

    internal int RowCount { get; private set; }

    /// <summary>Where the first page of values begins in <see cref="Bytes"/>; above 0 where a dictionary stands before it.</summary>
    internal int DataStart { get; set; }

    internal long UncompressedSize { get; set; }

    internal int MissingCount { get; set; }

    /// <summary>The least value as the format stores it; null where it is not told.</summary>
    internal byte[]? Min { get; set; }

    /// <summary>The greatest value as the format stores it; null where it is not told.</summary>
    internal byte[]? Max { get; set; }

    internal IEnumerable<PageEncoding> Encodings => _encodings;

    internal void Clear(int rowCount)
    {
        Bytes.ResetWrittenCount();
        _encodings.Clear();
        RowCount = rowCount;
        (DataStart, UncompressedSize, MissingCount, Min, Max) = (0, 0, 0, null, null);
    }

    internal void Uses(PageEncoding encoding) => _encodings.Add(encoding);
}
