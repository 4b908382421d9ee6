using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Inner products of all pairs of columns after bringing each to mean 0 and deviation 1.</summary>
static class CorrelationMatrix
{
    // Partial sums of all blocks together, in doubles: 32 MiB; and so few blocks that adding them up costs little.
    const int MostPartials = 4 << 20;
    const int MostBlocks = 16;

    // Numbers worked on at a time: half of a second-level cache of 1 MiB.
    const int TileNumbers = 1 << 16;

    /// <summary>The same for the columns of a design and one more.</summary>
    /// <param name="design">The columns, of which some may be sparse.</param>
    /// <param name="extra">The column that is none of the design's.</param>
    /// <param name="rootWeights">√s, one a row; empty where every row counts 1.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static double[] Compute(LinearDesign design, ExtraColumn extra, double[] rootWeights, FitOptions options)
    {
        ReadOnlyMemory<double>[] columns = extra.IsFirst ? [extra.Values, .. design.Columns] : [.. design.Columns, extra.Values];
        var dense = design.Columns.Length;
        double[] means = extra.IsFirst ? [extra.Mean, .. design.Means[..dense]] : [.. design.Means[..dense], extra.Mean];
        double[] scales = extra.IsFirst ? [extra.Scale, .. design.Scales[..dense]] : [.. design.Scales[..dense], extra.Scale];
        var pairs = Compute(columns, means, scales, rootWeights, design.RowCount, options);
        return design.Sparse is null ? pairs : SparseCorrelations.Join(design, extra.IsFirst, columns, means, scales, pairs, rootWeights, options);
    }

    /// <summary>Σ sᵢ zᵢ zᵢᵀ, the lower triangle, p × p, row-major, of z = (x − mean) / scale.</summary>
    /// <param name="columns">p columns of n numbers.</param>
    /// <param name="means">One number a column.</param>
    /// <param name="scales">One number above 0 a column.</param>
    /// <param name="rootWeights">√s, one a row; empty where every row counts 1.</param>
    /// <param name="rowCount">n.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static double[] Compute(
        ReadOnlyMemory<double>[] columns, double[] means, double[] scales, double[] rootWeights, int rowCount, FitOptions options)
    {
        var p = columns.Length;
        var mostBlocks = Math.Clamp(MostPartials / Math.Max(1, p * p), 1, MostBlocks);
        var tile = Math.Clamp(TileNumbers / Math.Max(1, p) / 64 * 64, 128, 1024);
        var blockSize = Math.Max(1, (ParallelBlocks.Count(rowCount, tile) + mostBlocks - 1) / mostBlocks) * tile;
        var partials = new double[ParallelBlocks.Count(rowCount, blockSize)][];
        ParallelBlocks.For(rowCount, blockSize, options.MaxThreads, Accumulate, options.CancellationToken);

        var sum = new double[p * p];
        foreach (var partial in partials)
        {
            AddScaled.Into(1, partial.AsSpan(0, sum.Length), sum);
            ArrayPool<double>.Shared.Return(partial);
        }

        return sum;

        void Accumulate(int block, int start, int end)
        {
            // Memory that is new costs more than the sums do.
            var gram = (partials[block] = ArrayPool<double>.Shared.Rent(p * p)).AsSpan(0, p * p);
            gram.Clear();
            var standard = ArrayPool<double>.Shared.Rent(p * tile);
            for (var row = start; row < end; row += tile)
            {
                var count = Math.Min(tile, end - row);
                Standardize(columns, means, scales, rootWeights, row, count, standard);
                GramMatrix.Add(standard.AsSpan(0, p * count), p, gram);
            }

            ArrayPool<double>.Shared.Return(standard);
        }
    }

    /// <summary>Writes √s (x − mean) / scale for a run of rows, p columns of <paramref name="count"/> numbers, one after another.</summary>
    internal static void Standardize(
        ReadOnlyMemory<double>[] columns, double[] means, double[] scales, double[] rootWeights, int start, int count, Span<double> standard)
    {
        var roots = rootWeights.Length == 0 ? [] : rootWeights.AsSpan(start, count);
        for (var j = 0; j < columns.Length; j++)
        {
            ScaleShift.Into(columns[j].Span.Slice(start, count), means[j], 1 / scales[j], roots, standard.Slice(j * count, count));
        }
    }
}
