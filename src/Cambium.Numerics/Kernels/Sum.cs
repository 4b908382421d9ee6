using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Sums.</summary>
public static class Sum
{
    /// <summary>Σ xᵢ; 0 for an empty span. NaN and ±∞ pass through as IEEE 754 says.</summary>
    public static double Of(ReadOnlySpan<double> x)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Run<Simd512, Vector512<double>>(x);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Run<Simd256, Vector256<double>>(x);
        }

        return Vector128.IsHardwareAccelerated ? Run<Simd128, Vector128<double>>(x) : Run<SimdScalar, double>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Run<TSimd, TVector>(ReadOnlySpan<double> x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        var sums = TSimd.Broadcast(0);
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            sums = TSimd.Add(sums, TSimd.Load(ref px, i));
        }

        var sum = TSimd.Sum(sums);
        for (; i < length; i++)
        {
            sum += Unsafe.Add(ref px, i);
        }

        return sum;
    }
}
