using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Reads a column of numbers or moments.</summary>
/// <param name="conversion">How a stored value becomes one of the column.</param>
/// <param name="missing">What stands where there is no value.</param>
sealed class ValueLeaf<TValue>(SchemaLeaf leaf, int[] firstRows, MemoryBudget budget, ParquetPlace place, ValueConversion<TValue> conversion, TValue missing)
    : LeafColumn(leaf, firstRows, budget)
    where TValue : unmanaged
{
    readonly TValue[] _values = Allocate(firstRows[^1], budget, place);

    ValueConversion<TValue> Conversion { get; } = conversion;

    TValue Missing { get; } = missing;

    internal override ChunkTarget Open(int group, PageScratch scratch, ParquetPlace place) => new Target(this, group, scratch);

    internal override Column Build(int threads, ParquetPlace place) => new Column<TValue>(Leaf.Name, _values, ReadValidity());

    static TValue[] Allocate(int count, MemoryBudget budget, ParquetPlace place)
    {
        budget.Take((long)count * Unsafe.SizeOf<TValue>(), place);
        return GC.AllocateUninitializedArray<TValue>(count);
    }

    void Convert(ReadOnlySpan<byte> plain, Span<TValue> target, ParquetPlace place)
    {
        if (plain.Length < (long)target.Length * Conversion.Width)
        {
            throw place.Damaged($"A page of {plain.Length} bytes is said to hold {target.Length} values of {Conversion.Width} bytes.");
        }

        if (Conversion.Convert(plain, target) is var refused and >= 0)
        {
            throw place.Refused($"value {refused} of the page at byte {place.Offset} is beyond {Conversion.Limit}, the most that a column holds. Change it where the file is written.");
        }
    }

    sealed class Target(ValueLeaf<TValue> column, int group, PageScratch scratch) : ChunkTarget
    {
        TValue[] _dictionary = [];

        internal override void Dictionary(ReadOnlySpan<byte> bytes, int count, ParquetPlace place)
        {
            var plain = column.Leaf.Physical == PhysicalType.ByteArray ? DecimalBytes.Pad(bytes, PageEncoding.Plain, count, scratch, column.Budget, place) : bytes;
            if (count > plain.Length / column.Conversion.Width)
            {
                throw place.Damaged($"A dictionary of {plain.Length} bytes is said to hold {count} values of {column.Conversion.Width} bytes.");
            }

            column.Budget.Take((long)count * Unsafe.SizeOf<TValue>(), place);
            _dictionary = new TValue[count];
            column.Convert(plain, _dictionary, place);
        }

        internal override void Page(PageValues page)
        {
            var rows = column._values.AsSpan(column.FirstRow(group) + page.Row, page.RowCount);
            if (page.Encoding == PageEncoding.RleDictionary)
            {
                Look(page, rows[..page.Present]);
            }
            else
            {
                column.Convert(Plain(page), rows[..page.Present], page.Place);
            }

            page.Spread(rows, column.Missing);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Look(PageValues page, Span<TValue> target)
        {
            column.Budget.Ensure(ref scratch.Codes, target.Length, page.Place);
            var codes = scratch.Codes.AsSpan(0, target.Length);
            page.ReadCodes(codes, _dictionary.Length);

            // Every code has been held against the dictionary's length.
            ref var values = ref MemoryMarshal.GetArrayDataReference(_dictionary);
            for (var i = 0; i < codes.Length; i++)
            {
                target[i] = Unsafe.Add(ref values, codes[i]);
            }
        }

        /// <summary>The values of a page as they would be laid out plainly.</summary>
        ReadOnlySpan<byte> Plain(PageValues page)
        {
            var size = (long)page.Present * column.Conversion.Width;
            var physical = column.Leaf.Physical;
            switch (page.Encoding)
            {
                case PageEncoding.Plain when physical != PhysicalType.ByteArray:
                    return page.Bytes;
                case PageEncoding.DeltaBinaryPacked when physical is PhysicalType.Int32 or PhysicalType.Int64:
                    column.Budget.Ensure(ref scratch.Values, size, page.Place);
                    var deltas = scratch.Values.AsSpan(0, (int)size);
                    if (page.Present == 0)
                    {
                        return deltas;
                    }

                    _ = physical == PhysicalType.Int32
                        ? DeltaReader.Read(page.Bytes, MemoryMarshal.Cast<byte, int>(deltas), page.Place)
                        : DeltaReader.Read(page.Bytes, MemoryMarshal.Cast<byte, long>(deltas), page.Place);
                    return deltas;
                case PageEncoding.ByteStreamSplit when physical != PhysicalType.ByteArray:
                    if (page.Bytes.Length != size)
                    {
                        throw page.Place.Damaged($"A page of {page.Bytes.Length} bytes is said to hold {page.Present} values of {column.Conversion.Width} bytes.");
                    }

                    column.Budget.Ensure(ref scratch.Values, size, page.Place);
                    var joined = scratch.Values.AsSpan(0, (int)size);
                    ByteStreams.Join(page.Bytes, column.Conversion.Width, joined);
                    return joined;
                case PageEncoding.DeltaByteArray when physical == PhysicalType.FixedLengthByteArray:
                    return FixedOf(page);
                default:
                    return physical == PhysicalType.ByteArray
                        ? DecimalBytes.Pad(page.Bytes, page.Encoding, page.Present, scratch, column.Budget, page.Place)
                        : throw page.UnknownEncoding();
            }
        }

        ReadOnlySpan<byte> FixedOf(PageValues page)
        {
            var texts = new TextBuffer(column.Budget, page.Present, page.Place);
            texts.Append(page.Bytes, page.Encoding, page.Present, page.Place);
            for (var i = 0; i < page.Present; i++)
            {
                if (texts[i].Length != column.Conversion.Width)
                {
                    throw page.Place.Damaged($"A value has {texts[i].Length} bytes where all have {column.Conversion.Width}.");
                }
            }

            return texts.All;
        }
    }
}
