using System.Runtime.CompilerServices;
using System.Numerics;

namespace Cambium.Data;

/// <summary>Rounds a decimal number to the nearest <see cref="double"/>, ties to even.</summary>
/// <remarks>Source: D. Lemire, "Number Parsing at a Gigabyte per Second", 2021, algorithm 1.</remarks>
static class DecimalFloat
{
    const int LeastPower = -64;
    const int GreatestPower = 64;
    const int MantissaBits = 52;
    const int ExponentBias = 1023;

    // 5^q, scaled by a power of two to 128 bits and truncated; one more where 5^-q fits 64 bits, so that exact quotients stay exact.
    static readonly (ulong High, ulong Low)[] PowersOfFive = 
        [.. Enumerable.Range(LeastPower, GreatestPower - LeastPower + 1).Select(PowerOfFive)];

    /// <summary>
    /// The double nearest to <paramref name="digits"/> × 10^<paramref name="power"/>; false where this needs more than 128 bits to tell.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryRound(ulong digits, int power, out double value)
    {
        value = 0;
        if (digits == 0)
        {
            return true;
        }

        if (power is < LeastPower or > GreatestPower)
        {
            return false;
        }

        var shift = BitOperations.LeadingZeroCount(digits);
        var (high5, low5) = PowersOfFive[power - LeastPower];
        var high = Math.BigMul(digits << shift, high5, out var low);
        if ((high & 0x1FF) == 0x1FF)
        {
            var more = Math.BigMul(digits << shift, low5, out _);
            low += more;
            high += low < more ? 1UL : 0;
            if (low == ulong.MaxValue && power is < -27 or > 55)
            {
                return false;
            }
        }

        var upper = (int)(high >> 63);
        var mantissa = high >> (upper + 64 - MantissaBits - 3);
        var exponent = BinaryExponent(power) + upper - shift + ExponentBias;
        if (exponent is < 1 or >= 2 * ExponentBias)
        {
            return false;
        }

        // Exactly half way between two doubles: the even one.
        if (low <= 1 && power is >= -4 and <= 23 && (mantissa & 3) == 1 && mantissa << (upper + 64 - MantissaBits - 3) == high)
        {
            mantissa &= ~1UL;
        }

        mantissa = (mantissa + (mantissa & 1)) >> 1;
        if (mantissa >= 2UL << MantissaBits)
        {
            mantissa = 1UL << MantissaBits;
            exponent++;
        }

        value = BitConverter.UInt64BitsToDouble((mantissa & ~(1UL << MantissaBits)) | ((ulong)exponent << MantissaBits));
        return true;
    }

    /// <summary>⌊log₂ 10^q⌋ + 63.</summary>
    static int BinaryExponent(int power) => (((152170 + 65536) * power) >> 16) + 63;

    static (ulong High, ulong Low) PowerOfFive(int power)
    {
        var five = BigInteger.Pow(5, Math.Abs(power));
        var bits = (int)five.GetBitLength();
        var scaled = power >= 0
            ? bits <= 128 ? five << (128 - bits) : five >> (bits - 128)
            : ((BigInteger.One << (bits + 127)) / five) + (power >= -27 ? 1 : 0);
        return ((ulong)(scaled >> 64), (ulong)(scaled & ulong.MaxValue));
    }
}
