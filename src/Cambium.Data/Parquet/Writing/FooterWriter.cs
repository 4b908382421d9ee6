using System.Buffers;
using System.Buffers.Binary;

namespace Cambium.Data;

/// <summary>Writes what stands at the end of a file; row groups are told as they are written.</summary>
sealed class FooterWriter(ColumnEncoder[] columns, ParquetWriteOptions options)
{
    readonly List<(ArrayBufferWriter<byte> Bytes, int Rows)> _groups = [];

    /// <summary>Keeps what there is to say about a row group whose first chunk begins at <paramref name="offset"/>.</summary>
    /// <returns>Where its last chunk ends.</returns>
    internal long Add(ReadOnlySpan<EncodedChunk> chunks, long offset)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new ThriftWriter(bytes);
        var (start, uncompressed) = (offset, 0L);
        writer.Begin();
        writer.Structs(1, chunks.Length);
        for (var i = 0; i < chunks.Length; i++)
        {
            WriteChunk(writer, columns[i], chunks[i], offset);
            offset += chunks[i].Bytes.WrittenCount;
            uncompressed += chunks[i].UncompressedSize;
        }

        var rows = chunks[0].RowCount;
        writer.Int64(2, uncompressed);
        writer.Int64(3, rows);
        writer.Int64(5, start);
        writer.Int64(6, offset - start);
        writer.End();
        _groups.Add((bytes, rows));
        return offset;
    }

    /// <summary>Writes the footer, its length and the closing magic bytes.</summary>
    internal void Write(Stream stream)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new ThriftWriter(bytes);
        writer.Begin();
        writer.Int32(1, options.Delta || options.ByteStreamSplit ? 2 : 1);
        WriteSchema(writer);
        writer.Int64(3, _groups.Sum(group => (long)group.Rows));
        writer.Structs(4, _groups.Count);
        foreach (var (group, _) in _groups)
        {
            bytes.Write(group.WrittenSpan);
        }

        writer.Structs(5, 1);
        writer.Begin();
        writer.Text(1, ColumnNotes.Key);
        writer.Text(2, ColumnNotes.Write(columns.Select(column => column.Column)));
        writer.End();
        writer.Text(6, $"Cambium version {typeof(Table).Assembly.GetName().Version?.ToString(3)}");
        writer.Structs(7, columns.Length);
        foreach (var _ in columns)
        {
            // Values are ordered as their types say; without this, readers pass over the bounds.
            writer.Begin();
            writer.Empty(1);
            writer.End();
        }

        writer.End();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(sizeof(int)), bytes.WrittenCount);
        bytes.Advance(sizeof(int));
        bytes.Write(FileFooter.Magic);
        stream.Write(bytes.WrittenSpan);
    }

    void WriteSchema(ThriftWriter writer)
    {
        writer.Structs(2, columns.Length + 1);
        writer.Begin();
        writer.Text(4, "schema");
        writer.Int32(5, columns.Length);
        writer.End();
        foreach (var column in columns)
        {
            writer.Begin();
            writer.Int32(1, (int)column.Physical);
            writer.Int32(3, column.IsOptional ? 1 : 0);
            writer.Text(4, column.Column.Name);
            column.WriteMeaning(writer);
            writer.End();
        }
    }

    void WriteChunk(ThriftWriter writer, ColumnEncoder column, EncodedChunk chunk, long offset)
    {
        writer.Begin();
        writer.Int64(2, offset);
        writer.Begin(3);
        writer.Int32(1, (int)column.Physical);
        writer.Int32s(2, [.. chunk.Encodings.Select(encoding => (int)encoding)]);
        writer.OneText(3, column.Column.Name);
        writer.Int32(4, (int)PageCompressor.NumberOf(options.Codec));
        writer.Int64(5, chunk.RowCount);
        writer.Int64(6, chunk.UncompressedSize);
        writer.Int64(7, chunk.Bytes.WrittenCount);
        writer.Int64(9, offset + chunk.DataStart);
        if (chunk.DataStart > 0)
        {
            writer.Int64(11, offset);
        }

        writer.Begin(12);
        writer.Int64(3, chunk.MissingCount);
        if (chunk is { Min: { } min, Max: { } max })
        {
            writer.Binary(5, max);
            writer.Binary(6, min);
        }

        writer.End();
        writer.End();
        writer.End();
    }
}
