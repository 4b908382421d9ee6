using System.Numerics;

namespace Cambium.Data;

/// <summary>Converts whole numbers of any length, the highest byte first.</summary>
/// <param name="width">The bytes of a number.</param>
sealed class WholeConversion(int width) : ValueConversion<long>(width, "whole numbers of 64 bits")
{
    internal override int Convert(ReadOnlySpan<byte> source, Span<long> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            var number = new BigInteger(source.Slice(i * Width, Width), isUnsigned: false, isBigEndian: true);
            if (number < long.MinValue || number > long.MaxValue)
            {
                return i;
            }

            target[i] = (long)number;
        }

        return -1;
    }
}
