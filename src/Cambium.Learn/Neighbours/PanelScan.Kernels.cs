using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

/// <summary>The kernels: rows in the lanes, queries in turn.</summary>
sealed unsafe partial class PanelScan
{
    /// <summary>The first panel, from one on, with a sum that reaches its query's threshold; its sums are stored, query by query.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Scan512(float* panels, int stride, int panel, int end, int* queries, int pairs, float* steps, float* thresholds, float* sums)
    {
        for (; panel < end; panel++)
        {
            var head = panels + ((long)panel * stride);
            var x = (short*)(head + 96);
            var (a0, a1, a2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var (b0, b1, b2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var (c0, c1, c2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var (d0, d1, d2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var (e0, e1, e2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var (f0, f1, f2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var (g0, g1, g2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var (h0, h1, h2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            var q = queries;
            for (var pair = 0; pair < pairs; pair++, x += 96, q += 8)
            {
                var (x0, x1, x2) = (Vector512.LoadAligned(x), Vector512.LoadAligned(x + 32), Vector512.LoadAligned(x + 64));
                var y = Vector512.Create(q[0]).AsInt16();
                a0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                a1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                a2 += Avx512BW.MultiplyAddAdjacent(x2, y);
                y = Vector512.Create(q[1]).AsInt16();
                b0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                b1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                b2 += Avx512BW.MultiplyAddAdjacent(x2, y);
                y = Vector512.Create(q[2]).AsInt16();
                c0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                c1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                c2 += Avx512BW.MultiplyAddAdjacent(x2, y);
                y = Vector512.Create(q[3]).AsInt16();
                d0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                d1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                d2 += Avx512BW.MultiplyAddAdjacent(x2, y);
                y = Vector512.Create(q[4]).AsInt16();
                e0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                e1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                e2 += Avx512BW.MultiplyAddAdjacent(x2, y);
                y = Vector512.Create(q[5]).AsInt16();
                f0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                f1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                f2 += Avx512BW.MultiplyAddAdjacent(x2, y);
                y = Vector512.Create(q[6]).AsInt16();
                g0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                g1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                g2 += Avx512BW.MultiplyAddAdjacent(x2, y);
                y = Vector512.Create(q[7]).AsInt16();
                h0 += Avx512BW.MultiplyAddAdjacent(x0, y);
                h1 += Avx512BW.MultiplyAddAdjacent(x1, y);
                h2 += Avx512BW.MultiplyAddAdjacent(x2, y);
            }

            var (step0, step1, step2) = (Vector512.LoadAligned(head), Vector512.LoadAligned(head + 16), Vector512.LoadAligned(head + 32));
            var (start0, start1, start2) = (Vector512.LoadAligned(head + 48), Vector512.LoadAligned(head + 64), Vector512.LoadAligned(head + 80));
            var scale0 = Vector512.Create(steps[0]);
            var a0Sum = Sum(a0, scale0, step0, start0);
            var a1Sum = Sum(a1, scale0, step1, start1);
            var a2Sum = Sum(a2, scale0, step2, start2);
            var scale1 = Vector512.Create(steps[1]);
            var b0Sum = Sum(b0, scale1, step0, start0);
            var b1Sum = Sum(b1, scale1, step1, start1);
            var b2Sum = Sum(b2, scale1, step2, start2);
            var scale2 = Vector512.Create(steps[2]);
            var c0Sum = Sum(c0, scale2, step0, start0);
            var c1Sum = Sum(c1, scale2, step1, start1);
            var c2Sum = Sum(c2, scale2, step2, start2);
            var scale3 = Vector512.Create(steps[3]);
            var d0Sum = Sum(d0, scale3, step0, start0);
            var d1Sum = Sum(d1, scale3, step1, start1);
            var d2Sum = Sum(d2, scale3, step2, start2);
            var scale4 = Vector512.Create(steps[4]);
            var e0Sum = Sum(e0, scale4, step0, start0);
            var e1Sum = Sum(e1, scale4, step1, start1);
            var e2Sum = Sum(e2, scale4, step2, start2);
            var scale5 = Vector512.Create(steps[5]);
            var f0Sum = Sum(f0, scale5, step0, start0);
            var f1Sum = Sum(f1, scale5, step1, start1);
            var f2Sum = Sum(f2, scale5, step2, start2);
            var scale6 = Vector512.Create(steps[6]);
            var g0Sum = Sum(g0, scale6, step0, start0);
            var g1Sum = Sum(g1, scale6, step1, start1);
            var g2Sum = Sum(g2, scale6, step2, start2);
            var scale7 = Vector512.Create(steps[7]);
            var h0Sum = Sum(h0, scale7, step0, start0);
            var h1Sum = Sum(h1, scale7, step1, start1);
            var h2Sum = Sum(h2, scale7, step2, start2);

            // A difference has the sign of the exact one.
            var most = Over(a0Sum, a1Sum, a2Sum, thresholds[0]);
            most = Vector512.MaxNative(most, Over(b0Sum, b1Sum, b2Sum, thresholds[1]));
            most = Vector512.MaxNative(most, Over(c0Sum, c1Sum, c2Sum, thresholds[2]));
            most = Vector512.MaxNative(most, Over(d0Sum, d1Sum, d2Sum, thresholds[3]));
            most = Vector512.MaxNative(most, Over(e0Sum, e1Sum, e2Sum, thresholds[4]));
            most = Vector512.MaxNative(most, Over(f0Sum, f1Sum, f2Sum, thresholds[5]));
            most = Vector512.MaxNative(most, Over(g0Sum, g1Sum, g2Sum, thresholds[6]));
            most = Vector512.MaxNative(most, Over(h0Sum, h1Sum, h2Sum, thresholds[7]));
            if (Vector512.GreaterThanOrEqualAny(most, Vector512<float>.Zero))
            {
                Store(sums, a0Sum, a1Sum, a2Sum);
                Store(sums + 48, b0Sum, b1Sum, b2Sum);
                Store(sums + 96, c0Sum, c1Sum, c2Sum);
                Store(sums + 144, d0Sum, d1Sum, d2Sum);
                Store(sums + 192, e0Sum, e1Sum, e2Sum);
                Store(sums + 240, f0Sum, f1Sum, f2Sum);
                Store(sums + 288, g0Sum, g1Sum, g2Sum);
                Store(sums + 336, h0Sum, h1Sum, h2Sum);
                return panel;
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Sum(Vector512<int> product, Vector512<float> scale, Vector512<float> step, Vector512<float> start) =>
        Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(product) * scale, step, start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Over(Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, float threshold) =>
        Vector512.MaxNative(Vector512.MaxNative(s0, s1), s2) - Vector512.Create(threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(float* sums, Vector512<float> s0, Vector512<float> s1, Vector512<float> s2)
    {
        s0.Store(sums);
        s1.Store(sums + 16);
        s2.Store(sums + 32);
    }

    /// <summary>The same with half as many rows and queries at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Scan256(float* panels, int stride, int panel, int end, int* queries, int pairs, float* steps, float* thresholds, float* sums)
    {
        for (; panel < end; panel++)
        {
            var head = panels + ((long)panel * stride);
            var x = (short*)(head + 48);
            var (a0, a1, a2) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
            var (b0, b1, b2) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
            var (c0, c1, c2) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
            var (d0, d1, d2) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
            var q = queries;
            for (var pair = 0; pair < pairs; pair++, x += 48, q += 4)
            {
                var (x0, x1, x2) = (Vector256.LoadAligned(x), Vector256.LoadAligned(x + 16), Vector256.LoadAligned(x + 32));
                var y = Vector256.Create(q[0]).AsInt16();
                a0 += Avx2.MultiplyAddAdjacent(x0, y);
                a1 += Avx2.MultiplyAddAdjacent(x1, y);
                a2 += Avx2.MultiplyAddAdjacent(x2, y);
                y = Vector256.Create(q[1]).AsInt16();
                b0 += Avx2.MultiplyAddAdjacent(x0, y);
                b1 += Avx2.MultiplyAddAdjacent(x1, y);
                b2 += Avx2.MultiplyAddAdjacent(x2, y);
                y = Vector256.Create(q[2]).AsInt16();
                c0 += Avx2.MultiplyAddAdjacent(x0, y);
                c1 += Avx2.MultiplyAddAdjacent(x1, y);
                c2 += Avx2.MultiplyAddAdjacent(x2, y);
                y = Vector256.Create(q[3]).AsInt16();
                d0 += Avx2.MultiplyAddAdjacent(x0, y);
                d1 += Avx2.MultiplyAddAdjacent(x1, y);
                d2 += Avx2.MultiplyAddAdjacent(x2, y);
            }

            var (step0, step1, step2) = (Vector256.LoadAligned(head), Vector256.LoadAligned(head + 8), Vector256.LoadAligned(head + 16));
            var (start0, start1, start2) = (Vector256.LoadAligned(head + 24), Vector256.LoadAligned(head + 32), Vector256.LoadAligned(head + 40));
            var scale0 = Vector256.Create(steps[0]);
            var a0Sum = Sum(a0, scale0, step0, start0);
            var a1Sum = Sum(a1, scale0, step1, start1);
            var a2Sum = Sum(a2, scale0, step2, start2);
            var scale1 = Vector256.Create(steps[1]);
            var b0Sum = Sum(b0, scale1, step0, start0);
            var b1Sum = Sum(b1, scale1, step1, start1);
            var b2Sum = Sum(b2, scale1, step2, start2);
            var scale2 = Vector256.Create(steps[2]);
            var c0Sum = Sum(c0, scale2, step0, start0);
            var c1Sum = Sum(c1, scale2, step1, start1);
            var c2Sum = Sum(c2, scale2, step2, start2);
            var scale3 = Vector256.Create(steps[3]);
            var d0Sum = Sum(d0, scale3, step0, start0);
            var d1Sum = Sum(d1, scale3, step1, start1);
            var d2Sum = Sum(d2, scale3, step2, start2);

            // A difference has the sign of the exact one.
            var most = Over(a0Sum, a1Sum, a2Sum, thresholds[0]);
            most = Vector256.MaxNative(most, Over(b0Sum, b1Sum, b2Sum, thresholds[1]));
            most = Vector256.MaxNative(most, Over(c0Sum, c1Sum, c2Sum, thresholds[2]));
            most = Vector256.MaxNative(most, Over(d0Sum, d1Sum, d2Sum, thresholds[3]));
            if (Vector256.GreaterThanOrEqualAny(most, Vector256<float>.Zero))
            {
                Store(sums, a0Sum, a1Sum, a2Sum);
                Store(sums + 24, b0Sum, b1Sum, b2Sum);
                Store(sums + 48, c0Sum, c1Sum, c2Sum);
                Store(sums + 72, d0Sum, d1Sum, d2Sum);
                return panel;
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Sum(Vector256<int> product, Vector256<float> scale, Vector256<float> step, Vector256<float> start) =>
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(product) * scale, step, start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Over(Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, float threshold) =>
        Vector256.MaxNative(Vector256.MaxNative(s0, s1), s2) - Vector256.Create(threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(float* sums, Vector256<float> s0, Vector256<float> s1, Vector256<float> s2)
    {
        s0.Store(sums);
        s1.Store(sums + 8);
        s2.Store(sums + 16);
    }
}
