using System.Buffers.Binary;
using System.Numerics;

namespace Cambium.Data;

/// <summary>Walks the pages of a chunk: decompresses each, parts levels and values, and hands it to the column.</summary>
/// <param name="bytes">The file.</param>
/// <param name="budget">What buffers may take.</param>
/// <param name="decompressed">What all pages together may become, so that not even one after the other they become more.</param>
sealed class ChunkPages(SourceBytes bytes, MemoryBudget budget, MemoryBudget decompressed)
{
    const int LengthSize = sizeof(int);

    /// <summary>Reads all pages of a chunk.</summary>
    internal void Read(ChunkInfo chunk, LeafColumn column, int group, PageScratch scratch, ParquetPlace place)
    {
        chunk.Check(bytes.Length, place);
        Read(new PageRun(chunk.Codec, chunk.Start, chunk.CompressedSize, column.RowCount(group)), column, group, scratch, place);
    }

    /// <summary>Reads some pages of a chunk as if they were a row group.</summary>
    internal void Read(PageRun run, LeafColumn column, int group, PageScratch scratch, ParquetPlace place)
    {
        budget.Ensure(ref scratch.Chunk, run.Length, place);
        var length = (int)run.Length;
        bytes.Read(run.Start, scratch.Chunk.AsSpan(0, length));
        var presence = column.OpenPresence(group, place);
        var target = column.Open(group, scratch, place);
        if (run.Kept?.Bytes is { } kept)
        {
            target.Dictionary(kept, run.Kept.Count, place);
        }

        var (row, rows, present, at) = (0, run.RowCount, 0, 0);
        while (row < rows || (rows == 0 && at < length))
        {
            place.Offset = run.Start + at;
            var reader = new ThriftReader(scratch.Chunk.AsSpan(at, length - at), place);
            var header = PageHeader.Read(ref reader, place);
            at += reader.Position;
            header.Check(length - at, rows - row, place);
            if (header.Type == PageHeader.DictionaryPage)
            {
                var dictionary = Decompress(run.Codec, header, scratch, at, place);
                target.Dictionary(dictionary, header.ValueCount, place);
                run.Kept?.Keep(dictionary, header.ValueCount, budget, place);
            }
            else if (header.IsData)
            {
                var page = header.Type == PageHeader.DataPage
                    ? ReadPage(header, Decompress(run.Codec, header, scratch, at, place), column.Leaf, presence, row, scratch, place)
                    : ReadPageV2(run.Codec, header, column.Leaf, presence, row, scratch, at, place);
                target.Page(page);
                present += page.Present;
                row += page.RowCount;
            }

            at += header.CompressedSize;
        }

        column.ClosePresence(group, presence, present);
    }

    PageValues ReadPage(PageHeader header, ReadOnlySpan<byte> page, SchemaLeaf leaf, ulong[]? presence, int row, PageScratch scratch, ParquetPlace place)
    {
        var present = header.ValueCount;
        if (presence is not null)
        {
            ReadOnlySpan<byte> levels;
            if (header.DefinitionEncoding == PageEncoding.BitPacked)
            {
                var size = BitUnpacker.SizeOf(header.ValueCount, WidthOf(leaf.MostDefinition));
                levels = size <= page.Length ? page[..(int)size] : throw Ended(place);
                page = page[(int)size..];
                present = BitPackedPresence(levels, leaf.MostDefinition, presence, row, header.ValueCount);
            }
            else
            {
                var size = page.Length < LengthSize ? throw Ended(place) : BinaryPrimitives.ReadUInt32LittleEndian(page);
                levels = size <= page.Length - LengthSize ? page.Slice(LengthSize, (int)size) : throw Ended(place);
                page = page[(LengthSize + levels.Length)..];
                present = Presence(levels, leaf.MostDefinition, presence, row, header.ValueCount, scratch, place);
            }
        }

        return ValuesOf(header, page, presence, row, present, place);
    }

