using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Inner products.</summary>
public static class Dot
{
    /// <summary>Σ xᵢ yᵢ; 0 for empty spans. NaN and ±∞ pass through as IEEE 754 says.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Lengths.ThrowIfDifferent(x.Length, y.Length, nameof(y));
        if (Vector512.IsHardwareAccelerated)
        {
            return Run<Simd512, Vector512<double>>(x, y);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Run<Simd256, Vector256<double>>(x, y);
        }

        return Vector128.IsHardwareAccelerated ? Run<Simd128, Vector128<double>>(x, y) : Run<SimdScalar, double>(x, y);
    }

    /// <summary>Σ xᵢ yᵢ for four spans x that share y, in the time that reading them takes.</summary>
    internal static (double, double, double, double) Of(
        ReadOnlySpan<double> x0, ReadOnlySpan<double> x1, ReadOnlySpan<double> x2, ReadOnlySpan<double> x3, ReadOnlySpan<double> y)
    {
        Lengths.ThrowIfDifferent(x0.Length, y.Length, nameof(x0));
        Lengths.ThrowIfDifferent(x1.Length, y.Length, nameof(x1));
        Lengths.ThrowIfDifferent(x2.Length, y.Length, nameof(x2));
        Lengths.ThrowIfDifferent(x3.Length, y.Length, nameof(x3));
        if (Vector512.IsHardwareAccelerated)
        {
            return Run<Simd512, Vector512<double>>(x0, x1, x2, x3, y);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Run<Simd256, Vector256<double>>(x0, x1, x2, x3, y);
        }

        return Vector128.IsHardwareAccelerated
            ? Run<Simd128, Vector128<double>>(x0, x1, x2, x3, y)
            : Run<SimdScalar, double>(x0, x1, x2, x3, y);
    }

    // Four sums at a time: one addition takes four cycles, and one can start in each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Run<TSimd, TVector>(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y);
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        nuint i = 0;
        var sum0 = TSimd.Broadcast(0);
        if (length >= 4 * width)
        {
            var sum1 = TSimd.Broadcast(0);
            var sum2 = TSimd.Broadcast(0);
            var sum3 = TSimd.Broadcast(0);
            for (; i + (4 * width) <= length; i += 4 * width)
            {
                sum0 = TSimd.MultiplyAdd(TSimd.Load(ref px, i), TSimd.Load(ref py, i), sum0);
                sum1 = TSimd.MultiplyAdd(TSimd.Load(ref px, i + width), TSimd.Load(ref py, i + width), sum1);
                sum2 = TSimd.MultiplyAdd(TSimd.Load(ref px, i + (2 * width)), TSimd.Load(ref py, i + (2 * width)), sum2);
                sum3 = TSimd.MultiplyAdd(TSimd.Load(ref px, i + (3 * width)), TSimd.Load(ref py, i + (3 * width)), sum3);
            }

            sum0 = TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3));
        }

        for (; i + width <= length; i += width)
        {
            sum0 = TSimd.MultiplyAdd(TSimd.Load(ref px, i), TSimd.Load(ref py, i), sum0);
        }

        var sum = TSimd.Sum(sum0);
        for (; i < length; i++)
        {
            sum = double.MultiplyAddEstimate(Unsafe.Add(ref px, i), Unsafe.Add(ref py, i), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (double, double, double, double) Run<TSimd, TVector>(
        ReadOnlySpan<double> x0, ReadOnlySpan<double> x1, ReadOnlySpan<double> x2, ReadOnlySpan<double> x3, ReadOnlySpan<double> y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var p0 = ref MemoryMarshal.GetReference(x0);
        ref var p1 = ref MemoryMarshal.GetReference(x1);
        ref var p2 = ref MemoryMarshal.GetReference(x2);
        ref var p3 = ref MemoryMarshal.GetReference(x3);
        ref var py = ref MemoryMarshal.GetReference(y);
        var length = (nuint)y.Length;
        var width = (nuint)TSimd.Width;
        var sum0 = TSimd.Broadcast(0);
        var sum1 = TSimd.Broadcast(0);
        var sum2 = TSimd.Broadcast(0);
        var sum3 = TSimd.Broadcast(0);
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var vy = TSimd.Load(ref py, i);
            sum0 = TSimd.MultiplyAdd(TSimd.Load(ref p0, i), vy, sum0);
            sum1 = TSimd.MultiplyAdd(TSimd.Load(ref p1, i), vy, sum1);
            sum2 = TSimd.MultiplyAdd(TSimd.Load(ref p2, i), vy, sum2);
            sum3 = TSimd.MultiplyAdd(TSimd.Load(ref p3, i), vy, sum3);
        }

        var (s0, s1, s2, s3) = (TSimd.Sum(sum0), TSimd.Sum(sum1), TSimd.Sum(sum2), TSimd.Sum(sum3));
        for (; i < length; i++)
        {
            var value = Unsafe.Add(ref py, i);
            s0 = double.MultiplyAddEstimate(Unsafe.Add(ref p0, i), value, s0);
            s1 = double.MultiplyAddEstimate(Unsafe.Add(ref p1, i), value, s1);
            s2 = double.MultiplyAddEstimate(Unsafe.Add(ref p2, i), value, s2);
            s3 = double.MultiplyAddEstimate(Unsafe.Add(ref p3, i), value, s3);
        }

        return (s0, s1, s2, s3);
    }
}
