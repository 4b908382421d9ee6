using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Cambium.Data;

/// <summary>Encodes a column of categories: all levels, in their order, as the dictionary of every row group, and the codes.</summary>
sealed class CategoryEncoder(CategoryColumn column) : ColumnEncoder(column)
{
    readonly byte[][] _levels = [.. column.Levels.Select(Encoding.UTF8.GetBytes)];

    internal override PhysicalType Physical => PhysicalType.ByteArray;

    internal override void WriteMeaning(ThriftWriter writer) => TextMeaning.Write(writer);

    protected override void EncodeValues(EncodedChunk chunk, int start, int count, ulong[]? presence, int present, ChunkScratch scratch)
    {
        scratch.Page.ResetWrittenCount();
        foreach (var level in _levels)
        {
            BinaryPrimitives.WriteInt32LittleEndian(scratch.Page.GetSpan(sizeof(int)), level.Length);
            scratch.Page.Advance(sizeof(int));
            scratch.Page.Write(level);
        }

        PageWriter.WriteDictionary(chunk, scratch, _levels.Length);
        var rows = column.Codes.Slice(start, count);
        var codes = scratch.OpenCodes(present);
        var used = new bool[_levels.Length];
        var at = 0;
        foreach (var code in rows)
        {
            if (code != CategoryColumn.MissingCode)
            {
                codes[at++] = code;
                used[code] = true;
            }
        }

        var bounds = new TextBounds();
        for (var level = 0; level < used.Length; level++)
        {
            if (used[level])
            {
                bounds.Add(_levels[level]);
            }
        }

        bounds.Give(chunk);
        WriteCodes(chunk, codes, _levels.Length, count, presence, scratch);
    }
}
