using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The training rows as bin numbers, a byte a cell, held twice: by column, for sending rows left or right by one feature, and by row,
/// for histograms. Places of sparse columns are kept apart, in <see cref="Sparse"/>.
/// </summary>
sealed unsafe class BinnedMatrix : IDisposable
{
    /// <summary>Most features of a block: the packed sums of so many of 255 bins fill a first-level cache of 32 KB.</summary>
    internal const int MostBlockFeatures = 16;

    // Rows that begin at a multiple of this lie on fewer cache lines; those of a deep node are far from each other.
    const int RowAlignment = 16;

    // Edges of so many sampled values stand within about ±0.3 % of rows of the true quantiles of 255 bins; sorting more only costs time.
    const int MostSampled = 100_000;

    const int TileRows = 2048;

    readonly NativeArray<byte> _columns;
    readonly NativeArray<byte> _rows;
    readonly int[] _columnOf; // the table's column of each feature here; -1 for the one of zeros
    readonly int[] _wideOf;

    BinnedMatrix(int rowCount, FeatureBins[] bins, int[] columnOf, int[] wideStarts, SparseBins? sparse, int threads)
    {
        RowCount = rowCount;
        Bins = bins;
        Sparse = sparse;
        WideCount = wideStarts[^1];
        _columnOf = columnOf;
        _wideOf = Array.ConvertAll(columnOf, column => column < 0 ? -1 : wideStarts[column]);
        Stride = ParallelBlocks.Count(bins.Length, RowAlignment) * RowAlignment;
        var groups = Math.Min(bins.Length, threads);
        var blocks = ParallelBlocks.Count(ParallelBlocks.Count(bins.Length, groups), MostBlockFeatures) * groups;
        BlockStarts = EqualParts(bins.Length, Math.Min(blocks, bins.Length));
        GroupStarts = EqualParts(BlockStarts.Length - 1, groups);
        _columns = new NativeArray<byte>((long)rowCount * bins.Length);
        _rows = new NativeArray<byte>(((long)rowCount * Stride) + MostBlockFeatures);
    }

    internal int RowCount { get; }

    /// <summary>The number of features that are one number a row.</summary>
    internal int FeatureCount => Bins.Length;

    /// <summary>Their bins.</summary>
    internal FeatureBins[] Bins { get; }

    /// <summary>The places of sparse columns that a split may ask for; null where there are none.</summary>
    internal SparseBins? Sparse { get; }

    /// <summary>The number of features as trees count them: each place of a sparse column is one.</summary>
    internal int WideCount { get; }

    /// <summary>The number of cells that a row takes part in, about.</summary>
    internal long CellsPerRow => FeatureCount + ((Sparse?.EntryCount ?? 0) / RowCount);

    /// <summary>The parts that the work on a histogram is divided into: groups, and then those of <see cref="Sparse"/>.</summary>
    internal int PartCount => GroupCount + (Sparse?.GroupCount ?? 0);

    /// <summary>The first feature of each block, and the number of features at the end. A block's histograms are summed together.</summary>
    internal int[] BlockStarts { get; }

    /// <summary>The first block of each group, and the number of blocks at the end. A group is one thread's work.</summary>
    internal int[] GroupStarts { get; }

    internal int GroupCount => GroupStarts.Length - 1;

    internal int BlockCount => BlockStarts.Length - 1;

    /// <summary>The bins of a feature, one a row.</summary>
    internal byte* Column(int feature) => _columns.Pointer + ((long)feature * RowCount);

    /// <summary>What trees call a feature: its number among all features, each place of a sparse column being one; -1 for one that no split asks for.</summary>
    internal int Wide(int feature) => _wideOf[feature];

    /// <summary>The feature here that trees call so; below 0 where it is a place of a sparse column.</summary>
    internal int FeatureOf(int wide) => Sparse is null ? wide : Array.BinarySearch(_wideOf, wide);

    /// <summary>The bins of what trees call so.</summary>
    internal FeatureBins BinsOf(int wide) => FeatureOf(wide) is var feature and >= 0 ? Bins[feature] : Sparse!.Bins[Sparse.IndexOf(wide)]; // trees ask for nothing else

