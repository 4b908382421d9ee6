using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Points in single precision, in panels of three vectors of rows, feature by feature: what <see cref="SingleCentres"/> reads pass after pass.</summary>
sealed unsafe class SinglePoints : IDisposable
{
    // Beyond this a point is told by doubles, so that no product leaves the range of singles.
    internal const double MostNumber = 1e9;

    const int MostFeatures = 1 << 16;
    const int BlockPanels = 64;

    readonly NativeArray<float> _memory;
    readonly float* _panels;
    readonly float* _norms;
    readonly long _stride;

    SinglePoints(PointTiles points, FitOptions options)
    {
        var count = ParallelBlocks.Count(points.RowCount, PanelRows);
        _stride = (long)points.FeatureCount * PanelRows;
        _memory = new NativeArray<float>(count * (_stride + PanelRows));
        _panels = _memory.Pointer;
        _norms = _panels + (count * _stride);
        ParallelBlocks.For(count, BlockPanels, options.MaxThreads, (_, start, end) => Fill(points, start, end), options.CancellationToken);
    }

    /// <summary>Rows of a panel.</summary>
    internal static int PanelRows => 3 * Lanes;

    /// <summary>Rows of a vector.</summary>
    internal static int Lanes => Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;

    /// <summary>A panel: p × <see cref="PanelRows"/>.</summary>
    internal float* Panel(int panel) => _panels + (panel * _stride);

    /// <summary>For each point of a panel a number of at least its norm; ∞ where single precision does not suit it.</summary>
    internal float* Norms(int panel) => _norms + ((long)panel * PanelRows);

    /// <summary>The points in single precision, or nothing where the processor or the size does not suit it.</summary>
    internal static SinglePoints? Of(PointTiles points, FitOptions options)
    {
        var suits = Vector512.IsHardwareAccelerated || (Vector256.IsHardwareAccelerated && System.Runtime.Intrinsics.X86.Fma.IsSupported);
        return suits && points.FeatureCount <= MostFeatures
            ? new SinglePoints(points, options)
            : null;
    }

    public void Dispose() => _memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(PointTiles points, int first, int end)
    {
        var tile = new double[points.FeatureCount * PointTiles.Rows];
        var squares = stackalloc double[PanelRows];
        var largest = stackalloc double[PanelRows];
        var perTile = PointTiles.Rows / PanelRows;
        fixed (double* numbers = tile)
        {
            for (var panel = first; panel < end; panel += perTile)
            {
                points.Fill(panel * PanelRows, tile);
                for (var part = 0; part < perTile && panel + part < end; part++)
                {
                    for (var row = 0; row < PanelRows; row += Vector256<float>.Count)
                    {
                        Narrow(numbers + (part * PanelRows) + row, Panel(panel + part) + row, points.FeatureCount, squares + row, largest + row);
                    }

                    Measure(squares, largest, panel + part, points.FeatureCount);
                }
            }
        }
    }

    /// <summary>Takes over eight points, and their sums of squares and largest sizes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Narrow(double* source, float* target, int features, double* squares, double* largest)
    {
        const int Half = 4;
        var (squares0, squares1) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (largest0, largest1) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var feature = 0; feature < features; feature++, source += PointTiles.Rows, target += PanelRows)
        {
            var (x0, x1) = (Vector256.Load(source), Vector256.Load(source + Half));
            squares0 += x0 * x0;
            squares1 += x1 * x1;
            largest0 = Vector256.Max(largest0, Vector256.Abs(x0));
            largest1 = Vector256.Max(largest1, Vector256.Abs(x1));
            Vector256.Narrow(x0, x1).Store(target);
        }

        squares0.Store(squares);
        squares1.Store(squares + Half);
        largest0.Store(largest);
        largest1.Store(largest + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Measure(double* squares, double* largest, int panel, int features)
    {
        var norms = Norms(panel);
        for (var i = 0; i < PanelRows; i++)
        {
            var suits = largest[i] < MostNumber; // not NaN either
            norms[i] = suits ? (float)(Math.Sqrt(squares[i]) * 1.000001) : float.PositiveInfinity;
            for (var feature = 0; !suits && feature < features; feature++)
            {
                Panel(panel)[(feature * PanelRows) + i] = 0;
            }
        }
    }
}
