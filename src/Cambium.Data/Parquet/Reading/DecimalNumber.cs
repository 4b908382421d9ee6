using System.Globalization;
using System.Numerics;

namespace Cambium.Data;

/// <summary>Decimals as floating-point numbers.</summary>
static class DecimalNumber
{
    const long ExactInteger = 1L << 53;

    // Every power of ten up to the 22nd is a floating-point number.
    static readonly double[] ExactPowers = [.. Enumerable.Range(0, 23).Select(exponent => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture))];

    /// <summary>The floating-point number nearest to digits · 10^−scale.</summary>
    internal static double Nearest(long digits, int scale) =>
        digits is >= -ExactInteger and <= ExactInteger && (uint)scale < (uint)ExactPowers.Length ? digits / ExactPowers[scale] : Nearest((BigInteger)digits, scale);

    /// <inheritdoc cref="Nearest(long, int)"/>
    internal static double Nearest(BigInteger digits, int scale) => double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}e{-scale}"), CultureInfo.InvariantCulture);
}
