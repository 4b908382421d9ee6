using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>Counts rows that differ.</summary>
static class DistinctRows
{
    /// <summary>The number of distinct rows of a weight above 0, counted up to a limit.</summary>
    /// <param name="columns">p columns of finite numbers.</param>
    /// <param name="weights">n weights, or none.</param>
    /// <param name="limit">Where counting ends.</param>
    internal static int Count(ReadOnlyMemory<double>[] columns, double[] weights, int limit)
    {
        var rows = columns.Length == 0 ? 0 : columns[0].Length;
        var point = new double[columns.Length];
        var seen = new Dictionary<ulong, List<double[]>>();
        var count = 0;
        for (var row = 0; row < rows && count < limit; row++)
        {
            if (weights.Length > 0 && !(weights[row] > 0))
            {
                continue;
            }

            for (var feature = 0; feature < columns.Length; feature++)
            {
                point[feature] = columns[feature].Span[row] + 0.0; // −0 is 0
            }

            ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, Hash(point), out _);
            same ??= [];
            if (!same.Exists(other => other.AsSpan().SequenceEqual(point)))
            {
                same.Add([.. point]);
                count++;
            }
        }

        return count;
    }

    static ulong Hash(ReadOnlySpan<double> point)
    {
        // Fowler, Noll, Vo, 64 bits, a number at a time.
        var hash = 0xCBF29CE484222325UL;
        foreach (var value in point)
        {
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 0x100000001B3UL;
            hash ^= hash >> 29;
        }

        return hash;
    }
}
