using System.Buffers;
using System.Numerics;

namespace Cambium.Data;

/// <summary>Turns a column of a table, a row group at a time, into what a file holds.</summary>
/// <param name="column">The column.</param>
abstract class ColumnEncoder(Column column)
{
    /// <summary>A multiple of 64, so that the presence of a page's rows begins with a byte.</summary>
    const int MostPageRows = 1 << 17;
    const int LeastPageRows = 64;
    const int PageBytes = 1 << 20;

    internal Column Column { get; } = column;

    /// <summary>Whether rows may have no value.</summary>
    internal bool IsOptional { get; private set; } = column.MissingCount > 0;

    internal abstract PhysicalType Physical { get; }

    /// <summary>Writes what the values mean into the schema, where their physical type does not say it.</summary>
    internal virtual void WriteMeaning(ThriftWriter writer)
    {
    }

    /// <summary>Encodes a run of rows.</summary>
    internal void Encode(EncodedChunk chunk, int start, int count, ChunkScratch scratch)
    {
        chunk.Clear(count);
        var presence = IsOptional ? Column.Validity.Words(start, count) : null;
        var present = presence is null ? count : presence.Sum(BitOperations.PopCount);
        chunk.MissingCount = count - present;
        EncodeValues(chunk, start, count, presence, present, scratch);
    }

    /// <summary>An encoder for rows that are not all there are, so that others may have no value.</summary>
    /// <param name="column">The rows.</param>
    /// <param name="moments">What moments of all rows are.</param>
    internal static ColumnEncoder OfPart(Column column, MomentKind moments)
    {
        var encoder = column is Column<DateTime> part ? moments.EncoderOf(part) : Of(column);
        encoder.IsOptional = true;
        return encoder;
    }

    internal static ColumnEncoder Of(Column column) => column switch
    {
        Column<double> numbers => new DoubleEncoder(numbers),
        Column<long> numbers => new Int64Encoder(numbers),
        Column<bool> truths => new BooleanEncoder(truths),
        Column<DateTime> moments => new MomentKind(moments).EncoderOf(moments),
        CategoryColumn categories => new CategoryEncoder(categories),
        TextColumn texts => new TextEncoder(texts),
        _ => throw new TableException(
            $"Column '{column.Name}' holds sparse vectors, which Parquet cannot hold. Drop it before writing, or write the column that it was made from.")
        {
            Column = column.Name,
        },
    };

    /// <summary>Encodes a run of rows, of which <paramref name="presence"/> tells those with a value; null where all have one.</summary>
    protected abstract void EncodeValues(EncodedChunk chunk, int start, int count, ulong[]? presence, int present, ChunkScratch scratch);

    /// <summary>Writes pages of codes, one a present row, for a dictionary that has been written.</summary>
    protected static void WriteCodes(EncodedChunk chunk, ReadOnlySpan<int> codes, int levels, int count, ulong[]? presence, ChunkScratch scratch)
    {
        var width = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)Math.Max(levels - 1, 0)));
        WritePages(chunk, codes, count, presence, sizeof(int), scratch, PageEncoding.RleDictionary, (values, page) =>
        {
            page.GetSpan(1)[0] = (byte)width;
            page.Advance(1);
            HybridWriter.Write(page, values, width);
        });
    }

    /// <summary>Cuts the present values of a chunk into pages.</summary>
    /// <param name="values">A value for each present row.</param>
    /// <param name="count">The rows.</param>
    /// <param name="width">The bytes of a row, about.</param>
    /// <param name="write">Writes the values of one page.</param>
    protected static void WritePages<T>(
        EncodedChunk chunk, ReadOnlySpan<T> values, int count, ulong[]? presence, int width, ChunkScratch scratch, PageEncoding encoding, PageValuesWriter<T> write)
    {
        var rows = Math.Clamp(PageBytes / Math.Max(1, width) & ~(LeastPageRows - 1), LeastPageRows, MostPageRows);
        var start = 0;
        do
        {
            var here = Math.Min(rows, count - start);
            var present = here;
            if (presence is not null)
            {
                present = 0;
                for (var word = start >> 6; word < (start + here + 63) >> 6; word++)
                {
                    present += BitOperations.PopCount(presence[word]);
                }
            }

            PageWriter.Begin(scratch, presence, start, here, present);
            write(values[..present], scratch.Page);
            PageWriter.End(chunk, scratch, here, encoding);
            values = values[present..];
            start += here;
        }
        while (start < count);
    }

    /// <summary>Writes the values of one page.</summary>
    protected delegate void PageValuesWriter<T>(ReadOnlySpan<T> values, ArrayBufferWriter<byte> page);
}
