using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

/// <summary>Sums the gradients of rows by bin. One builder a thread, for its own scratch memory.</summary>
/// <remarks>
/// Loops over rows and bins are compiled with full optimisation at once, here and in the types around, for a fit is over before the runtime would come
/// back to them; and on their own, for inside a larger method they run out of registers.
/// </remarks>
sealed unsafe class HistogramBuilder : IDisposable
{
    const int CellsPerFeature = 256;

    readonly BinnedMatrix _matrix;
    readonly HistogramLayout _layout;
    readonly NativeArray<long> _cells;

    internal HistogramBuilder(BinnedMatrix matrix, HistogramLayout layout)
    {
        _matrix = matrix;
        _layout = layout;
        _cells = new NativeArray<long>((long)CellsPerFeature * Enumerable.Range(0, matrix.BlockCount).Max(matrix.BlockWidth));
        _cells.Span.Clear();
    }

    /// <summary>Writes the sums of a block's features over some rows.</summary>
    internal void Build(int block, ulong* items, int count, double* sums)
    {
        var width = _matrix.BlockWidth(block);
        var first = _matrix.BlockStarts[block];
        for (var start = 0; start < count; start += PackedGradient.ChunkRows)
        {
            Add(items + start, Math.Min(PackedGradient.ChunkRows, count - start), _matrix.Block(block), width, _cells.Pointer);
            for (var i = 0; i < width; i++)
            {
                Flush(_cells.Pointer + (i * CellsPerFeature), sums + _layout.Start(first + i), _layout.Run(first + i), isFirst: start == 0);
            }
        }
    }

    /// <summary>Takes a block's sums of one child from those of its parent, which leaves those of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Subtract(int block, double* parent, double* child)
    {
        var end = _layout.Start(_matrix.BlockStarts[block + 1]);
        for (var i = _layout.Start(_matrix.BlockStarts[block]); i < end; i += Vector512<double>.Count)
        {
            (Vector512.Load(parent + i) - Vector512.Load(child + i)).Store(parent + i);
        }
    }

    public void Dispose() => _cells.Dispose();

    /// <summary>Adds each row's cell to one of the 256 cells of each feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Add(ulong* items, int count, byte* rows, int width, long* cells)
    {
        // Rows far ahead are fetched early: those of a deep node lie scattered. The items' padding keeps the last reads in bounds.
        const int Ahead = RowItems.Padding;
        for (var end = items + count; items < end; items++)
        {
            var item = *items;
            var cell = PackedGradient.Cell(item);
            var bins = rows + (PackedGradient.Row(item) * (nuint)width);
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(rows + (PackedGradient.Row(items[Ahead]) * (nuint)width));
            }

            var target = cells;
            for (var left = width; left >= 8; left -= 8, bins += 8, target += 8 * CellsPerFeature)
            {
                AddFour(target, bins, cell);
                AddFour(target + (4 * CellsPerFeature), bins + 4, cell);
            }

            if ((width & 4) != 0)
            {
                AddFour(target, bins, cell);
                bins += 4;
                target += 4 * CellsPerFeature;
            }

            if ((width & 2) != 0)
            {
                target[(nuint)bins[0]] += cell;
                (target + CellsPerFeature)[(nuint)bins[1]] += cell;
                bins += 2;
                target += 2 * CellsPerFeature;
            }

            if ((width & 1) != 0)
            {
                target[(nuint)bins[0]] += cell;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddFour(long* cells, byte* bins, long cell)
    {
        cells[(nuint)bins[0]] += cell;
        (cells + CellsPerFeature)[(nuint)bins[1]] += cell;
        (cells + (2 * CellsPerFeature))[(nuint)bins[2]] += cell;
        (cells + (3 * CellsPerFeature))[(nuint)bins[3]] += cell;
    }

    /// <summary>Adds packed sums to whole ones, or writes them, and clears the packed ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Flush(long* cells, double* sums, int run, bool isFirst)
    {
        var gradients = sums;
        var hessians = sums + run;
        var rows = hessians + run;
        for (var bin = 0; bin < run; bin += Vector512<long>.Count)
        {
            var cell = Vector512.Load(cells + bin);
            Vector512<long>.Zero.Store(cells + bin);
            var g = Vector512.ConvertToDouble(PackedGradient.Gradients(cell));
            var h = Vector512.ConvertToDouble(PackedGradient.Hessians(cell));
            var n = Vector512.ConvertToDouble(PackedGradient.Rows(cell));
            if (!isFirst)
            {
                g += Vector512.Load(gradients + bin);
                h += Vector512.Load(hessians + bin);
                n += Vector512.Load(rows + bin);
            }

            g.Store(gradients + bin);
            h.Store(hessians + bin);
            n.Store(rows + bin);
        }
    }
}
