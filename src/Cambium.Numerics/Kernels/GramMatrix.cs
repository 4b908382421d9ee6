using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>Inner products of all pairs of columns.</summary>
static class GramMatrix
{
    /// <summary>G += Xᵀ X, the lower triangle with its diagonal; what is above the diagonal is left in an unspecified state.</summary>
    /// <param name="x">p columns of m numbers, one column after another; best when it fits the second-level cache.</param>
    /// <param name="p">Columns.</param>
    /// <param name="gram">p × p, row-major.</param>
    /// <exception cref="ArgumentException">The lengths do not go with <paramref name="p"/>.</exception>
    internal static void Add(ReadOnlySpan<double> x, int p, Span<double> gram)
    {
        Lengths.ThrowIfDifferent(p * p, gram.Length, nameof(gram));
        Lengths.ThrowIfDifferent(0, p == 0 ? x.Length : x.Length % p, nameof(x));
        if (p == 0)
        {
            return;
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(x, p, gram);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(x, p, gram);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(x, p, gram);
        }
        else
        {
            Run<SimdScalar, double>(x, p, gram);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TSimd, TVector>(ReadOnlySpan<double> x, int p, Span<double> gram)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var m = x.Length / p;
        var whole = p & ~3;
        for (var i = 0; i < whole; i += 4)
        {
            for (var j = 0; j <= i; j += 4)
            {
                AddTile<TSimd, TVector>(x.Slice(i * m, 4 * m), x.Slice(j * m, 4 * m), gram[((i * p) + j)..], p);
            }
        }

        for (var i = whole; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[(i * p) + j] += Dot.Run<TSimd, TVector>(x.Slice(i * m, m), x.Slice(j * m, m));
            }
        }
    }

    // 4 × 4 products at a time: sixteen sums in registers, and each number that is read takes part in four of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddTile<TSimd, TVector>(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gram, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var m = (nuint)(a.Length / 4);
        var width = (nuint)TSimd.Width;
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b);
        var zero = TSimd.Broadcast(0);
        var (s00, s01, s02, s03) = (zero, zero, zero, zero);
        var (s10, s11, s12, s13) = (zero, zero, zero, zero);
        var (s20, s21, s22, s23) = (zero, zero, zero, zero);
        var (s30, s31, s32, s33) = (zero, zero, zero, zero);
        nuint i = 0;
        for (; i + width <= m; i += width)
        {
            var b0 = TSimd.Load(ref pb, i);
            var b1 = TSimd.Load(ref pb, i + m);
            var b2 = TSimd.Load(ref pb, i + (2 * m));
            var b3 = TSimd.Load(ref pb, i + (3 * m));
            var value = TSimd.Load(ref pa, i);
            s00 = TSimd.MultiplyAdd(value, b0, s00);
            s01 = TSimd.MultiplyAdd(value, b1, s01);
            s02 = TSimd.MultiplyAdd(value, b2, s02);
            s03 = TSimd.MultiplyAdd(value, b3, s03);
            value = TSimd.Load(ref pa, i + m);
            s10 = TSimd.MultiplyAdd(value, b0, s10);
            s11 = TSimd.MultiplyAdd(value, b1, s11);
            s12 = TSimd.MultiplyAdd(value, b2, s12);
            s13 = TSimd.MultiplyAdd(value, b3, s13);
            value = TSimd.Load(ref pa, i + (2 * m));
            s20 = TSimd.MultiplyAdd(value, b0, s20);
            s21 = TSimd.MultiplyAdd(value, b1, s21);
            s22 = TSimd.MultiplyAdd(value, b2, s22);
            s23 = TSimd.MultiplyAdd(value, b3, s23);
            value = TSimd.Load(ref pa, i + (3 * m));
            s30 = TSimd.MultiplyAdd(value, b0, s30);
            s31 = TSimd.MultiplyAdd(value, b1, s31);
            s32 = TSimd.MultiplyAdd(value, b2, s32);
            s33 = TSimd.MultiplyAdd(value, b3, s33);
        }

        AddRow<TSimd, TVector>(gram, s00, s01, s02, s03);
        AddRow<TSimd, TVector>(gram[stride..], s10, s11, s12, s13);
        AddRow<TSimd, TVector>(gram[(2 * stride)..], s20, s21, s22, s23);
        AddRow<TSimd, TVector>(gram[(3 * stride)..], s30, s31, s32, s33);
        for (; i < m; i++)
        {
            for (nuint row = 0; row < 4; row++)
            {
                for (nuint column = 0; column < 4; column++)
                {
                    gram[(int)(row * (nuint)stride) + (int)column] += Unsafe.Add(ref pa, i + (row * m)) * Unsafe.Add(ref pb, i + (column * m));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddRow<TSimd, TVector>(Span<double> gram, TVector s0, TVector s1, TVector s2, TVector s3)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        gram[0] += TSimd.Sum(s0);
        gram[1] += TSimd.Sum(s1);
        gram[2] += TSimd.Sum(s2);
        gram[3] += TSimd.Sum(s3);
    }
}
