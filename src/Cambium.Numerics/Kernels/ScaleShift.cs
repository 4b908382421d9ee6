using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Moves and scales numbers: yᵢ = (xᵢ − shift) · factor · sᵢ.</summary>
static class ScaleShift
{
    /// <summary>yᵢ = (xᵢ − shift) · factor · sᵢ. NaN and ±∞ pass through as IEEE 754 says.</summary>
    /// <param name="s">One number an item; empty where every one is 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    internal static void Into(ReadOnlySpan<double> x, double shift, double factor, ReadOnlySpan<double> s, Span<double> y)
    {
        Lengths.ThrowIfDifferent(x.Length, y.Length, nameof(y));
        if (s.Length > 0)
        {
            Lengths.ThrowIfDifferent(x.Length, s.Length, nameof(s));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(x, shift, factor, s, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(x, shift, factor, s, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(x, shift, factor, s, y);
        }
        else
        {
            Run<SimdScalar, double>(x, shift, factor, s, y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TSimd, TVector>(ReadOnlySpan<double> x, double shift, double factor, ReadOnlySpan<double> s, Span<double> y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var ps = ref MemoryMarshal.GetReference(s);
        ref var py = ref MemoryMarshal.GetReference(y);
        var scaled = s.Length > 0;
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        var (vshift, vfactor) = (TSimd.Broadcast(shift), TSimd.Broadcast(factor));
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var value = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref px, i), vshift), vfactor);
            TSimd.Store(scaled ? TSimd.Multiply(value, TSimd.Load(ref ps, i)) : value, ref py, i);
        }

        for (; i < length; i++)
        {
            var value = (Unsafe.Add(ref px, i) - shift) * factor;
            Unsafe.Add(ref py, i) = scaled ? value * Unsafe.Add(ref ps, i) : value;
        }
    }
}
