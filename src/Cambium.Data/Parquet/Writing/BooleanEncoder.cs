namespace Cambium.Data;

/// <summary>Encodes a column of truths as bits.</summary>
sealed class BooleanEncoder(Column<bool> column) : ColumnEncoder(column)
{
    internal override PhysicalType Physical => PhysicalType.Boolean;

    protected override void EncodeValues(EncodedChunk chunk, int start, int count, ulong[]? presence, int present, ChunkScratch scratch)
    {
        var rows = column.Values.Slice(start, count);
        var bits = scratch.OpenCodes(present);
        var (at, ones) = (0, 0);
        for (var row = 0; row < rows.Length; row++)
        {
            if (presence is null || Bits.At(presence, row))
            {
                bits[at++] = rows[row] ? 1 : 0;
                ones += rows[row] ? 1 : 0;
            }
        }

        if (present > 0)
        {
            chunk.Min = [(byte)(ones == present ? 1 : 0)];
            chunk.Max = [(byte)(ones > 0 ? 1 : 0)];
        }

        WritePages<int>(chunk, bits, count, presence, 1, scratch, PageEncoding.Plain, (values, page) =>
        {
            var size = (values.Length + 7) / 8;
            BitPacker.Pack(values, 1, page.GetSpan(size + sizeof(ulong) + sizeof(uint)));
            page.Advance(size);
        });
    }
}
