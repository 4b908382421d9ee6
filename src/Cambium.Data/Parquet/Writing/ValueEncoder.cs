using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Encodes a column of numbers or moments.</summary>
/// <typeparam name="TValue">What the column holds.</typeparam>
/// <typeparam name="TRaw">What the file holds.</typeparam>
abstract class ValueEncoder<TValue, TRaw>(Column<TValue> column) : ColumnEncoder(column)
    where TValue : unmanaged
    where TRaw : unmanaged
{
    /// <summary>The stored forms of a run of values; the run itself where that is its stored form.</summary>
    protected abstract ReadOnlySpan<TRaw> Store(ReadOnlySpan<TValue> values);

    /// <summary>How values without a dictionary are laid out.</summary>
    protected virtual PageEncoding EncodingOf(ParquetWriteOptions options) => PageEncoding.Plain;

    /// <summary>The least and the greatest value; null where they are not told.</summary>
    protected abstract (TRaw Min, TRaw Max)? Extremes(ReadOnlySpan<TRaw> values);

    protected override void EncodeValues(EncodedChunk chunk, int start, int count, ulong[]? presence, int present, ChunkScratch scratch)
    {
        var rows = ((Column<TValue>)Column).Values.Slice(start, count);
        var values = Store(present == count ? rows : Gather(rows, presence!, present)); // there where a row has no value
        if (values.Length > 0 && Extremes(values) is { } extremes)
        {
            chunk.Min = BytesOf(extremes.Min);
            chunk.Max = BytesOf(extremes.Max);
        }

        var codes = scratch.OpenCodes(values.Length);
        if (scratch.Options.Dictionary && Unsafe.SizeOf<TRaw>() <= sizeof(ulong) && ValueDictionary.Find(values, codes) is { } distinct)
        {
            scratch.Page.ResetWrittenCount();
            foreach (var value in distinct)
            {
                scratch.Page.Write(MemoryMarshal.AsBytes([value])[..Unsafe.SizeOf<TRaw>()]);
            }

            PageWriter.WriteDictionary(chunk, scratch, distinct.Length);
            WriteCodes(chunk, codes, distinct.Length, count, presence, scratch);
            return;
        }

        var encoding = EncodingOf(scratch.Options);
        WritePages(chunk, values, count, presence, Unsafe.SizeOf<TRaw>(), scratch, encoding, encoding switch
        {
            PageEncoding.DeltaBinaryPacked when typeof(TRaw) == typeof(int) => (here, page) => DeltaWriter.Write(page, MemoryMarshal.Cast<TRaw, int>(here)),
            PageEncoding.DeltaBinaryPacked => (here, page) => DeltaWriter.Write(page, MemoryMarshal.Cast<TRaw, long>(here)),
            PageEncoding.ByteStreamSplit => Split,
            _ => (here, page) => page.Write(MemoryMarshal.AsBytes(here)),
        });
    }

    static byte[] BytesOf(TRaw value) => MemoryMarshal.AsBytes(new ReadOnlySpan<TRaw>(in value)).ToArray();

    static void Split(ReadOnlySpan<TRaw> values, ArrayBufferWriter<byte> page)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        ByteStreams.Split(bytes, Unsafe.SizeOf<TRaw>(), page.GetSpan(Math.Max(1, bytes.Length)));
        page.Advance(bytes.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static TValue[] Gather(ReadOnlySpan<TValue> rows, ulong[] presence, int present)
    {
        var values = GC.AllocateUninitializedArray<TValue>(present);
        var count = 0;
        for (var word = 0; word < presence.Length; word++)
        {
            for (var bits = presence[word]; bits != 0; bits &= bits - 1)
            {
                values[count++] = rows[(word << 6) + BitOperations.TrailingZeroCount(bits)];
            }
        }

        return values;
    }
}
