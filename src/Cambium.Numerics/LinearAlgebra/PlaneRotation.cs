using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Rotates pairs of numbers: (x, y) becomes (cos · x − sin · y, sin · x + cos · y).</summary>
/// <remarks>Source: W. Givens, "Computation of Plane Unitary Rotations Transforming a General Matrix to Triangular Form", 1958.</remarks>
static class PlaneRotation
{
    /// <summary>Rotates the pairs of two equally long spans.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    internal static void Apply(double cosine, double sine, Span<double> x, Span<double> y)
    {
        Lengths.ThrowIfDifferent(x.Length, y.Length, nameof(y));
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(cosine, sine, x, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(cosine, sine, x, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(cosine, sine, x, y);
        }
        else
        {
            Run<SimdScalar, double>(cosine, sine, x, y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TSimd, TVector>(double cosine, double sine, Span<double> x, Span<double> y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y);
        var (c, s) = (TSimd.Broadcast(cosine), TSimd.Broadcast(sine));
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var (a, b) = (TSimd.Load(ref px, i), TSimd.Load(ref py, i));
            TSimd.Store(TSimd.Subtract(TSimd.Multiply(c, a), TSimd.Multiply(s, b)), ref px, i);
            TSimd.Store(TSimd.MultiplyAdd(s, a, TSimd.Multiply(c, b)), ref py, i);
        }

        for (; i < length; i++)
        {
            var (a, b) = (Unsafe.Add(ref px, i), Unsafe.Add(ref py, i));
            Unsafe.Add(ref px, i) = (cosine * a) - (sine * b);
            Unsafe.Add(ref py, i) = double.MultiplyAddEstimate(sine, a, cosine * b);
        }
    }
}
