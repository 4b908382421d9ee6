using System.Numerics;

namespace Cambium.Data;

/// <summary>Converts decimals that are stored as whole numbers of any length, the highest byte first.</summary>
/// <param name="width">The bytes of a number.</param>
/// <param name="scale">How many digits stand behind the point.</param>
sealed class DecimalConversion(int width, int scale) : ValueConversion<double>(width, "")
{
    internal override int Convert(ReadOnlySpan<byte> source, Span<double> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Nearest(source.Slice(i * Width, Width));
        }

        return -1;
    }

    double Nearest(ReadOnlySpan<byte> bytes)
    {
        var digits = new BigInteger(bytes, isUnsigned: false, isBigEndian: true);
        return digits >= long.MinValue && digits <= long.MaxValue ? DecimalNumber.Nearest((long)digits, scale) : DecimalNumber.Nearest(digits, scale);
    }
}
