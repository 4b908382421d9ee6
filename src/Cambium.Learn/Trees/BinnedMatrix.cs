using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The training rows as bin numbers, a byte a cell, held twice: by column, for sending rows left or right by one feature, and by row
/// within blocks of features, for histograms.
/// </summary>
sealed unsafe class BinnedMatrix : IDisposable
{
    // The packed sums of so many features of 255 bins fill a first-level cache of 32 KB.
    const int MostBlockFeatures = 16;

    // Edges of so many sampled values stand within about ±0.3 % of rows of the true quantiles of 255 bins; sorting more only costs time.
    const int MostSampled = 100_000;

    const int TileRows = 2048;

    // Kernels read 8 bytes at a time and may look past the last row.
    const int Padding = 64;

    readonly NativeArray<byte> _columns;
    readonly NativeArray<byte>[] _blocks;

    BinnedMatrix(int rowCount, FeatureBins[] bins, int[] blockStarts)
    {
        RowCount = rowCount;
        Bins = bins;
        BlockStarts = blockStarts;
        _columns = new NativeArray<byte>(((long)rowCount * bins.Length) + Padding);
        _blocks = new NativeArray<byte>[blockStarts.Length - 1];
        for (var block = 0; block < _blocks.Length; block++)
        {
            _blocks[block] = new NativeArray<byte>(((long)rowCount * BlockWidth(block)) + Padding);
        }
    }

    internal int RowCount { get; }

    internal int FeatureCount => Bins.Length;

    internal FeatureBins[] Bins { get; }

    internal int BlockCount => _blocks.Length;

    /// <summary>The first feature of each block, and the number of features at the end.</summary>
    internal int[] BlockStarts { get; }

    internal int BlockWidth(int block) => BlockStarts[block + 1] - BlockStarts[block];

    /// <summary>The bins of a feature, one a row.</summary>
    internal byte* Column(int feature) => _columns.Pointer + ((long)feature * RowCount);

    /// <summary>The bins of a block's features, n × <see cref="BlockWidth"/>, row-major.</summary>
    internal byte* Block(int block) => _blocks[block].Pointer;

    /// <summary>Finds the bins of every feature and puts the rows into them.</summary>
    /// <param name="features">The table's features.</param>
    /// <param name="rows">The training rows, rising; at least one.</param>
    /// <param name="most">Most bins of a feature, from 2 to 255.</param>
    /// <param name="random">Chooses the rows that edges are taken from, where there are many.</param>
    /// <param name="team">Does the work.</param>
    internal static BinnedMatrix Build(FeatureMatrix features, RowSet rows, int most, RandomStream random, ForkJoin team)
    {
        var sample = Sample(rows, random);
        var bins = new FeatureBins[features.FeatureCount];
        team.Run(bins.Length, (_, feature) => bins[feature] = BinsOf(features, feature, rows, sample, most));
        var matrix = new BinnedMatrix(rows.Count, bins, Blocks(bins.Length, team.Threads));
        team.Run(ParallelBlocks.Count(rows.Count, TileRows), (_, tile) => matrix.FillTile(features, rows, tile * TileRows));
        return matrix;
    }

    public void Dispose()
    {
        _columns.Dispose();
        foreach (var block in _blocks)
        {
            block.Dispose();
        }
    }

    /// <summary>As few blocks as their greatest width allows, but one a thread, of nearly equal widths.</summary>
    static int[] Blocks(int features, int threads)
    {
        var count = Math.Min(features, ParallelBlocks.Count(ParallelBlocks.Count(features, MostBlockFeatures), threads) * threads);
        var starts = new int[count + 1];
        for (var block = 0; block <= count; block++)
        {
            starts[block] = (int)((long)block * features / Math.Max(count, 1));
        }

        return starts;
    }

    /// <summary>One row of each of many equal strata, or every row.</summary>
    static int[] Sample(RowSet rows, RandomStream random)
    {
        var count = Math.Min(rows.Count, MostSampled);
        var sample = new int[count];
        for (var i = 0; i < count; i++)
        {
            var start = (int)((long)i * rows.Count / count);
            var end = (int)((long)(i + 1) * rows.Count / count);
            sample[i] = rows[start + (end - start > 1 ? random.NextInt(end - start) : 0)];
        }

        return sample;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static FeatureBins BinsOf(FeatureMatrix features, int feature, RowSet rows, int[] sample, int most)
    {
        var column = features.Column(feature);
        if (features.Features[feature].Kind == FeatureKind.Category)
        {
            var rowsOfLevel = new int[features.Features[feature].Levels.Count];
            for (var i = 0; i < rows.Count; i++)
            {
                var code = column[rows[i]];
                if (!double.IsNaN(code))
                {
                    rowsOfLevel[(int)code]++;
                }
            }

            return FeatureBins.OfLevels(rowsOfLevel, most);
        }

        var values = new double[sample.Length];
        var count = 0;
        foreach (var row in sample)
        {
            values[count] = column[row];
            count += double.IsNaN(column[row]) ? 0 : 1;
        }

        return FeatureBins.OfNumbers(values.AsSpan(0, count), most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void FillTile(FeatureMatrix features, RowSet rows, int start)
    {
        var count = Math.Min(TileRows, RowCount - start);
        var gathered = stackalloc double[TileRows];
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            var values = rows.Values(features.Column(feature), start, new Span<double>(gathered, count));
            Bins[feature].Assign(values, Column(feature) + start);
        }

        for (var block = 0; block < BlockCount; block++)
        {
            var width = BlockWidth(block);
            var first = Column(BlockStarts[block]) + start;
            var target = Block(block) + ((long)start * width);
            for (var row = 0; row < count; row++)
            {
                var source = first + row;
                for (var i = 0; i < width; i++, source += RowCount)
                {
                    target[i] = *source;
                }

                target += width;
            }
        }
    }
}
