using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Tells whether numbers are all finite.</summary>
public static class AllFinite
{
    /// <summary>Whether none of the numbers is NaN, ∞ or −∞; true for an empty span.</summary>
    public static bool Of(ReadOnlySpan<double> x)
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
    internal static bool Run<TSimd, TVector>(ReadOnlySpan<double> x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        var differences = TSimd.Broadcast(0);
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var value = TSimd.Load(ref px, i);
            differences = TSimd.Add(differences, TSimd.Subtract(value, value)); // 0, or NaN where the number is not finite
        }

        var difference = TSimd.Sum(differences);
        for (; i < length; i++)
        {
            difference += Unsafe.Add(ref px, i) - Unsafe.Add(ref px, i);
        }

        return difference == 0;
    }
}
