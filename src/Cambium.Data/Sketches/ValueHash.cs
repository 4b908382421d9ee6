using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>
/// Hashes of values whose 64 bits are as good as random, and the same on every machine. They are for counting, not for trust: a person can make
/// values that share one.
/// </summary>
static class ValueHash
{
    const ulong First = 0x9E3779B97F4A7C15;
    const ulong Second = 0xD6E8FEB86659FD93;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of(ulong bits)
    {
        bits = (bits ^ (bits >> 32)) * Second;
        bits = (bits ^ (bits >> 32)) * Second;
        return bits ^ (bits >> 32);
    }

    /// <summary>−0 has the hash of 0, and every NaN the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of(double value) => Of(Bits(value));

    /// <summary>The bits of a number, the same for numbers that are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : double.IsNaN(value) ? double.NaN : value);

    internal static ulong Of(ReadOnlySpan<byte> text)
    {
        var hash = First ^ (ulong)text.Length;
        while (text.Length >= sizeof(ulong))
        {
            hash = Of(hash ^ MemoryMarshal.Read<ulong>(text)) + First;
            text = text[sizeof(ulong)..];
        }

        var last = 0UL;
        foreach (var letter in text)
        {
            last = (last << 8) | letter;
        }

        return Of(hash ^ last);
    }

    /// <summary>The hash of values in order: that of the values so far, and of the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Join(ulong before, ulong next) => Of((before + First) ^ next);
}
