using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Points in single precision, in panels of three vectors of rows, feature by feature: what <see cref="SingleCentres"/> reads pass after pass.</summary>
sealed unsafe class SinglePoints
{
    // Beyond this a point is told by doubles, so that no product leaves the range of singles.
    internal const double MostNumber = 1e9;

    const int Alignment = 64;
    const int MostFeatures = 1 << 16;
    const int BlockPanels = 64;

    readonly float[] _memory;
    readonly float* _panels;
    readonly float* _norms;
    readonly long _stride;

    SinglePoints(PointTiles points, FitOptions options)
    {
        var count = ParallelBlocks.Count(points.RowCount, PanelRows);
        _stride = (long)points.FeatureCount * PanelRows;
        _memory = GC.AllocateUninitializedArray<float>(checked((int)((count * (_stride + PanelRows)) + (Alignment / sizeof(float)))), pinned: true);
        _panels = (float*)(((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) + Alignment - 1) & ~(nuint)(Alignment - 1));
        _norms = _panels + (count * _stride);
        ParallelBlocks.For(count, BlockPanels, options.MaxThreads, (_, start, end) => Fill(points, start, end), options.CancellationToken);
    }

    /// <summary>Rows of a panel.</summary>
    internal static int PanelRows => 3 * (Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count);

    /// <summary>A panel: p × <see cref="PanelRows"/>.</summary>
    internal float* Panel(int panel) => _panels + (panel * _stride);

    /// <summary>For each point of a panel a number of at least its norm; ∞ where single precision does not suit it.</summary>
    internal float* Norms(int panel) => _norms + ((long)panel * PanelRows);

    /// <summary>The points in single precision, or nothing where the processor or the size does not suit it.</summary>
    internal static SinglePoints? Of(PointTiles points, FitOptions options)
    {
        var suits = Vector512.IsHardwareAccelerated || (Vector256.IsHardwareAccelerated && System.Runtime.Intrinsics.X86.Fma.IsSupported);
        return suits && points.FeatureCount <= MostFeatures && ((long)points.RowCount + PanelRows) * (points.FeatureCount + 1) < Array.MaxLength - Alignment
            ? new SinglePoints(points, options)
            : null;
    }

    void Fill(PointTiles points, int first, int end)
    {
        var tile = new double[points.FeatureCount * PointTiles.Rows];
        Span<double> squares = stackalloc double[PointTiles.Rows];
        Span<double> largest = stackalloc double[PointTiles.Rows];
        var perTile = PointTiles.Rows / PanelRows;
        for (var panel = first; panel < end; panel += perTile)
        {
            points.Fill(panel * PanelRows, tile);
            squares.Clear();
            largest.Clear();
            for (var feature = 0; feature < points.FeatureCount; feature++)
            {
                var numbers = tile.AsSpan(feature * PointTiles.Rows, PointTiles.Rows);
                for (var i = 0; i < numbers.Length; i++)
                {
                    squares[i] += numbers[i] * numbers[i];
                    largest[i] = Math.Max(largest[i], Math.Abs(numbers[i]));
                }
            }

            for (var part = 0; part < perTile && panel + part < end; part++)
            {
                var at = part * PanelRows;
                Narrow(tile, at, Panel(panel + part), points.FeatureCount);
                Measure(squares.Slice(at, PanelRows), largest.Slice(at, PanelRows), panel + part, points.FeatureCount);
            }
        }
    }

    static void Narrow(double[] tile, int at, float* target, int features)
    {
        for (var feature = 0; feature < features; feature++, target += PanelRows)
        {
            var numbers = tile.AsSpan((feature * PointTiles.Rows) + at, PanelRows);
            for (var i = 0; i < numbers.Length; i++)
            {
                target[i] = (float)numbers[i];
            }
        }
    }

    void Measure(ReadOnlySpan<double> squares, ReadOnlySpan<double> largest, int panel, int features)
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
