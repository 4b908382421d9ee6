using System.Buffers;
using System.Buffers.Binary;

namespace Cambium.Data;

/// <summary>Writes pages into a chunk: a header, which rows have a value, and the values.</summary>
static class PageWriter
{
    /// <summary>Writes the dictionary that stands in the scratch page.</summary>
    internal static void WriteDictionary(EncodedChunk chunk, ChunkScratch scratch, int count)
    {
        Write(chunk, scratch, writer =>
        {
            writer.Begin(7);
            writer.Int32(1, count);
            writer.Int32(2, (int)PageEncoding.Plain);
            writer.End();
        }, PageHeader.DictionaryPage);
        chunk.Uses(PageEncoding.Plain);
        chunk.DataStart = chunk.Bytes.WrittenCount;
    }

    /// <summary>Begins a page of values in the scratch page, with which rows have one.</summary>
    internal static void Begin(ChunkScratch scratch, ulong[]? presence, int start, int count, int present)
    {
        scratch.Page.ResetWrittenCount();
        if (presence is null)
        {
            return;
        }

        scratch.Levels.ResetWrittenCount();
        HybridWriter.WritePresence(scratch.Levels, presence, start, count, present);
        BinaryPrimitives.WriteInt32LittleEndian(scratch.Page.GetSpan(sizeof(int)), scratch.Levels.WrittenCount);
        scratch.Page.Advance(sizeof(int));
        scratch.Page.Write(scratch.Levels.WrittenSpan);
    }

    /// <summary>Writes the page of values that stands in the scratch page.</summary>
    internal static void End(EncodedChunk chunk, ChunkScratch scratch, int count, PageEncoding encoding)
    {
        Write(chunk, scratch, writer =>
        {
            writer.Begin(5);
            writer.Int32(1, count);
            writer.Int32(2, (int)encoding);
            writer.Int32(3, (int)PageEncoding.Rle);
            writer.Int32(4, (int)PageEncoding.Rle);
            writer.End();
        }, PageHeader.DataPage);
        chunk.Uses(encoding);
        chunk.Uses(PageEncoding.Rle);
    }

    static void Write(EncodedChunk chunk, ChunkScratch scratch, Action<ThriftWriter> kind, int type)
    {
        var page = scratch.Page.WrittenSpan;
        var isCompressed = scratch.Options.Codec != ParquetCodec.None;
        if (isCompressed)
        {
            scratch.Compressed.ResetWrittenCount();
            scratch.Compressor.Compress(page, scratch.Compressed);
        }

        var content = isCompressed ? scratch.Compressed.WrittenSpan : page;
        var start = chunk.Bytes.WrittenCount;
        var writer = new ThriftWriter(chunk.Bytes);
        writer.Begin();
        writer.Int32(1, type);
        writer.Int32(2, page.Length);
        writer.Int32(3, content.Length);
        kind(writer);
        writer.End();
        chunk.UncompressedSize += chunk.Bytes.WrittenCount - start + page.Length;
        chunk.Bytes.Write(content);
    }
}
