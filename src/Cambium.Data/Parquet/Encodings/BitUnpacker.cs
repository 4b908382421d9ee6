using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Data;

/// <summary>Unpacks whole numbers of a fixed count of bits that lie close together, the least bit first.</summary>
static class BitUnpacker
{
    // Above, a value and the bits before it in its first byte may take more than the 32 bits of a lane.
    const int MostVectorWidth = 25;
    const int Group = 8;
    const int LaneBytes = 16;

    static readonly Vector256<byte>[] Shuffles = [.. Enumerable.Range(0, MostVectorWidth + 1).Select(ShuffleOf)];
    static readonly Vector256<uint>[] Shifts = [.. Enumerable.Range(0, MostVectorWidth + 1).Select(width => Vector256.Create([.. Enumerable.Range(0, Group).Select(i => (uint)(i * width & 7))]))];

    /// <summary>Bytes that a count of values takes.</summary>
    internal static long SizeOf(long count, int width) => ((count * width) + 7) / 8;

    /// <summary>Fills <paramref name="target"/>; <paramref name="source"/> must hold <see cref="SizeOf"/> bytes at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Unpack(ReadOnlySpan<byte> source, int width, Span<int> target)
    {
        if (width == 0)
        {
            target.Clear();
            return;
        }

        var done = Avx2.IsSupported && width <= MostVectorWidth ? UnpackVector(source, width, target) : 0;
        var mask = (1UL << width) - 1;
        var bit = (long)done * width;
        ref var bytes = ref MemoryMarshal.GetReference(source);
        var i = done;
        for (; i < target.Length && (bit >> 3) + sizeof(ulong) <= source.Length; i++, bit += width)
        {
            target[i] = (int)(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, (nint)(bit >> 3))) >> (int)(bit & 7) & mask);
        }

        for (; i < target.Length; i++, bit += width)
        {
            target[i] = (int)(LastWord(source, (int)(bit >> 3)) >> (int)(bit & 7) & mask);
        }
    }

    /// <summary>Fills <paramref name="target"/> with values of up to 64 bits; <paramref name="source"/> must hold <see cref="SizeOf"/> bytes at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Unpack(ReadOnlySpan<byte> source, int width, Span<ulong> target)
    {
        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var bit = 0L;
        for (var i = 0; i < target.Length; i++, bit += width)
        {
            var (at, shift) = ((int)(bit >> 3), (int)(bit & 7));
            var word = LastWord(source, at) >> shift;
            if (shift + width > 64)
            {
                word |= (ulong)source[at + sizeof(ulong)] << (64 - shift);
            }

            target[i] = word & mask;
        }
    }

    static ulong LastWord(ReadOnlySpan<byte> source, int at)
    {
        if (at + sizeof(ulong) <= source.Length)
        {
            return MemoryMarshal.Read<ulong>(source[at..]);
        }

        var word = 0UL;
        for (var i = source.Length - 1; i >= at; i--)
        {
            word = word << 8 | source[i];
        }

        return word;
    }

    /// <summary>Eight values at a time: four in each half of a vector, moved to lanes of their own and there to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int UnpackVector(ReadOnlySpan<byte> source, int width, Span<int> target)
    {
        var shuffle = Shuffles[width];
        var shift = Shifts[width];
        var mask = Vector256.Create((1u << width) - 1);
        var upper = Group / 2 * width / 8;
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var done = 0;
        for (var at = 0; done + Group <= target.Length && at + upper + LaneBytes <= source.Length; at += width, done += Group)
        {
            var bytes = Vector256.Create(Vector128.LoadUnsafe(ref from, (nuint)at), Vector128.LoadUnsafe(ref from, (nuint)(at + upper)));
            var values = Avx2.ShiftRightLogicalVariable(Avx2.Shuffle(bytes, shuffle).AsUInt32(), shift) & mask;
            values.AsInt32().StoreUnsafe(ref to, (nuint)done);
        }

        return done;
    }

    static Vector256<byte> ShuffleOf(int width)
    {
        var shuffle = new byte[2 * LaneBytes];
        for (var i = 0; i < shuffle.Length; i++)
        {
            var value = i / sizeof(uint);
            var first = (value * width / 8) - (value < Group / 2 ? 0 : Group / 2 * width / 8);
            var at = first + (i % sizeof(uint));

            // An index with the highest bit set gives 0; no value reaches so far.
            shuffle[i] = (byte)(at < LaneBytes ? at : 0x80);
        }

        return Vector256.Create(shuffle);
    }
}
