using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Inner products of all pairs of columns after bringing each to mean 0 and deviation 1.</summary>
static class CorrelationMatrix
{
    const int Tile = 128;

    // Partial sums of all blocks together, in doubles: 32 MiB.
    const int MostPartials = 4 << 20;

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
        var mostBlocks = Math.Clamp(MostPartials / Math.Max(1, p * p), 1, 64);
        var blockSize = Math.Max(1, (ParallelBlocks.Count(rowCount, Tile) + mostBlocks - 1) / mostBlocks) * Tile;
        var partials = new double[ParallelBlocks.Count(rowCount, blockSize)][];
        ParallelBlocks.For(rowCount, blockSize, options.MaxThreads, Accumulate, options.CancellationToken);

        var sum = partials[0];
        foreach (var partial in partials.AsSpan(1))
        {
            AddScaled.Into(1, partial, sum);
        }

        return sum;

        void Accumulate(int block, int start, int end)
        {
            var gram = partials[block] = new double[p * p];
            var standard = ArrayPool<double>.Shared.Rent(p * Tile);
            for (var row = start; row < end; row += Tile)
            {
                var count = Math.Min(Tile, end - row);
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
