using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>
/// How the values of one feature fall into at most 255 bins. Bins are numbered from 0; one more, after the last, holds the missing values.
/// A number's bin is the count of edges below it, so that "value ≤ edge b" and "bin ≤ b" are the same question. A category's bin is its level;
/// where there are more levels than bins, the rarest share the last one.
/// </summary>
/// <remarks>Infinite numbers are ordinary extreme values: they have their own order and may lie in a bin of their own.</remarks>
sealed class FeatureBins
{
    // A power of two above the most edges, so that the search needs no bounds; the rest holds +∞, which is below nothing.
    const int SearchSize = 256;

    readonly double[] _edges;
    readonly byte[] _binOfLevel;

    FeatureBins(FeatureKind kind, int count, double[] edges, byte[] binOfLevel)
    {
        Kind = kind;
        Count = count;
        _edges = edges;
        _binOfLevel = binOfLevel;
    }

    internal FeatureKind Kind { get; }

    /// <summary>The number of bins that hold values: 0 where every value is missing.</summary>
    internal int Count { get; }

    /// <summary>The bin of missing values.</summary>
    internal byte Missing => (byte)Count;

    /// <summary>The number of levels; 0 for a number.</summary>
    internal int LevelCount => _binOfLevel.Length;

    /// <summary>The largest number that goes left when bins up to <paramref name="bin"/> do; +∞ for the last bin.</summary>
    internal double UpperEdge(int bin) => bin == Count - 1 ? double.PositiveInfinity : _edges[bin];

    /// <summary>The bin of a level; <see cref="Missing"/> for one that no training row holds.</summary>
    internal byte BinOfLevel(int level) => _binOfLevel[level];

    /// <summary>The bins of a number, from a sample of its training values, which is sorted in place.</summary>
    /// <param name="sample">Values without NaN; may be empty.</param>
    /// <param name="most">Most bins, from 2 to 255.</param>
    internal static FeatureBins OfNumbers(Span<double> sample, int most)
    {
        RadixSort.Sort(sample);
        var edges = new double[SearchSize];
        Array.Fill(edges, double.PositiveInfinity);
        var count = sample.Length == 0 ? 0 : QuantileEdges.Fill(sample, most, edges) + 1;
        return new FeatureBins(FeatureKind.Number, count, edges, []);
    }

    /// <summary>The bins of a category, from the number of training rows of each level.</summary>
    /// <param name="rowsOfLevel">One count a level.</param>
    /// <param name="most">Most bins, from 2 to 255.</param>
    internal static FeatureBins OfLevels(ReadOnlySpan<int> rowsOfLevel, int most)
    {
        var counts = rowsOfLevel.ToArray();
        var present = Enumerable.Range(0, counts.Length).Where(level => counts[level] > 0).ToArray();
        var count = Math.Min(present.Length, most);
        var binOfLevel = new byte[counts.Length];
        Array.Fill(binOfLevel, (byte)count);
        var own = present.Length <= most
            ? present
            : [.. present.OrderByDescending(level => counts[level]).ThenBy(level => level).Take(most - 1).Order()];
        if (own.Length < present.Length)
        {
            foreach (var level in present)
            {
                binOfLevel[level] = (byte)(most - 1);
            }
        }

        for (var bin = 0; bin < own.Length; bin++)
        {
            binOfLevel[own[bin]] = (byte)bin;
        }

        return new FeatureBins(FeatureKind.Category, count, [], binOfLevel);
    }

    /// <summary>Puts each value into its bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe void Assign(ReadOnlySpan<double> values, byte* bins)
    {
        if (Kind == FeatureKind.Category)
        {
            for (var i = 0; i < values.Length; i++)
            {
                bins[i] = double.IsNaN(values[i]) ? Missing : _binOfLevel[(int)values[i]];
            }

            return;
        }

        var missing = Missing;
        fixed (double* edges = _edges)
        {
            var i = 0;
            for (; i <= values.Length - 4; i += 4)
            {
                // Four searches at a time, because each step of one waits for the step before.
                var (a, b, c, d) = (values[i], values[i + 1], values[i + 2], values[i + 3]);
                nint ea = 0, eb = 0, ec = 0, ed = 0;
                Step(edges, 128, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                Step(edges, 64, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                Step(edges, 32, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                Step(edges, 16, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                Step(edges, 8, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                Step(edges, 4, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                Step(edges, 2, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                Step(edges, 1, ref ea, a, ref eb, b, ref ec, c, ref ed, d);
                bins[i] = double.IsNaN(a) ? missing : (byte)ea;
                bins[i + 1] = double.IsNaN(b) ? missing : (byte)eb;
                bins[i + 2] = double.IsNaN(c) ? missing : (byte)ec;
                bins[i + 3] = double.IsNaN(d) ? missing : (byte)ed;
            }

            for (; i < values.Length; i++)
            {
                nint e = 0;
                for (var size = SearchSize / 2; size > 0; size >>= 1)
                {
                    e += edges[e + size - 1] < values[i] ? size : 0;
                }

                bins[i] = double.IsNaN(values[i]) ? missing : (byte)e;
            }
        }
    }

    /// <summary>One step of four searches: moves each up by <paramref name="size"/> where the edge before that is below the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Step(
        double* edges, int size, ref nint ea, double a, ref nint eb, double b, ref nint ec, double c, ref nint ed, double d)
    {
        ea += (edges[ea + size - 1] < a ? 1 : 0) * size;
        eb += (edges[eb + size - 1] < b ? 1 : 0) * size;
        ec += (edges[ec + size - 1] < c ? 1 : 0) * size;
        ed += (edges[ed + size - 1] < d ? 1 : 0) * size;
    }
}
