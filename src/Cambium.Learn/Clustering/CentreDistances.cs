using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How far points lie from the centres they belong to, by differences: exact where the kernel's products round.</summary>
static class CentreDistances
{
    const int BlockRows = 40 * PointTiles.Rows;
    const int Step = 8; // rows at once; a tile is a whole number of them

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
    static unsafe void Block(PointTiles points, double[] centres, int[] labels, double[] distances, int start, int end)
    {
        var p = points.FeatureCount;
        var tile = ArrayPool<double>.Shared.Rent(p * PointTiles.Rows);
        var starts = stackalloc int[PointTiles.Rows]; // of each row's centre
        var squares = stackalloc double[PointTiles.Rows];
        fixed (double* numbers = tile, first = centres)
        {
            for (var row = start; row < end; row += PointTiles.Rows)
            {
                var count = Math.Min(PointTiles.Rows, end - row);
                points.Fill(row, tile.AsSpan(0, p * PointTiles.Rows));
                for (var i = 0; i < PointTiles.Rows; i++)
                {
                    starts[i] = i < count ? labels[row + i] * p : 0;
                }

                for (var i = 0; i < count; i += Step)
                {
                    Squares(numbers + i, first, starts + i, p, squares + i);
                }

                new ReadOnlySpan<double>(squares, count).CopyTo(distances.AsSpan(row));
            }
        }

        ArrayPool<double>.Shared.Return(tile);
    }

    /// <summary>The squared distances of eight points, each number's square added in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static unsafe void Squares(double* numbers, double* centres, int* starts, int p, double* squares)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var feature = 0; feature < p; feature++, numbers += PointTiles.Rows, centres++)
        {
            var first = Vector256.Create(centres[starts[0]], centres[starts[1]], centres[starts[2]], centres[starts[3]]);
            var second = Vector256.Create(centres[starts[4]], centres[starts[5]], centres[starts[6]], centres[starts[7]]);
            var (x, y) = (Vector256.Load(numbers) - first, Vector256.Load(numbers + (Step / 2)) - second);
            low += x * x;
            high += y * y;
        }

        low.Store(squares);
        high.Store(squares + (Step / 2));
    }
}
