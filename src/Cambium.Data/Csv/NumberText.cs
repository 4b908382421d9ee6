using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>
/// Reads the numbers that most fields hold, eight digits at a time. What is refused here is not always wrong: <see cref="ValueText"/>
/// decides.
/// </summary>
/// <remarks>Sixteen bytes before and 32 bytes after a field must be readable.</remarks>
static class NumberText
{
    const ulong Zeros = 0x3030303030303030;

    static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(power => double.Parse($"1e{power}"))];

    static readonly ulong[] WholePowersOfTen = [.. Enumerable.Range(0, 17).Select(power => (ulong)BigInteger.Pow(10, power))];

    /// <summary>A whole number of up to 16 digits, with or without a minus.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryInt64(ref byte field, int length, out long value)
    {
        var negative = field == '-' ? 1 : 0;
        ref var digits = ref Unsafe.Add(ref field, negative);
        var count = length - negative;
        value = 0;
        if ((uint)(count - 1) > 15 || (digits == '0' && length > 1) || !TryDigits(ref digits, count, out var magnitude))
        {
            return false;
        }

        value = ((long)magnitude ^ -negative) + negative;
        return true;
    }

    /// <summary>A decimal number of up to 31 characters without an exponent, with up to 19 digits, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryFloat64(ref byte field, int length, out double value)
    {
        var negative = field == '-' ? 1 : 0;
        ref var text = ref Unsafe.Add(ref field, negative);
        var count = length - negative;
        var point = PointWithin(ref text, count);
        var decimals = Math.Max(0, count - point - 1);
        value = 0;
        if ((uint)(point - 1) > 15
            || decimals > 16
            || point + decimals > 19
            || (text == '0' && point > 1)
            || !TryDigits(ref text, point, out var whole)
            || !TryDigits(ref Unsafe.Add(ref text, point + 1), decimals, out var fraction))
        {
            return false;
        }

        var digits = (whole * WholePowersOfTen[decimals]) + fraction;
        if (digits <= 1UL << 53)
        {
            // Both are exact, so the quotient is correctly rounded. Source: W. D. Clinger, 1990.
            value = digits / PowersOfTen[decimals];
        }
        else if (!DecimalFloat.TryRound(digits, -decimals, out value))
        {
            return false;
        }

        value = negative != 0 ? -value : value;
        return true;
    }

    /// <summary>Up to 16 digits; no digits at all are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryDigits(ref byte digits, int count, out ulong value)
    {
        if (count <= 8)
        {
            return TryEight(ref digits, count, out value);
        }

        var areDigits = TryEight(ref digits, count - 8, out var high) & TryEight(ref Unsafe.Add(ref digits, count - 8), 8, out var low);
        value = (high * 100_000_000) + low;
        return areDigits;
    }

    /// <summary>
    /// Up to eight digits, as one word whose unused low bytes are filled with zeros. Digits are added up in pairs, then fours.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryEight(ref byte digits, int count, out ulong value)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref digits, count - 8));
        var unused = count == 0 ? ulong.MaxValue : (1UL << (64 - (8 * count))) - 1;
        word = (word & ~unused) | (Zeros & unused);
        var areDigits = (((word + 0x4646464646464646) | (word - Zeros)) & 0x8080808080808080) == 0;
        word -= Zeros;
        word = (word * 10) + (word >> 8);
        value = (((word & 0x000000FF000000FF) * 0x000F424000000064) + ((word >> 16 & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        return areDigits;
    }

    /// <summary>The place of the decimal point, or <paramref name="count"/> where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int PointWithin(ref byte text, int count)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            var points = Vector128.Equals(Vector128.LoadUnsafe(ref text), Vector128.Create((byte)'.')).ExtractMostSignificantBits();
            return Math.Min(BitOperations.TrailingZeroCount(points), count);
        }

        var point = 0;
        while (point < Math.Min(count, 16) && Unsafe.Add(ref text, point) != '.')
        {
            point++;
        }

        return point == 16 ? count : point;
    }
}
