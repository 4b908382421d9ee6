using System.Buffers.Binary;

namespace Cambium.Data;

/// <summary>Reads a column of truths.</summary>
sealed class BooleanLeaf : LeafColumn
{
    readonly bool[] _values;

    internal BooleanLeaf(SchemaLeaf leaf, int[] firstRows, MemoryBudget budget, ParquetPlace place)
        : base(leaf, firstRows, budget)
    {
        budget.Take(TotalRows, place);
        _values = new bool[TotalRows];
    }

    internal override ChunkTarget Open(int group, PageScratch scratch, ParquetPlace place) => new Target(this, group, scratch);

    internal override Column Build(int threads, ParquetPlace place) => new Column<bool>(Leaf.Name, _values, ReadValidity());

    sealed class Target(BooleanLeaf column, int group, PageScratch scratch) : ChunkTarget
    {
        internal override void Dictionary(ReadOnlySpan<byte> bytes, int count, ParquetPlace place) => throw place.Damaged("A column of truths has a dictionary.");

        internal override void Page(PageValues page)
        {
            var rows = column._values.AsSpan(column.FirstRow(group) + page.Row, page.RowCount);
            column.Budget.Ensure(ref scratch.Codes, page.Present, page.Place);
            var bits = scratch.Codes.AsSpan(0, page.Present);
            switch (page.Encoding)
            {
                case PageEncoding.Plain:
                    if (BitUnpacker.SizeOf(bits.Length, 1) > page.Bytes.Length)
                    {
                        throw page.Place.Damaged($"A page of {page.Bytes.Length} bytes is said to hold {bits.Length} truths.");
                    }

                    BitUnpacker.Unpack(page.Bytes, 1, bits);
                    break;
                case PageEncoding.Rle:
                    ReadRuns(page, bits);
                    break;
                default:
                    throw page.UnknownEncoding();
            }

            for (var i = 0; i < bits.Length; i++)
            {
                rows[i] = bits[i] != 0;
            }

            page.Spread(rows, false);
        }

        static void ReadRuns(PageValues page, Span<int> bits)
        {
            if (bits.Length == 0)
            {
                return;
            }

            if (page.Bytes.Length < sizeof(int) || BinaryPrimitives.ReadUInt32LittleEndian(page.Bytes) > page.Bytes.Length - sizeof(int))
            {
                throw page.Place.Damaged("A page of truths ends before its runs do.");
            }

            HybridReader.Read(page.Bytes[sizeof(int)..], 1, bits, page.Place);
        }
    }
}
