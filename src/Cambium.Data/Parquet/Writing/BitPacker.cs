using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>Packs whole numbers into a fixed count of bits each, the least bit first.</summary>
static class BitPacker
{
    /// <summary>Fills the first bytes of <paramref name="target"/>, which must have 8 bytes more than they take.</summary>
    /// <returns>How many bytes they take.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Pack(ReadOnlySpan<int> values, int width, Span<byte> target)
    {
        var (word, filled, at) = (0UL, 0, 0);
        foreach (var value in values)
        {
            word |= (ulong)(uint)value << filled;
            filled += width;
            if (filled >= 32)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(target[at..], (uint)word);
                word >>= 32;
                filled -= 32;
                at += sizeof(uint);
            }
        }

        BinaryPrimitives.WriteUInt64LittleEndian(target[at..], word);
        return at + ((filled + 7) / 8);
    }

    /// <summary>Fills the first bytes of <paramref name="target"/>, which must be 0 and have 16 bytes more than they take.</summary>
    /// <returns>How many bytes they take.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Pack(ReadOnlySpan<ulong> values, int width, Span<byte> target)
    {
        var bit = 0L;
        foreach (var value in values)
        {
            var (at, shift) = ((int)(bit >> 3), (int)(bit & 7));
            var word = BinaryPrimitives.ReadUInt64LittleEndian(target[at..]) | value << shift;
            BinaryPrimitives.WriteUInt64LittleEndian(target[at..], word);
            if (shift + width > 64)
            {
                target[at + sizeof(ulong)] = (byte)(value >> (64 - shift));
            }

            bit += width;
        }

        return (int)((bit + 7) / 8);
    }
}
