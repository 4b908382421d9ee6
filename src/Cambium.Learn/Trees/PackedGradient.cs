using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// A row's gradient and hessian as small whole numbers in one word, so that adding a row to a histogram is a single 64-bit addition, and
/// sums are exact whatever their order.
/// </summary>
/// <remarks>
/// An item is the row's number (high 32 bits), the gradient (14 bits, signed) and the hessian (10 bits). A cell of a packed histogram is the sum of
/// gradients (bits 37 to 63, signed), of hessians (bits 14 to 36) and the number of rows (bits 0 to 13): it cannot overflow within
/// <see cref="ChunkRows"/> rows, 8,192 × 8,191 being below 2²⁶, 8,192 × 1,023 below 2²³ and 8,192 below 2¹⁴.
/// Source: Y. Shi et al., "Quantized Training of Gradient Boosting Decision Trees", 2022, for the idea and for random rounding.
/// </remarks>
static class PackedGradient
{
    /// <summary>Most rows that a packed cell may sum.</summary>
    internal const int ChunkRows = 8192;

    /// <summary>The largest size of a gradient.</summary>
    internal const int MostGradient = 8191;

    /// <summary>The largest hessian.</summary>
    internal const int MostHessian = 1023;

    const int RowShift = 32;
    const int HessianItemBits = 10;
    const int CountBits = 14;
    const int GradientShift = 37;
    const int HessianMask = (1 << (GradientShift - CountBits)) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Items(Vector512<ulong> rows, Vector512<long> gradients, Vector512<long> hessians) =>
        (rows << RowShift) | (((gradients << HessianItemBits) + hessians).AsUInt64() & Vector512.Create((1UL << RowShift) - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Row(ulong item) => (uint)(item >> RowShift);

    /// <summary>What a row adds to a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Cell(ulong item)
    {
        long both = (int)item;
        return ((both >> HessianItemBits) << GradientShift) + ((both & MostHessian) << CountBits) + 1;
    }

    /// <summary>What each of some rows adds to a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static unsafe void Cells(ulong* items, int count, long* cells)
    {
        var i = 0;
        for (; i <= count - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
        {
            // The row's number is shifted out, so that the gradient's sign is the word's.
            var item = Vector512.Load(items + i).AsInt64();
            var gradients = Vector512.ShiftRightArithmetic(item << RowShift, RowShift + HessianItemBits) << GradientShift;
            var hessians = (item & Vector512.Create((long)MostHessian)) << CountBits;
            (gradients + hessians + Vector512<long>.One).Store(cells + i);
        }

        for (; i < count; i++)
        {
            cells[i] = Cell(items[i]);
        }
    }

    /// <summary>What a cell sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static GradientSums Sums(long cell) => new(cell >> GradientShift, (cell >>> CountBits) & HessianMask, cell & ((1L << CountBits) - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> Gradients(Vector512<long> cells) => Vector512.ShiftRightArithmetic(cells, GradientShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> Hessians(Vector512<long> cells) => Vector512.ShiftRightLogical(cells, CountBits) & Vector512.Create((long)HessianMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> Rows(Vector512<long> cells) => cells & Vector512.Create((1L << CountBits) - 1);
}
