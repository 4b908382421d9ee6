using System.Buffers.Binary;

namespace Cambium.Data;

/// <summary>Reads what stands at the end of a Parquet file.</summary>
static class FooterReader
{
    // The footer's length and the magic bytes behind it.
    const int TailSize = 8;

    internal static FileFooter Read(SourceBytes bytes, MemoryBudget budget, ParquetPlace place)
    {
        var magic = FileFooter.Magic.Length;
        if (bytes.Length < magic + TailSize)
        {
            throw place.Refused($"the file has {bytes.Length} bytes, too few for a Parquet file. It is no Parquet file, or was not written whole.");
        }

        Span<byte> tail = stackalloc byte[TailSize];
        bytes.Read(bytes.Length - TailSize, tail);
        place.Offset = bytes.Length - TailSize;
        if (tail[4..].SequenceEqual("PARE"u8))
        {
            throw place.Refused("the file is encrypted, which Cambium does not read. Decrypt it first.");
        }

        if (!tail[4..].SequenceEqual(FileFooter.Magic))
        {
            throw place.Refused("the file does not end with PAR1, as a Parquet file does. It is no Parquet file, or was not written whole.");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > bytes.Length - TailSize - magic)
        {
            throw place.Damaged($"The footer is said to have {length} bytes, more than stand before it.");
        }

        place.Offset = bytes.Length - TailSize - length;
        byte[] footer = [];
        budget.Ensure(ref footer, length, place);
        bytes.Read(place.Offset, footer.AsSpan(0, (int)length));
        return Parse(footer.AsSpan(0, (int)length), budget, place);
    }

    static FileFooter Parse(ReadOnlySpan<byte> footer, MemoryBudget budget, ParquetPlace place)
    {
        var reader = new ThriftReader(footer, place);
        var elements = new List<SchemaElement>();
        var groups = new List<RowGroupInfo>();
        var notes = new Dictionary<string, string>();
        SchemaLeaf[]? leaves = null;
        long? rows = null;
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 2:
                    for (var left = reader.Structs(); left > 0; left--)
                    {
                        elements.Add(SchemaElement.Read(ref reader));
                    }

                    leaves = new SchemaTree(elements, budget, place).Leaves();
                    break;
                case 3: rows = reader.Int64(); break;
                case 4:
                    for (var left = reader.Structs(); left > 0; left--)
                    {
                        groups.Add(ReadRowGroup(ref reader, leaves ?? throw place.Damaged("The row groups stand before the schema."), groups.Count, place));
                    }

                    break;
                case 5: ReadNotes(ref reader, notes); break;
                default: reader.Skip(); break;
            }
        }

        if (leaves is null)
        {
            throw place.Damaged("The metadata name no columns.");
        }

        var total = groups.Sum(group => (long)group.RowCount);
        return rows == total ? new FileFooter(leaves, [.. groups], notes) : throw place.Damaged($"The file is said to have {rows} rows, its row groups have {total}.");
    }

    static void ReadNotes(ref ThriftReader reader, Dictionary<string, string> notes)
    {
        for (var left = reader.Structs(); left > 0; left--)
        {
            var (key, value, id) = ("", "", 0);
            while (reader.Next(ref id))
            {
                switch (id)
                {
                    case 1: key = reader.Text(); break;
                    case 2: value = reader.Text(); break;
                    default: reader.Skip(); break;
                }
            }

            notes[key] = value;
        }
    }

    static RowGroupInfo ReadRowGroup(ref ThriftReader reader, SchemaLeaf[] leaves, int number, ParquetPlace place)
    {
        var chunks = new List<ChunkInfo>();
        var rows = -1L;
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 1:
                    for (var left = reader.Structs(); left > 0; left--)
                    {
                        chunks.Add(ReadChunk(ref reader, place));
                    }

                    break;
                case 3: rows = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        if (rows is < 0 or > int.MaxValue)
        {
            throw place.Damaged($"Row group {number} is said to have {rows} rows; from 0 to {int.MaxValue} were expected.");
        }

        if (chunks.Count != leaves.Length)
        {
            throw place.Damaged($"Row group {number} has {chunks.Count} columns, the schema {leaves.Length}.");
        }

        foreach (var leaf in leaves)
        {
            if (leaf.MostRepetition == 0 && chunks[leaf.Position].ValueCount != rows)
            {
                throw place.Damaged($"Row group {number} has {rows} rows, but {chunks[leaf.Position].ValueCount} values in column '{leaf.Name}'.");
            }
        }

        return new RowGroupInfo((int)rows, [.. chunks]);
    }

    static ChunkInfo ReadChunk(ref ThriftReader reader, ParquetPlace place)
    {
        ChunkInfo? chunk = null;
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 1: throw place.Refused($"the values of a column lie in another file, '{reader.Text()}'. Read that file, or write one file that holds all.");
                case 3: chunk = ReadChunkMetadata(ref reader); break;
                case 8: throw place.Refused("a column is encrypted, which Cambium does not read. Decrypt the file first.");
                default: reader.Skip(); break;
            }
        }

        return chunk ?? throw place.Damaged("The metadata of a column are missing.");
    }

    static ChunkInfo ReadChunkMetadata(ref ThriftReader reader)
    {
        reader.Struct();
        var chunk = new ChunkInfo();
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 4: chunk = chunk with { Codec = (PageCodec)reader.Int32() }; break;
                case 5: chunk = chunk with { ValueCount = reader.Int64() }; break;
                case 7: chunk = chunk with { CompressedSize = reader.Int64() }; break;
                case 9: chunk = chunk with { DataOffset = reader.Int64() }; break;
                case 11: chunk = chunk with { DictionaryOffset = reader.Int64() }; break;
                case 12: chunk = ReadStatistics(ref reader, chunk); break;
                default: reader.Skip(); break;
            }
        }

        return chunk;
    }

    // The first two fields of the struct, min and max without a stated order, are passed over: old writers compared texts as signed bytes.
    static ChunkInfo ReadStatistics(ref ThriftReader reader, ChunkInfo chunk)
    {
        reader.Struct();
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 3: chunk = chunk with { MissingCount = reader.Int64() }; break;
                case 5: chunk = chunk with { Max = reader.Binary().ToArray() }; break;
                case 6: chunk = chunk with { Min = reader.Binary().ToArray() }; break;
                default: reader.Skip(); break;
            }
        }

        return chunk;
    }
}
