using System.Buffers;
using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How far points lie from the centres they belong to, by differences: exact where the kernel's products round.</summary>
static class CentreDistances
{
    const int BlockRows = 40 * PointTiles.Rows;

    /// <summary>The squared distance of each point to its centre, in the points' scale.</summary>
    internal static double[] Of(PointTiles points, double[] centres, int[] labels, FitOptions options)
    {
        var distances = new double[points.RowCount];
        ParallelBlocks.For(
            distances.Length,
            BlockRows,
            options.MaxThreads,
            (_, start, end) => Block(points, centres, labels, distances, start, end),
            options.CancellationToken);
        return distances;
    }

    /// <summary>Σ w d² in the units of the table.</summary>
    internal static double Inertia(PointTiles points, double[] weights, double[] centres, int[] labels, FitOptions options)
    {
        var distances = Of(points, centres, labels, options);
        return (weights.Length == 0 ? Sum.Of(distances) : Dot.Of(distances, weights)) / points.Scale / points.Scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Block(PointTiles points, double[] centres, int[] labels, double[] distances, int start, int end)
    {
        var p = points.FeatureCount;
        var scratch = ArrayPool<double>.Shared.Rent(p * PointTiles.Rows);
        var tile = scratch.AsSpan(0, p * PointTiles.Rows);
        for (var row = start; row < end; row += PointTiles.Rows)
        {
            points.Fill(row, tile);
            var count = Math.Min(PointTiles.Rows, end - row);
            for (var feature = 0; feature < p; feature++)
            {
                var numbers = tile.Slice(feature * PointTiles.Rows, count);
                for (var i = 0; i < count; i++)
                {
                    var difference = numbers[i] - centres[(labels[row + i] * p) + feature];
                    distances[row + i] += difference * difference;
                }
            }
        }

        ArrayPool<double>.Shared.Return(scratch);
    }
}
