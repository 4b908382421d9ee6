using System.Diagnostics;
using System.Numerics;

namespace Cambium.Numerics;

/// <summary>
/// A reproducible stream of random numbers: the same seed gives the same numbers on every machine and .NET version.
/// Not safe to share between threads; give each its own with <see cref="Fork"/>. Not for cryptography.
/// </summary>
/// <remarks>Source: D. Blackman, S. Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021 (xoshiro256**, seeded by SplitMix64).</remarks>
public sealed class RandomStream
{
    readonly ulong _seed;
    ulong _s0;
    ulong _s1;
    ulong _s2;
    ulong _s3;

    /// <summary>Starts the stream of a seed; nearby seeds give unrelated streams.</summary>
    /// <param name="seed">Any value.</param>
    public RandomStream(long seed)
    {
        _seed = unchecked((ulong)seed);
        var state = _seed;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>A stream that depends on this stream's seed and the key only, however many numbers were drawn.</summary>
    /// <param name="key">Any value; distinct keys give unrelated streams.</param>
    public RandomStream Fork(long key)
    {
        var state = _seed ^ BitOperations.RotateLeft(unchecked((ulong)key * 0x9E3779B97F4A7C15UL), 29);
        return new RandomStream(unchecked((long)SplitMix(ref state)));
    }

    /// <summary>64 uniform random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform whole number in [0, <paramref name="bound"/>), without bias.</summary>
    /// <param name="bound">At least 1.</param>
    /// <remarks>Source: D. Lemire, "Fast Random Integer Generation in an Interval", 2019.</remarks>
    public int NextInt(int bound)
    {
        Debug.Assert(bound > 0);
        var product = (NextBits() >> 32) * (ulong)bound;
        if ((uint)product < (uint)bound)
        {
            var threshold = (uint)-bound % (uint)bound;
            while ((uint)product < threshold)
            {
                product = (NextBits() >> 32) * (ulong)bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A number of the standard normal distribution.</summary>
    /// <remarks>Source: G. Marsaglia, T. A. Bray, 1964 (polar method; the second number is not kept, so that draws stay independent of call order).</remarks>
    public double NextGaussian()
    {
        while (true)
        {
            var u = (2 * NextDouble()) - 1;
            var v = (2 * NextDouble()) - 1;
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>Puts the values in a uniformly random order.</summary>
    /// <remarks>Source: R. Durstenfeld, 1964 (Fisher-Yates).</remarks>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
