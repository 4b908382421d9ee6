namespace Cambium.Data;

/// <summary>Reads a column of one row group, some pages at a time.</summary>
sealed class ColumnCursor
{
    const int FirstHeader = 1 << 8;

    readonly SourceBytes _bytes;
    readonly PageCodec _codec;
    readonly ParquetPlace _place;
    readonly MemoryBudget _decompressed;
    readonly Func<int, MemoryBudget, NumberingRule, LeafColumn> _open;
    readonly KeptDictionary _dictionary = new();
    readonly long _end;
    long _at;

    /// <summary>Stands before the first page.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="chunk">Where the column lies.</param>
    /// <param name="rows">The rows of the row group.</param>
    /// <param name="place">The column in its row group.</param>
    /// <param name="decompressed">What all pages of the row group together may become.</param>
    /// <param name="open">Makes what reads so many rows.</param>
    internal ColumnCursor(
        SourceBytes bytes, ChunkInfo chunk, int rows, ParquetPlace place, MemoryBudget decompressed, Func<int, MemoryBudget, NumberingRule, LeafColumn> open)
    {
        chunk.Check(bytes.Length, place);
        _bytes = bytes;
        _codec = chunk.Codec;
        _place = place;
        _decompressed = decompressed;
        _open = open;
        _at = chunk.Start;
        _end = chunk.Start + chunk.CompressedSize;
        RowsLeft = rows;
    }

    /// <summary>The rows behind the place where this stands.</summary>
    internal int RowsLeft { get; private set; }

    /// <summary>The column's name.</summary>
    internal string Name => _place.Column!; // the place of a column has its name

    /// <summary>Goes past as many pages as hold so many rows, or past all.</summary>
    internal PageRun Advance(int rows)
    {
        var (start, count) = (_at, 0);
        while (count < Math.Min(rows, RowsLeft))
        {
            var header = ReadHeader(out var length);
            _at += length;
            header.Check(_end - _at, RowsLeft - count, _place);
            _at += header.CompressedSize;
            count += header.IsData ? header.ValueCount : 0;
        }

        RowsLeft -= count;
        return new PageRun(_codec, start, _at - start, count, _dictionary);
    }

    /// <summary>Reads pages; runs must be read in their order.</summary>
    internal Column Read(PageRun run, MemoryBudget budget, NumberingRule rule, PageScratch scratch)
    {
        var column = _open(run.RowCount, budget, rule);
        new ChunkPages(_bytes, budget, _decompressed).Read(run, column, 0, scratch, _place);
        return column.Build(1, _place);
    }

    PageHeader ReadHeader(out int length)
    {
        _place.Offset = _at;
        for (var size = FirstHeader; ; size *= 2)
        {
            var bytes = new byte[(int)Math.Min(size, _end - _at)];
            _bytes.Read(_at, bytes);
            try
            {
                var reader = new ThriftReader(bytes, _place);
                var header = PageHeader.Read(ref reader, _place);
                length = reader.Position;
                return header;
            }
            catch (TableException) when (bytes.Length < _end - _at && size <= Array.MaxLength / 4)
            {
                // The header may be longer than what was read of it.
            }
        }
    }
}
