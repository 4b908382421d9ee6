using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Adds multiples of vectors to a vector.</summary>
public static class AddScaled
{
    /// <summary>yᵢ += a xᵢ. NaN and ±∞ pass through as IEEE 754 says.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Into(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        Lengths.ThrowIfDifferent(y.Length, x.Length, nameof(x));
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(a, x, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(a, x, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(a, x, y);
        }
        else
        {
            Run<SimdScalar, double>(a, x, y);
        }
    }

    /// <summary>yᵢ += a₀ x0ᵢ + a₁ x1ᵢ + a₂ x2ᵢ + a₃ x3ᵢ, reading and writing y once.</summary>
    internal static void Into(
        ReadOnlySpan<double> a, ReadOnlySpan<double> x0, ReadOnlySpan<double> x1, ReadOnlySpan<double> x2, ReadOnlySpan<double> x3, Span<double> y)
    {
        Lengths.ThrowIfDifferent(4, a.Length, nameof(a));
        Lengths.ThrowIfDifferent(y.Length, x0.Length, nameof(x0));
        Lengths.ThrowIfDifferent(y.Length, x1.Length, nameof(x1));
        Lengths.ThrowIfDifferent(y.Length, x2.Length, nameof(x2));
        Lengths.ThrowIfDifferent(y.Length, x3.Length, nameof(x3));
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(a, x0, x1, x2, x3, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(a, x0, x1, x2, x3, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(a, x0, x1, x2, x3, y);
        }
        else
        {
            Run<SimdScalar, double>(a, x0, x1, x2, x3, y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TSimd, TVector>(double a, ReadOnlySpan<double> x, Span<double> y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y);
        var length = (nuint)y.Length;
        var width = (nuint)TSimd.Width;
        var va = TSimd.Broadcast(a);
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            TSimd.Store(TSimd.MultiplyAdd(va, TSimd.Load(ref px, i), TSimd.Load(ref py, i)), ref py, i);
        }

        for (; i < length; i++)
        {
            Unsafe.Add(ref py, i) = double.MultiplyAddEstimate(a, Unsafe.Add(ref px, i), Unsafe.Add(ref py, i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TSimd, TVector>(
        ReadOnlySpan<double> a, ReadOnlySpan<double> x0, ReadOnlySpan<double> x1, ReadOnlySpan<double> x2, ReadOnlySpan<double> x3, Span<double> y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var p0 = ref MemoryMarshal.GetReference(x0);
        ref var p1 = ref MemoryMarshal.GetReference(x1);
        ref var p2 = ref MemoryMarshal.GetReference(x2);
        ref var p3 = ref MemoryMarshal.GetReference(x3);
        ref var py = ref MemoryMarshal.GetReference(y);
        var (a0, a1, a2, a3) = (a[0], a[1], a[2], a[3]);
        var (v0, v1, v2, v3) = (TSimd.Broadcast(a0), TSimd.Broadcast(a1), TSimd.Broadcast(a2), TSimd.Broadcast(a3));
        var length = (nuint)y.Length;
        var width = (nuint)TSimd.Width;
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var sum = TSimd.MultiplyAdd(v0, TSimd.Load(ref p0, i), TSimd.Load(ref py, i));
            sum = TSimd.MultiplyAdd(v1, TSimd.Load(ref p1, i), sum);
            sum = TSimd.MultiplyAdd(v2, TSimd.Load(ref p2, i), sum);
            TSimd.Store(TSimd.MultiplyAdd(v3, TSimd.Load(ref p3, i), sum), ref py, i);
        }

        for (; i < length; i++)
        {
            var sum = double.MultiplyAddEstimate(a0, Unsafe.Add(ref p0, i), Unsafe.Add(ref py, i));
            sum = double.MultiplyAddEstimate(a1, Unsafe.Add(ref p1, i), sum);
            sum = double.MultiplyAddEstimate(a2, Unsafe.Add(ref p2, i), sum);
            Unsafe.Add(ref py, i) = double.MultiplyAddEstimate(a3, Unsafe.Add(ref p3, i), sum);
        }
    }
}
