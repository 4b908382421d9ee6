using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// How the values of one feature fall into at most 255 bins. Bins are numbered from 0; one more, after the last, holds the missing values.
/// A number's bin is the count of edges below it, so that "value ≤ edge b" and "bin ≤ b" are the same question. A category's bin is its level;
/// where there are more levels than bins, the rarest share the last one.
/// </summary>
/// <remarks>Infinite numbers are ordinary extreme values: they have their own order and may lie in a bin of their own.</remarks>
sealed class FeatureBins
{
    const int Lanes = 8;
    const int SegmentSize = 2 * Lanes;

    // 16 segments: room for the most edges. The rest holds +∞, which is below nothing.
    const int SearchSize = SegmentSize * SegmentSize;

    readonly double[] _edges;
    readonly double[] _pivots; // the last edge of each segment
    readonly byte[] _binOfLevel;

    FeatureBins(FeatureKind kind, int count, double[] edges, byte[] binOfLevel)
        : this(
            kind,
            count,
            edges,
            binOfLevel,
            [.. Enumerable.Range(0, edges.Length / SegmentSize).Select(segment => edges[(segment * SegmentSize) + SegmentSize - 1])])
    {
    }

    FeatureBins(FeatureKind kind, int count, double[] edges, byte[] binOfLevel, double[] pivots)
    {
        Kind = kind;
        Count = count;
        _edges = edges;
        _pivots = pivots;
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
    /// <param name="scratch">Room for as many numbers.</param>
    /// <param name="most">Most bins, from 2 to 255.</param>
    internal static FeatureBins OfNumbers(Span<double> sample, Span<double> scratch, int most)
    {
        RadixSort.Sort(sample, scratch);
        return OfSorted(sample, most);
    }

    /// <summary>The bins of a number, from a sample of its training values in rising order.</summary>
    /// <param name="sample">Values without NaN; may be empty.</param>
    /// <param name="most">Most bins, from 2 to 255.</param>
    internal static FeatureBins OfSorted(ReadOnlySpan<double> sample, int most)
    {
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

    /// <summary>The bins of the same numbers, without what <see cref="Assign"/> needs: a few bytes a bin.</summary>
    internal FeatureBins WithoutSearch() => new(Kind, Count, _edges[..Math.Max(0, Count - 1)], _binOfLevel, []);

    /// <summary>Puts each value into its bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
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
        fixed (double* edges = _edges, pivots = _pivots)
        {
            var (low, high) = (Vector512.Load(pivots), Vector512.Load(pivots + Lanes));
            for (var i = 0; i < values.Length; i++)
            {
                // The segment whose last edge is not below the value, then the edges within it.
                var value = Vector512.Create(values[i]);
                var segment = CountBelow(low, value) + CountBelow(high, value);
                var ofSegment = edges + (segment * SegmentSize);
                var bin = (segment * SegmentSize) + CountBelow(Vector512.Load(ofSegment), value) + CountBelow(Vector512.Load(ofSegment + Lanes), value);
                bins[i] = double.IsNaN(values[i]) ? missing : (byte)bin;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int CountBelow(Vector512<double> edges, Vector512<double> value) =>
        BitOperations.PopCount(Vector512.LessThan(edges, value).ExtractMostSignificantBits());
}
