using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// eˣ eight at a time, by multiplications and additions only and in a fixed order, so that every processor gives the same bits; within
/// 2 units in the last place.
/// </summary>
/// <remarks>
/// x = k ln 2 + r with |r| ≤ ln 2 / 2; eʳ by its Taylor series to the 13th power, whose remainder is below 2⁻⁵³. Source: J.-M. Muller, "Elementary
/// Functions", 2016, chapters 3 and 11.
/// </remarks>
static class Exponential
{
    // Beyond these eˣ leaves the normal numbers.
    const double Least = -708;
    const double Most = 709;

    const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the upper one has 21 trailing zero bits, so that its product with k is exact.
    const double Ln2High = 0.6931471803691238;
    const double Ln2Low = 1.9082149292705877e-10;

    const int ExponentBias = 1023;
    const int MantissaBits = 52;

    /// <summary>eˣ, with x first brought into [-708, 709]; NaN is not allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Of(Vector512<double> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(Least)), Vector512.Create(Most));
        var k = Vector512.Floor((x * Log2E) + Vector512.Create(0.5));
        var r = (x - (k * Ln2High)) - (k * Ln2Low);
        var sum = (r * (1 / 6227020800.0)) + Vector512.Create(1 / 479001600.0);
        sum = (sum * r) + Vector512.Create(1 / 39916800.0);
        sum = (sum * r) + Vector512.Create(1 / 3628800.0);
        sum = (sum * r) + Vector512.Create(1 / 362880.0);
        sum = (sum * r) + Vector512.Create(1 / 40320.0);
        sum = (sum * r) + Vector512.Create(1 / 5040.0);
        sum = (sum * r) + Vector512.Create(1 / 720.0);
        sum = (sum * r) + Vector512.Create(1 / 120.0);
        sum = (sum * r) + Vector512.Create(1 / 24.0);
        sum = (sum * r) + Vector512.Create(1 / 6.0);
        sum = (sum * r) + Vector512.Create(0.5);
        sum = (sum * r) + Vector512<double>.One;
        sum = (sum * r) + Vector512<double>.One;
        var scale = Vector512.ShiftLeft(Vector512.ConvertToInt64(k) + Vector512.Create((long)ExponentBias), MantissaBits).AsDouble();
        return sum * scale;
    }
}
