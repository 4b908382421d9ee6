using System.Numerics;

namespace Cambium.Data;

/// <summary>The number of distinct values of a stream in bounded memory; sketches of parts merge to a sketch of the whole, whatever the order.</summary>
/// <remarks>
/// Values come as 64-bit hashes. Up to 4,096 distinct ones are counted exactly; beyond that the standard error is 0.8 % at 16 KiB of memory. Adding a
/// value costs O(1). Not safe to change from two threads at once. Source: P. Flajolet et al., "HyperLogLog", 2007; the estimate by O. Ertl, "New cardinality
/// estimation algorithms for HyperLogLog sketches", 2017, section 4.
/// </remarks>
public sealed class DistinctSketch
{
    const int MostExact = 4096;
    const int Bits = 14;
    const int Registers = 1 << Bits;

    // The longest run of zeros that 64 − 14 bits of a hash can begin with.
    const int LongestRun = 64 - Bits;

    HashSet<ulong>? _hashes = [];
    byte[]? _registers;

    /// <summary>Whether <see cref="Count"/> is exact (two values of one hash apart).</summary>
    public bool IsExact => _hashes is not null;

    /// <summary>The number of distinct values, or its estimate.</summary>
    public long Count => _hashes is { } hashes ? hashes.Count : Estimate(_registers!);

    /// <summary>Adds a value by its hash, whose bits must be as good as random.</summary>
    public void Add(ulong hash)
    {
        if (_registers is { } registers)
        {
            Set(registers, hash);
            return;
        }

        if (_hashes!.Add(hash) && _hashes.Count > MostExact)
        {
            _registers = ToRegisters(_hashes);
            _hashes = null;
        }
    }

    /// <summary>Adds what another sketch saw; the other is left as it is.</summary>
    public void Merge(DistinctSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
        {
            return;
        }

        if (other._hashes is { } hashes)
        {
            foreach (var hash in hashes)
            {
                Add(hash);
            }

            return;
        }

        _registers ??= ToRegisters(_hashes!);
        _hashes = null;
        for (var i = 0; i < Registers; i++)
        {
            _registers[i] = Math.Max(_registers[i], other._registers![i]);
        }
    }

    static byte[] ToRegisters(HashSet<ulong> hashes)
    {
        var registers = new byte[Registers];
        foreach (var hash in hashes)
        {
            Set(registers, hash);
        }

        return registers;
    }

    static void Set(byte[] registers, ulong hash)
    {
        ref var register = ref registers[hash >> LongestRun];
        var run = Math.Min(BitOperations.LeadingZeroCount(hash << Bits), LongestRun) + 1;
        register = run > register ? (byte)run : register;
    }

    static long Estimate(byte[] registers)
    {
        Span<int> counts = stackalloc int[LongestRun + 2];
        foreach (var register in registers)
        {
            counts[register]++;
        }

        var z = Registers * Tau((double)(Registers - counts[LongestRun + 1]) / Registers);
        for (var run = LongestRun; run > 0; run--)
        {
            z = (z + counts[run]) / 2;
        }

        z += Registers * Sigma((double)counts[0] / Registers);
        return (long)Math.Round(Registers / (2 * Math.Log(2)) * Registers / z);
    }

    // What registers without a value add.
    static double Sigma(double x)
    {
        if (x == 1)
        {
            return double.PositiveInfinity;
        }

        var (y, z, before) = (1.0, x, double.NaN);
        while (z != before)
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }

        return z;
    }

    // What registers that are full take away.
    static double Tau(double x)
    {
        if (x is 0 or 1)
        {
            return 0;
        }

        var (y, z, before) = (1.0, 1 - x, double.NaN);
        while (z != before)
        {
            x = Math.Sqrt(x);
            before = z;
            y /= 2;
            z -= (1 - x) * (1 - x) * y;
        }

        return z / 3;
    }
}
