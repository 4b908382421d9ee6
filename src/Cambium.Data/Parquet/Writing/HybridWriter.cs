using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Writes whole numbers as runs: of one value repeated where that is shorter, else of values packed by bits.</summary>
static class HybridWriter
{
    const int Group = 8;

    /// <summary>Writes values of a width in bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<int> values, int width)
    {
        var packed = 0;
        var at = 0;
        while (at < values.Length)
        {
            // A packed run is of whole groups, so that only there a repeated one may begin.
            var first = values[at];
            var length = 1;
            while (at + length < values.Length && values[at + length] == first)
            {
                length++;
            }

            if (length < Group)
            {
                at = Math.Min(at + Group, values.Length);
                continue;
            }

            Pack(target, values[packed..at], width);
            Repeat(target, first, length, width);
            at += length;
            packed = at;
        }

        Pack(target, values[packed..], width);
    }

    /// <summary>Writes which rows of a page have a value.</summary>
    /// <param name="target">Where to write.</param>
    /// <param name="bits">A bit a row.</param>
    /// <param name="start">The page's first row; a multiple of 64.</param>
    /// <param name="count">The page's rows.</param>
    /// <param name="present">How many of them have a value.</param>
    internal static void WritePresence(ArrayBufferWriter<byte> target, ulong[]? bits, int start, int count, int present)
    {
        if (present == 0 || present == count)
        {
            Repeat(target, present == 0 ? 0 : 1, count, 1);
            return;
        }

        var groups = (count + Group - 1) / Group;
        VarintWriter.Write(target, ((ulong)groups << 1) | 1);
        target.Write(MemoryMarshal.AsBytes(bits.AsSpan(start >> 6))[..groups]);
    }

    static void Repeat(ArrayBufferWriter<byte> target, int value, int count, int width)
    {
        VarintWriter.Write(target, (ulong)count << 1);
        var size = (width + 7) / 8;
        var bytes = target.GetSpan(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        target.Advance(size);
    }

    static void Pack(ArrayBufferWriter<byte> target, ReadOnlySpan<int> values, int width)
    {
        if (values.Length == 0)
        {
            return;
        }

        var groups = (values.Length + Group - 1) / Group;
        VarintWriter.Write(target, ((ulong)groups << 1) | 1);
        var size = groups * width;
        var bytes = target.GetSpan(size + sizeof(ulong) + sizeof(uint));
        bytes[..size].Clear();
        BitPacker.Pack(values, width, bytes);
        target.Advance(size);
    }
}
