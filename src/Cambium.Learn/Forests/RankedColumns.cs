using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The features of a fit as ranks: the place of a row's value among the column's distinct values, so that trees compare whole numbers, and each column is sorted
/// once for all trees. The rank of a category is its level's code; a row without a value has the rank after the last.
/// </summary>
sealed unsafe class RankedColumns : IDisposable
{
    const int DigitBits = 11;
    const int Digits = 1 << DigitBits;
    const ulong SignBit = 1UL << 63;

    readonly NativeArray<int> _ranks; // p × n, column after column
    readonly double[][] _values;
    readonly int[] _missingRanks;

    internal RankedColumns(FeatureMatrix features, int maxThreads, CancellationToken cancellationToken)
    {
        RowCount = features.RowCount;
        FeatureCount = features.FeatureCount;
        Features = features.Features;
        _ranks = new NativeArray<int>((long)RowCount * FeatureCount);
        _values = new double[FeatureCount][];
        _missingRanks = new int[FeatureCount];
        try
        {
            ParallelBlocks.For(FeatureCount, 1, maxThreads, (_, feature, _) => Rank(features, feature), cancellationToken);
        }
        catch
        {
            _ranks.Dispose();
            throw;
        }
    }

    internal int RowCount { get; }

    internal int FeatureCount { get; }

    internal IReadOnlyList<Feature> Features { get; }

    /// <summary>The rank of each row.</summary>
    internal int* Column(int feature) => _ranks.Pointer + ((long)feature * RowCount);

    /// <summary>The distinct numbers of a column, rising; empty for a category.</summary>
    internal double[] Values(int feature) => _values[feature];

    /// <summary>The rank of rows without a value; also the number of other ranks.</summary>
    internal int MissingRank(int feature) => _missingRanks[feature];

    internal bool IsCategory(int feature) => Features[feature].Kind == FeatureKind.Category;

    public void Dispose() => _ranks.Dispose();

    void Rank(FeatureMatrix features, int feature)
    {
        var column = features.Column(feature);
        var ranks = new Span<int>(Column(feature), RowCount);
        if (IsCategory(feature))
        {
            var levels = Features[feature].Levels.Count;
            for (var row = 0; row < ranks.Length; row++)
            {
                ranks[row] = double.IsNaN(column[row]) ? levels : (int)column[row];
            }

            _values[feature] = [];
            _missingRanks[feature] = levels;
        }
        else
        {
            _values[feature] = RankNumbers(column, ranks);
            _missingRanks[feature] = _values[feature].Length;
        }
    }

    /// <summary>Fills in the ranks and returns the distinct values.</summary>
    static double[] RankNumbers(ReadOnlySpan<double> column, Span<int> ranks)
    {
        using var first = new NativeArray<ulong>(column.Length);
        using var second = new NativeArray<ulong>(column.Length);
        var count = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (!double.IsNaN(column[row]))
            {
                first.Pointer[count++] = (Key(column[row]) >> 32 << 32) | (uint)row;
            }
        }

        var items = SortByUpperHalf(first.Span[..count], second.Span[..count]);
        OrderEqualUpperHalves(items, column);
        var values = new List<double>(count);
        foreach (var item in items)
        {
            var value = column[(int)(uint)item];
            if (values.Count == 0 || value != values[^1])
            {
                values.Add(value);
            }

            ranks[(int)(uint)item] = values.Count - 1;
        }

        for (var row = 0; row < column.Length; row++)
        {
            ranks[row] = double.IsNaN(column[row]) ? values.Count : ranks[row];
        }

        return [.. values];
    }

    // Negative numbers have all bits turned, others the sign only: then keys are in the order of the numbers.
    static ulong Key(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return bits ^ ((ulong)((long)bits >> 63) | SignBit);
    }

    /// <summary>Three passes over the upper 32 bits; a pass over equal digits is left out. Source: H. H. Seward, 1954.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static Span<ulong> SortByUpperHalf(Span<ulong> items, Span<ulong> scratch)
    {
        Span<int> starts = stackalloc int[Digits];
        for (var shift = 32; shift < 64 && items.Length > 0; shift += DigitBits)
        {
            starts.Clear();
            foreach (var item in items)
            {
                starts[(int)(item >> shift) & (Digits - 1)]++;
            }

            if (starts[(int)(items[0] >> shift) & (Digits - 1)] == items.Length)
            {
                continue;
            }

            var sum = 0;
            foreach (ref var start in starts)
            {
                (start, sum) = (sum, sum + start);
            }

            foreach (var item in items)
            {
                scratch[starts[(int)(item >> shift) & (Digits - 1)]++] = item;
            }

            var swap = items;
            items = scratch;
            scratch = swap;
        }

        return items;
    }

    static void OrderEqualUpperHalves(Span<ulong> items, ReadOnlySpan<double> column)
    {
        for (int start = 0, end; start < items.Length; start = end)
        {
            end = start + 1;
            var rises = true;
            while (end < items.Length && items[end] >> 32 == items[start] >> 32)
            {
                rises &= column[(int)(uint)items[end]] >= column[(int)(uint)items[end - 1]];
                end++;
            }

            if (!rises)
            {
                var run = items[start..end];
                var keys = new double[run.Length];
                for (var i = 0; i < keys.Length; i++)
                {
                    keys[i] = column[(int)(uint)run[i]];
                }

                keys.AsSpan().Sort(run);
            }
        }
    }
}
