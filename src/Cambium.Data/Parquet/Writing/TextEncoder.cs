using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>Encodes a column of text.</summary>
sealed class TextEncoder(TextColumn column) : ColumnEncoder(column)
{
    // After so many texts it shows whether they repeat.
    const int Sample = 2048;
    const int MostDictionaryBytes = 1 << 20;

    internal override PhysicalType Physical => PhysicalType.ByteArray;

    internal override void WriteMeaning(ThriftWriter writer) => TextMeaning.Write(writer);

    protected override void EncodeValues(EncodedChunk chunk, int start, int count, ulong[]? presence, int present, ChunkScratch scratch)
    {
        // The rows that have a text.
        var rows = scratch.OpenCodes(present);
        var at = 0;
        for (var row = 0; row < count; row++)
        {
            if (presence is null || Bits.At(presence, row))
            {
                rows[at++] = start + row;
            }
        }

        if (scratch.Options.Dictionary && present > 0 && Levels(rows) is var (levels, codes))
        {
            WriteLevels(chunk, levels, scratch);
            WriteCodes(chunk, codes, levels.Count, count, presence, scratch);
            return;
        }

        var bounds = new TextBounds();
        foreach (var row in rows)
        {
            bounds.Add(column.Utf8(row));
        }

        bounds.Give(chunk);
        var size = count == 0 ? 0 : column.Ends[start + count - 1] - column.StartOf(start);
        var width = sizeof(int) + (int)(size / Math.Max(1, count));
        if (scratch.Options.Delta)
        {
            WritePages<int>(chunk, rows, count, presence, width, scratch, PageEncoding.DeltaLengthByteArray, WriteLengths);
        }
        else
        {
            WritePages<int>(chunk, rows, count, presence, width, scratch, PageEncoding.Plain, WritePlain);
        }
    }

    static void WriteLevels(EncodedChunk chunk, LevelTable levels, ChunkScratch scratch)
    {
        scratch.Page.ResetWrittenCount();
        var bounds = new TextBounds();
        for (var code = 0; code < levels.Count; code++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(scratch.Page.GetSpan(sizeof(int)), levels[code].Length);
            scratch.Page.Advance(sizeof(int));
            scratch.Page.Write(levels[code]);
            bounds.Add(levels[code]);
        }

        bounds.Give(chunk);
        PageWriter.WriteDictionary(chunk, scratch, levels.Count);
    }

    /// <summary>Numbers the distinct texts of rows; null where they repeat too little to be worth it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    (LevelTable Levels, int[] Codes)? Levels(ReadOnlySpan<int> rows)
    {
        var levels = new LevelTable();
        var codes = GC.AllocateUninitializedArray<int>(rows.Length);
        var buffer = column.Buffer;
        var size = 0L;
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        for (var i = 0; i < rows.Length; i++)
        {
            var text = column.Utf8(rows[i]);
            var known = levels.Count;
            if (column.StartOf(rows[i]) + sizeof(ulong) <= buffer.Length)
            {
                codes[i] = levels.GetOrAdd(ref MemoryMarshal.GetReference(text), text.Length);
            }
            else
            {
                // Eight bytes are read from a text's start on, and the buffer ends before.
                text.CopyTo(last);
                codes[i] = levels.GetOrAdd(ref MemoryMarshal.GetReference(last), text.Length);
            }

            if (levels.Count > known)
            {
                size += text.Length + sizeof(int);
                if (size > MostDictionaryBytes || levels.Count > (rows.Length / 2) + 1 || (i < Sample && levels.Count > Sample / 2))
                {
                    return null;
                }
            }
        }

        return (levels, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WritePlain(ReadOnlySpan<int> rows, ArrayBufferWriter<byte> page)
    {
        var buffer = column.Buffer;
        var ends = column.Ends;
        var size = 0L;
        foreach (var row in rows)
        {
            size += ends[row] - column.StartOf(row);
        }

        var slack = Vector128<byte>.Count;
        var target = page.GetSpan(checked((int)(size + ((long)rows.Length * sizeof(int)) + slack)));
        var to = 0;
        foreach (var row in rows)
        {
            var start = column.StartOf(row);
            var length = (int)ends[row] - start;
            BinaryPrimitives.WriteInt32LittleEndian(target[to..], length);
            to += sizeof(int);
            if (length <= slack && start + slack <= buffer.Length)
            {
                Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(buffer), (nuint)start).StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)to);
            }
            else
            {
                buffer.Slice(start, length).CopyTo(target[to..]);
            }

            to += length;
        }

        page.Advance(to);
    }

    void WriteLengths(ReadOnlySpan<int> rows, ArrayBufferWriter<byte> page)
    {
        var lengths = new int[rows.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = column.Utf8(rows[i]).Length;
        }

        DeltaWriter.Write<int>(page, lengths);
        foreach (var row in rows)
        {
            page.Write(column.Utf8(row));
        }
    }
}