    PageValues ReadPageV2(PageCodec codec, PageHeader header, SchemaLeaf leaf, ulong[]? presence, int row, PageScratch scratch, int at, ParquetPlace place)
    {
        var levelSize = (long)header.DefinitionSize + header.RepetitionSize;
        if (levelSize > header.CompressedSize || levelSize > header.UncompressedSize)
        {
            throw place.Damaged($"A page of {header.CompressedSize} bytes is said to have levels of {levelSize}.");
        }

        var present = header.ValueCount;
        if (presence is not null)
        {
            var levels = scratch.Chunk.AsSpan(at + header.RepetitionSize, header.DefinitionSize);
            present = Presence(levels, leaf.MostDefinition, presence, row, header.ValueCount, scratch, place);
        }

        var values = header with { CompressedSize = header.CompressedSize - (int)levelSize, UncompressedSize = header.UncompressedSize - (int)levelSize };
        ReadOnlySpan<byte> content = values.UncompressedSize == 0 ? [] : Decompress(header.IsCompressed ? codec : PageCodec.None, values, scratch, at + (int)levelSize, place);
        return ValuesOf(header, content, presence, row, present, place);
    }

    static PageValues ValuesOf(PageHeader header, ReadOnlySpan<byte> bytes, ulong[]? presence, int row, int present, ParquetPlace place) => new()
    {
        Encoding = header.Encoding == PageEncoding.PlainDictionary ? PageEncoding.RleDictionary : header.Encoding,
        Bytes = bytes,
        Row = row,
        RowCount = header.ValueCount,
        Present = present,
        Presence = presence,
        Place = place,
    };

    ReadOnlySpan<byte> Decompress(PageCodec codec, PageHeader header, PageScratch scratch, int at, ParquetPlace place)
    {
        if (codec == PageCodec.None)
        {
            return header.CompressedSize == header.UncompressedSize
                ? scratch.Chunk.AsSpan(at, header.CompressedSize)
                : throw place.Damaged($"A page without compression is said to have {header.CompressedSize} bytes and {header.UncompressedSize}.");
        }

        decompressed.Take(header.UncompressedSize, place);
        budget.Ensure(ref scratch.Page, header.UncompressedSize, place);
        var page = scratch.Page.AsSpan(0, header.UncompressedSize);
        scratch.Decompressor.Decompress(codec, scratch.Chunk, at, header.CompressedSize, page, place);
        return page;
    }

    int Presence(ReadOnlySpan<byte> levels, int most, ulong[] presence, int row, int count, PageScratch scratch, ParquetPlace place)
    {
        if (most == 1)
        {
            return HybridReader.ReadBits(levels, presence, row, count, place);
        }

        budget.Ensure(ref scratch.Levels, count, place);
        var values = scratch.Levels.AsSpan(0, count);
        HybridReader.Read(levels, WidthOf(most), values, place);
        var present = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == most)
            {
                Bits.Set(presence, row + i, 1);
                present++;
            }
        }

        return present;
    }

    /// <summary>The layout of levels in old files: packed from the highest bit on.</summary>
    static int BitPackedPresence(ReadOnlySpan<byte> levels, int most, ulong[] presence, int row, int count)
    {
        var (width, present) = (WidthOf(most), 0);
        for (var i = 0; i < count; i++)
        {
            var level = 0;
            for (var bit = (long)i * width; bit < (i + 1L) * width; bit++)
            {
                level = level << 1 | levels[(int)(bit >> 3)] >> (7 - (int)(bit & 7)) & 1;
            }

            if (level == most)
            {
                Bits.Set(presence, row + i, 1);
                present++;
            }
        }

        return present;
    }

    static int WidthOf(int most) => 32 - BitOperations.LeadingZeroCount((uint)most);

    static TableException Ended(ParquetPlace place) => place.Damaged("A page ends within its levels.");
}