    /// <summary>The bin of a row by what trees call so.</summary>
    internal int BinOf(uint row, int wide) => FeatureOf(wide) is var feature and >= 0 ? Rows[((long)row * Stride) + feature] : Sparse!.BinOf(row, Sparse.IndexOf(wide)); // as above

    /// <summary>The number of features of a block.</summary>
    internal int BlockWidth(int block) => BlockStarts[block + 1] - BlockStarts[block];

    /// <summary>The bytes from a row to the next in <see cref="Rows"/>.</summary>
    internal int Stride { get; }

    /// <summary>The bins of all features of each row; <see cref="MostBlockFeatures"/> bytes may be read from any of them on.</summary>
    internal byte* Rows => _rows.Pointer;

    /// <summary>The features of a group.</summary>
    internal (int First, int End) Features(int group) => (BlockStarts[GroupStarts[group]], BlockStarts[GroupStarts[group + 1]]);

    /// <summary>Finds the bins of every feature and puts the rows into them.</summary>
    /// <param name="features">The table's features.</param>
    /// <param name="rows">The training rows, rising; at least one.</param>
    /// <param name="most">Most bins of a feature, from 2 to 255.</param>
    /// <param name="leastRows">Fewest rows of a leaf, at least 1: places with fewer entries are left out.</param>
    /// <param name="random">Chooses the rows that edges are taken from, where there are many.</param>
    /// <param name="team">Does the work.</param>
    internal static BinnedMatrix Build(FeatureMatrix features, RowSet rows, int most, int leastRows, RandomStream random, ForkJoin team)
    {
        var sample = Sample(rows, random);
        var dense = Enumerable.Range(0, features.FeatureCount).Where(feature => features.Sparse(feature) is null).ToArray();
        // Without any number, one of zeros: the histograms of the others say nothing of how many rows there are.
        int[] columnOf = dense.Length > 0 ? dense : [-1];
        var bins = new FeatureBins[columnOf.Length];
        // One pair of buffers a thread, not a column: the collector would let tens of them pile up.
        var values = Enumerable.Range(0, team.Threads).Select(_ => new double[2 * sample.Length]).ToArray();
        team.Run(bins.Length, (thread, feature) => bins[feature] = columnOf[feature] < 0
            ? FeatureBins.OfSorted([0], most)
            : BinsOf(features, columnOf[feature], rows, sample, values[thread], most));
        var sparse = features.HasSparse ? SparseBinning.Build(features, rows, sample, most, leastRows, team) : null;
        var matrix = new BinnedMatrix(rows.Count, bins, columnOf, WideFeatures.Starts(features.Features), sparse, team.Threads);
        team.Run(ParallelBlocks.Count(rows.Count, TileRows), (_, tile) => matrix.FillTile(features, rows, tile * TileRows));
        return matrix;
    }

    public void Dispose()
    {
        _columns.Dispose();
        _rows.Dispose();
        Sparse?.Dispose();
    }

    /// <summary>Where parts of nearly equal size begin, and the end.</summary>
    static int[] EqualParts(int count, int parts) => [.. Enumerable.Range(0, parts + 1).Select(part => (int)((long)part * count / parts))];

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
    static FeatureBins BinsOf(FeatureMatrix features, int feature, RowSet rows, int[] sample, Span<double> buffer, int most)
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

        var values = buffer[..sample.Length];
        var count = 0;
        foreach (var row in sample)
        {
            values[count] = column[row];
            count += double.IsNaN(column[row]) ? 0 : 1;
        }

        return FeatureBins.OfNumbers(values[..count], buffer[sample.Length..], most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void FillTile(FeatureMatrix features, RowSet rows, int start)
    {
        var count = Math.Min(TileRows, RowCount - start);
        var gathered = stackalloc double[TileRows];
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            if (_columnOf[feature] < 0)
            {
                new Span<byte>(Column(feature) + start, count).Clear();
                continue;
            }

            var values = rows.Values(features.Column(_columnOf[feature]), start, new Span<double>(gathered, count));
            Bins[feature].Assign(values, Column(feature) + start);
        }

        var target = Rows + ((long)start * Stride);
        for (var row = 0; row < count; row++, target += Stride)
        {
            var source = Column(0) + start + row;
            for (var feature = 0; feature < FeatureCount; feature++, source += RowCount)
            {
                target[feature] = *source;
            }
        }
    }
}
