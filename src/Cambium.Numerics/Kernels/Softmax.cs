using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Turns scores into probabilities that add up to 1: pⱼ = e^zⱼ / Σ e^zₗ.</summary>
static class Softmax
{
    /// <summary>
    /// Replaces the scores of <paramref name="count"/> items by probabilities and returns each item's log Σ e^z in <paramref name="logSums"/>. Relative error
    /// of each probability at most 1e-15 times 1 + the largest difference of scores. NaN makes the item's results NaN.
    /// </summary>
    /// <param name="z">k × count, class-major: the scores of all items for the first class, then for the second.</param>
    /// <param name="count">Items; where it is a multiple of 8, an item's result does not depend on its place.</param>
    /// <param name="logSums">One number an item.</param>
    internal static void Replace(Span<double> z, int count, Span<double> logSums)
    {
        Lengths.ThrowIfDifferent(count, logSums.Length, nameof(logSums));
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(z, count, logSums);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(z, count, logSums);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(z, count, logSums);
        }
        else
        {
            Run<SimdScalar, double>(z, count, logSums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TSimd, TVector>(Span<double> z, int count, Span<double> logSums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var pz = ref MemoryMarshal.GetReference(z);
        ref var sums = ref MemoryMarshal.GetReference(logSums);
        var stride = (nuint)count;
        var end = (nuint)z.Length;
        var width = (nuint)TSimd.Width;
        nuint i = 0;
        for (; i + width <= stride; i += width)
        {
            Column<TSimd, TVector>(ref pz, i, stride, end, ref sums);
        }

        for (; i < stride; i++)
        {
            Column<SimdScalar, double>(ref pz, i, stride, end, ref sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Column<TSimd, TVector>(ref double z, nuint item, nuint stride, nuint end, ref double logSums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var largest = TSimd.Load(ref z, item);
        for (var j = item + stride; j < end; j += stride)
        {
            largest = TSimd.Max(largest, TSimd.Load(ref z, j));
        }

        var sum = TSimd.Broadcast(0);
        for (var j = item; j < end; j += stride)
        {
            var power = TSimd.Exp(TSimd.Subtract(TSimd.Load(ref z, j), largest));
            TSimd.Store(power, ref z, j);
            sum = TSimd.Add(sum, power);
        }

        TSimd.Store(TSimd.Add(largest, TSimd.Log(sum)), ref logSums, item);
        var inverse = TSimd.Divide(TSimd.Broadcast(1), sum);
        for (var j = item; j < end; j += stride)
        {
            TSimd.Store(TSimd.Multiply(TSimd.Load(ref z, j), inverse), ref z, j);
        }
    }
}
