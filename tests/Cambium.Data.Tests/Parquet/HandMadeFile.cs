using System.Buffers;
using System.Buffers.Binary;

namespace Cambium.Data.Tests;

/// <summary>Files of one column of whole numbers, put together page by page, so that they can claim what no writer writes.</summary>
static class HandMadeFile
{
    /// <summary>A file of one row group.</summary>
    /// <param name="rows">The rows that the file claims.</param>
    /// <param name="isOptional">Whether a row may have no value.</param>
    /// <param name="codec">How pages are said to be compressed.</param>
    /// <param name="pages">The pages with their headers; the first is a dictionary where <paramref name="hasDictionary"/>.</param>
    internal static byte[] Of(long rows, bool isOptional, PageCodec codec, bool hasDictionary, params byte[][] pages) => Of(1, rows, isOptional, codec, hasDictionary, pages);

    /// <summary>A file of several row groups that all claim the same bytes.</summary>
    internal static byte[] Of(int groups, long rows, bool isOptional, PageCodec codec, bool hasDictionary, params byte[][] pages)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("PAR1"u8);
        foreach (var page in pages)
        {
            bytes.Write(page);
        }

        var size = bytes.WrittenCount - 4;
        var writer = new ThriftWriter(bytes);
        writer.Begin();
        writer.Int32(1, 1);
        writer.Structs(2, 2);
        writer.Begin();
        writer.Text(4, "schema");
        writer.Int32(5, 1);
        writer.End();
        writer.Begin();
        writer.Int32(1, (int)PhysicalType.Int64);
        writer.Int32(3, isOptional ? 1 : 0);
        writer.Text(4, "x");
        writer.End();
        writer.Int64(3, groups * rows);
        writer.Structs(4, groups);
        for (var group = 0; group < groups; group++)
        {
            WriteGroup(writer, rows, codec, hasDictionary ? pages[0].Length : 0, size);
        }

        writer.End();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(4), bytes.WrittenCount - 4 - size);
        bytes.Advance(4);
        bytes.Write("PAR1"u8);
        return bytes.WrittenSpan.ToArray();
    }

    static void WriteGroup(ThriftWriter writer, long rows, PageCodec codec, int dictionarySize, int size)
    {
        writer.Begin();
        writer.Structs(1, 1);
        writer.Begin();
        writer.Int64(2, 4);
        writer.Begin(3);
        writer.Int32(1, (int)PhysicalType.Int64);
        writer.Int32(4, (int)codec);
        writer.Int64(5, rows);
        writer.Int64(7, size);
        writer.Int64(9, 4 + dictionarySize);
        if (dictionarySize > 0)
        {
            writer.Int64(11, 4);
        }

        writer.End();
        writer.End();
        writer.Int64(3, rows);
        writer.End();
    }

    /// <summary>A page of values.</summary>
    internal static byte[] Page(int values, PageEncoding encoding, PageEncoding levels, byte[] content, int? uncompressedSize = null) => With(0, content, uncompressedSize, writer =>
    {
        writer.Begin(5);
        writer.Int32(1, values);
        writer.Int32(2, (int)encoding);
        writer.Int32(3, (int)levels);
        writer.Int32(4, (int)PageEncoding.Rle);
        writer.End();
    });

    /// <summary>A dictionary.</summary>
    internal static byte[] Dictionary(params long[] values)
    {
        var content = new byte[values.Length * sizeof(long)];
        Buffer.BlockCopy(values, 0, content, 0, content.Length);
        return With(2, content, null, writer =>
        {
            writer.Begin(7);
            writer.Int32(1, values.Length);
            writer.Int32(2, (int)PageEncoding.Plain);
            writer.End();
        });
    }

    /// <summary>Codes of one bit, all 0, as one run.</summary>
    internal static byte[] Zeros(int count)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("\u0001"u8);
        VarintWriter.Write(bytes, (ulong)count << 1);
        bytes.Write("\0"u8);
        return bytes.WrittenSpan.ToArray();
    }

    static byte[] With(int type, byte[] content, int? uncompressedSize, Action<ThriftWriter> kind)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new ThriftWriter(bytes);
        writer.Begin();
        writer.Int32(1, type);
        writer.Int32(2, uncompressedSize ?? content.Length);
        writer.Int32(3, content.Length);
        kind(writer);
        writer.End();
        bytes.Write(content);
        return bytes.WrittenSpan.ToArray();
    }
}
