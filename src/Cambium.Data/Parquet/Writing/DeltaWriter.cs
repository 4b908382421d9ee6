using System.Buffers;
using System.Numerics;

namespace Cambium.Data;

/// <summary>Writes whole numbers as differences to the one before, packed by bits in small blocks.</summary>
static class DeltaWriter
{
    const int BlockSize = 128;
    const int Blocks = 4;
    const int SmallSize = BlockSize / Blocks;

    /// <summary>Writes values; those of 32 bits differ by 32 bits, as sums of readers wrap around there.</summary>
    internal static void Write<T>(ArrayBufferWriter<byte> target, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        VarintWriter.Write(target, BlockSize);
        VarintWriter.Write(target, Blocks);
        VarintWriter.Write(target, (ulong)values.Length);
        VarintWriter.WriteSigned(target, values.Length == 0 ? 0 : long.CreateTruncating(values[0]));
        Span<long> differences = stackalloc long[BlockSize];
        for (var at = 1; at < values.Length; at += BlockSize)
        {
            var here = differences[..Math.Min(BlockSize, values.Length - at)];
            for (var i = 0; i < here.Length; i++)
            {
                here[i] = long.CreateTruncating(values[at + i] - values[at + i - 1]);
            }

            WriteBlock(target, here);
        }
    }

    static void WriteBlock(ArrayBufferWriter<byte> target, Span<long> differences)
    {
        var least = long.MaxValue;
        foreach (var difference in differences)
        {
            least = Math.Min(least, difference);
        }

        VarintWriter.WriteSigned(target, least);
        Span<ulong> packed = stackalloc ulong[BlockSize];
        packed.Clear();
        Span<byte> widths = stackalloc byte[Blocks];
        widths.Clear();
        for (var i = 0; i < differences.Length; i++)
        {
            packed[i] = (ulong)(differences[i] - least);
            ref var width = ref widths[i / SmallSize];
            width = Math.Max(width, (byte)(64 - BitOperations.LeadingZeroCount(packed[i])));
        }

        target.Write(widths);

        // The last small block is written whole, those behind it not at all.
        for (var block = 0; block * SmallSize < differences.Length; block++)
        {
            var bytes = target.GetSpan((SmallSize * sizeof(ulong)) + 16);
            bytes.Clear();
            target.Advance(BitPacker.Pack(packed.Slice(block * SmallSize, SmallSize), widths[block], bytes));
        }
    }
}
