using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>Arithmetic on runs of <see cref="PackedGradient"/> cells, which may begin and end anywhere.</summary>
static unsafe class PackedCells
{
    /// <summary>Adds others to cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Add(long* cells, long* others, int length)
    {
        var i = 0;
        for (; i <= length - Vector512<long>.Count; i += Vector512<long>.Count)
        {
            (Vector512.Load(cells + i) + Vector512.Load(others + i)).Store(cells + i);
        }

        for (; i < length; i++)
        {
            cells[i] += others[i];
        }
    }

    /// <summary>Takes others from cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Subtract(long* cells, long* others, int length)
    {
        var i = 0;
        for (; i <= length - Vector512<long>.Count; i += Vector512<long>.Count)
        {
            (Vector512.Load(cells + i) - Vector512.Load(others + i)).Store(cells + i);
        }

        for (; i < length; i++)
        {
            cells[i] -= others[i];
        }
    }

    /// <summary>The sum of cells that together sum no more rows than one may.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Total(long* cells, int length)
    {
        var sums = Vector512<long>.Zero;
        var i = 0;
        for (; i <= length - Vector512<long>.Count; i += Vector512<long>.Count)
        {
            sums += Vector512.Load(cells + i);
        }

        var total = Vector512.Sum(sums);
        for (; i < length; i++)
        {
            total += cells[i];
        }

        return total;
    }
}
