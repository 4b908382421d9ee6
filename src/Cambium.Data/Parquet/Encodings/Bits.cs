using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Runs of bits in words of 64, the least bit first.</summary>
static class Bits
{
    internal static bool At(ulong[] bits, int index) => (bits[index >> 6] >> (index & 63) & 1) != 0;

    /// <summary>Sets a run of bits.</summary>
    internal static void Set(ulong[] bits, int start, int count)
    {
        for (var end = start + count; start < end;)
        {
            var taken = Math.Min(64 - (start & 63), end - start);
            bits[start >> 6] |= (taken == 64 ? ulong.MaxValue : (1UL << taken) - 1) << (start & 63);
            start += taken;
        }
    }

    /// <summary>Copies <paramref name="count"/> bits of <paramref name="source"/> to a place whose bits are 0.</summary>
    /// <returns>How many of them are 1.</returns>
    internal static int Copy(ReadOnlySpan<byte> source, ulong[] bits, int start, int count)
    {
        var ones = 0;
        for (var done = 0; done < count; done += 64)
        {
            var word = Word(source, done >> 3);
            if (count - done < 64)
            {
                word &= (1UL << (count - done)) - 1;
            }

            ones += BitOperations.PopCount(word);
            Or(bits, start + done, word);
        }

        return ones;
    }

    /// <summary>Copies <paramref name="count"/> bits from the start of words to a place whose bits are 0.</summary>
    internal static void Copy(ulong[] source, ulong[] bits, int start, int count)
    {
        for (var done = 0; done < count; done += 64)
        {
            var word = source[done >> 6];
            Or(bits, start + done, count - done < 64 ? word & ((1UL << (count - done)) - 1) : word);
        }
    }

    /// <summary>
    /// Moves values, which stand at the front without gaps, to the rows whose bits are 1, and fills the others with <paramref name="missing"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Spread<T>(Span<T> values, int present, ulong[] bits, int start, T missing)
        where T : unmanaged
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var from = present;

        // From the end, so that no value is overwritten before it has been moved; once all before are present, they stand where they belong.
        for (var row = values.Length - 1; row >= from; row--)
        {
            if (At(bits, start + row))
            {
                Unsafe.Add(ref first, row) = Unsafe.Add(ref first, --from);
            }
            else
            {
                Unsafe.Add(ref first, row) = missing;
            }
        }
    }

    /// <summary>The largest of the values, taken as having no sign; 0 of none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static uint LargestUnsigned(ReadOnlySpan<int> values)
    {
        var unsigned = MemoryMarshal.Cast<int, uint>(values);
        var largest = Vector<uint>.Zero;
        var i = 0;
        for (; i + Vector<uint>.Count <= unsigned.Length; i += Vector<uint>.Count)
        {
            largest = Vector.Max(largest, new Vector<uint>(unsigned[i..]));
        }

        var result = 0u;
        for (var lane = 0; lane < Vector<uint>.Count; lane++)
        {
            result = Math.Max(result, largest[lane]);
        }

        for (; i < unsigned.Length; i++)
        {
            result = Math.Max(result, unsigned[i]);
        }

        return result;
    }

    static void Or(ulong[] bits, int at, ulong word)
    {
        var shift = at & 63;
        bits[at >> 6] |= word << shift;
        if (shift > 0 && word >> (64 - shift) is var rest and not 0)
        {
            bits[(at >> 6) + 1] |= rest;
        }
    }

    static ulong Word(ReadOnlySpan<byte> source, int at)
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
}
