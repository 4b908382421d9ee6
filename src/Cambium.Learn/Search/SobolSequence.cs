using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Points that fill a cube more evenly than random ones.</summary>
/// <param name="dimensions">At most <see cref="SobolDirections.MaxDimensions"/>.</param>
/// <param name="seed">What to scramble the digits with; null: not at all.</param>
/// <remarks>
/// Source: I. M. Sobol', 1967, in the order of the Gray code (I. A. Antonov, V. M. Saleev, 1979); scrambling: B. Burley, "Practical Hash-based Owen Scrambling", 2020, with the hash of S. Laine, T. Karras, 2011.
/// </remarks>
sealed class SobolSequence(int dimensions, long? seed)
{
    const double Unit = 1.0 / (1L << SobolDirections.Bits);

    readonly uint[] _scrambles = seed is { } given ? [.. Enumerable.Range(0, dimensions).Select(dimension => (uint)new RandomStream(given).Fork(dimension).NextBits())] : [];

    /// <summary>A point, each place in [0, 1).</summary>
    /// <param name="index">At least 0.</param>
    internal double[] Point(int index)
    {
        var gray = (uint)index ^ ((uint)index >> 1);
        var point = new double[dimensions];
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var numbers = SobolDirections.Of(dimension);
            var digits = 0u;
            for (var bit = 0; gray >> bit != 0; bit++)
            {
                digits ^= ((gray >> bit) & 1) * numbers[bit];
            }

            point[dimension] = (_scrambles.Length == 0 ? digits : Scrambled(digits, _scrambles[dimension])) * Unit;
        }

        return point;
    }

    /// <summary>Flips each digit or not by a hash of the digits before it.</summary>
    static uint Scrambled(uint digits, uint seed)
    {
        var reversed = Reversed(digits);
        reversed += seed;
        reversed ^= reversed * 0x6C50B47Cu;
        reversed ^= reversed * 0xB82F1E52u;
        reversed ^= reversed * 0xC7AFE638u;
        reversed ^= reversed * 0x8D22F6E6u;
        return Reversed(reversed);
    }

    static uint Reversed(uint value)
    {
        var reversed = 0u;
        for (var bit = 0; bit < SobolDirections.Bits; bit++)
        {
            reversed |= ((value >> bit) & 1) << (SobolDirections.Bits - 1 - bit);
        }

        return reversed;
    }
}
