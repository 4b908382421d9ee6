using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>The logistic function.</summary>
public static class Sigmoid
{
    /// <summary>
    /// yᵢ = 1 / (1 + e^−xᵢ), relative error at most 1e-15 where the result is not subnormal; −∞ gives 0, ∞ gives 1, NaN stays.
    /// </summary>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">As long as <paramref name="x"/>; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Of(ReadOnlySpan<double> x, Span<double> y)
    {
        Lengths.ThrowIfDifferent(x.Length, y.Length, nameof(y));
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(x, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(x, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(x, y);
        }
        else
        {
            Run<SimdScalar, double>(x, y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TSimd, TVector>(ReadOnlySpan<double> x, Span<double> y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y);
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            TSimd.Store(Invoke<TSimd, TVector>(TSimd.Load(ref px, i)), ref py, i);
        }

        if (i < length)
        {
            // The rest goes through a whole vector too, so that a number's result does not depend on its place.
            Span<double> rest = stackalloc double[TSimd.Width];
            rest.Clear();
            x[(int)i..].CopyTo(rest);
            ref var pr = ref MemoryMarshal.GetReference(rest);
            TSimd.Store(Invoke<TSimd, TVector>(TSimd.Load(ref pr, 0)), ref pr, 0);
            rest[..(int)(length - i)].CopyTo(y[(int)i..]);
        }
    }

    // The exponent is never above 0, so nothing overflows and small results keep their digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Invoke<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var one = TSimd.Broadcast(1);
        var t = TSimd.Exp(TSimd.Subtract(TSimd.Broadcast(0), TSimd.Abs(x)));
        return TSimd.Divide(TSimd.SelectNegative(x, t, one), TSimd.Add(one, t));
    }
}
