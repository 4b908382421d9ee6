using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Numerics;

/// <summary>
/// Up to 14 rows, for processors with 32 vector registers: 28 sums, two vectors of B and one number of A make 31. Every sum is a local of
/// its own, since only then all stay in registers.
/// </summary>
readonly unsafe struct ProductTile14<TLanes, TVector, T> : IProductTile<T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Rows => 14;

    public static int Columns => 2 * TLanes.Width;

    public static int HeightFor(int rows) =>
        rows > 8 ? 14 :
        rows > 4 ? 8 :
        rows > 2 ? 4 :
        rows > 1 ? 2 :
        1;

    public static void Run(int height, nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        switch (height)
        {
            case 14: Run14(depth, a, b, bStride, c, cStride, scale); break;
            case 8: Run8(depth, a, b, bStride, c, cStride, scale); break;
            case 4: Run4(depth, a, b, bStride, c, cStride, scale); break;
            case 2: Run2(depth, a, b, bStride, c, cStride, scale); break;
            default: Run1(depth, a, b, bStride, c, cStride, scale); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run14(nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        Fetch(c, cStride);
        var zero = TLanes.Zero;
        var (l0, r0, l1, r1) = (zero, zero, zero, zero);
        var (l2, r2, l3, r3) = (zero, zero, zero, zero);
        var (l4, r4, l5, r5) = (zero, zero, zero, zero);
        var (l6, r6, l7, r7) = (zero, zero, zero, zero);
        var (l8, r8, l9, r9) = (zero, zero, zero, zero);
        var (l10, r10, l11, r11) = (zero, zero, zero, zero);
        var (l12, r12, l13, r13) = (zero, zero, zero, zero);
        for (nint k = 0; k < depth; k++)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Width);
            var x = TLanes.Broadcast(a[0]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            x = TLanes.Broadcast(a[1]);
            l1 = TLanes.MultiplyAdd(x, left, l1);
            r1 = TLanes.MultiplyAdd(x, right, r1);
            x = TLanes.Broadcast(a[2]);
            l2 = TLanes.MultiplyAdd(x, left, l2);
            r2 = TLanes.MultiplyAdd(x, right, r2);
            x = TLanes.Broadcast(a[3]);
            l3 = TLanes.MultiplyAdd(x, left, l3);
            r3 = TLanes.MultiplyAdd(x, right, r3);
            x = TLanes.Broadcast(a[4]);
            l4 = TLanes.MultiplyAdd(x, left, l4);
            r4 = TLanes.MultiplyAdd(x, right, r4);
            x = TLanes.Broadcast(a[5]);
            l5 = TLanes.MultiplyAdd(x, left, l5);
            r5 = TLanes.MultiplyAdd(x, right, r5);
            x = TLanes.Broadcast(a[6]);
            l6 = TLanes.MultiplyAdd(x, left, l6);
            r6 = TLanes.MultiplyAdd(x, right, r6);
            x = TLanes.Broadcast(a[7]);
            l7 = TLanes.MultiplyAdd(x, left, l7);
            r7 = TLanes.MultiplyAdd(x, right, r7);
            x = TLanes.Broadcast(a[8]);
            l8 = TLanes.MultiplyAdd(x, left, l8);
            r8 = TLanes.MultiplyAdd(x, right, r8);
            x = TLanes.Broadcast(a[9]);
            l9 = TLanes.MultiplyAdd(x, left, l9);
            r9 = TLanes.MultiplyAdd(x, right, r9);
            x = TLanes.Broadcast(a[10]);
            l10 = TLanes.MultiplyAdd(x, left, l10);
            r10 = TLanes.MultiplyAdd(x, right, r10);
            x = TLanes.Broadcast(a[11]);
            l11 = TLanes.MultiplyAdd(x, left, l11);
            r11 = TLanes.MultiplyAdd(x, right, r11);
            x = TLanes.Broadcast(a[12]);
            l12 = TLanes.MultiplyAdd(x, left, l12);
            r12 = TLanes.MultiplyAdd(x, right, r12);
            x = TLanes.Broadcast(a[13]);
            l13 = TLanes.MultiplyAdd(x, left, l13);
            r13 = TLanes.MultiplyAdd(x, right, r13);
            a += 14;
            b += bStride;
        }

        var alpha = TLanes.Broadcast(scale.Alpha);
        var beta = TLanes.Broadcast(scale.Beta);
        if (scale.Beta == T.Zero)
        {
            Store(c, alpha, l0, r0);
            Store(c + cStride, alpha, l1, r1);
            Store(c + (2 * cStride), alpha, l2, r2);
            Store(c + (3 * cStride), alpha, l3, r3);
            Store(c + (4 * cStride), alpha, l4, r4);
            Store(c + (5 * cStride), alpha, l5, r5);
            Store(c + (6 * cStride), alpha, l6, r6);
            Store(c + (7 * cStride), alpha, l7, r7);
            Store(c + (8 * cStride), alpha, l8, r8);
            Store(c + (9 * cStride), alpha, l9, r9);
            Store(c + (10 * cStride), alpha, l10, r10);
            Store(c + (11 * cStride), alpha, l11, r11);
            Store(c + (12 * cStride), alpha, l12, r12);
            Store(c + (13 * cStride), alpha, l13, r13);
        }
        else
        {
            Add(c, alpha, l0, r0, beta);
            Add(c + cStride, alpha, l1, r1, beta);
            Add(c + (2 * cStride), alpha, l2, r2, beta);
            Add(c + (3 * cStride), alpha, l3, r3, beta);
            Add(c + (4 * cStride), alpha, l4, r4, beta);
            Add(c + (5 * cStride), alpha, l5, r5, beta);
            Add(c + (6 * cStride), alpha, l6, r6, beta);
            Add(c + (7 * cStride), alpha, l7, r7, beta);
            Add(c + (8 * cStride), alpha, l8, r8, beta);
            Add(c + (9 * cStride), alpha, l9, r9, beta);
            Add(c + (10 * cStride), alpha, l10, r10, beta);
            Add(c + (11 * cStride), alpha, l11, r11, beta);
            Add(c + (12 * cStride), alpha, l12, r12, beta);
            Add(c + (13 * cStride), alpha, l13, r13, beta);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run8(nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        var zero = TLanes.Zero;
        var (l0, r0, l1, r1) = (zero, zero, zero, zero);
        var (l2, r2, l3, r3) = (zero, zero, zero, zero);
        var (l4, r4, l5, r5) = (zero, zero, zero, zero);
        var (l6, r6, l7, r7) = (zero, zero, zero, zero);
        for (nint k = 0; k < depth; k++)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Width);
            var x = TLanes.Broadcast(a[0]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            x = TLanes.Broadcast(a[1]);
            l1 = TLanes.MultiplyAdd(x, left, l1);
            r1 = TLanes.MultiplyAdd(x, right, r1);
            x = TLanes.Broadcast(a[2]);
            l2 = TLanes.MultiplyAdd(x, left, l2);
            r2 = TLanes.MultiplyAdd(x, right, r2);
            x = TLanes.Broadcast(a[3]);
            l3 = TLanes.MultiplyAdd(x, left, l3);
            r3 = TLanes.MultiplyAdd(x, right, r3);
            x = TLanes.Broadcast(a[4]);
            l4 = TLanes.MultiplyAdd(x, left, l4);
            r4 = TLanes.MultiplyAdd(x, right, r4);
            x = TLanes.Broadcast(a[5]);
            l5 = TLanes.MultiplyAdd(x, left, l5);
            r5 = TLanes.MultiplyAdd(x, right, r5);
            x = TLanes.Broadcast(a[6]);
            l6 = TLanes.MultiplyAdd(x, left, l6);
            r6 = TLanes.MultiplyAdd(x, right, r6);
            x = TLanes.Broadcast(a[7]);
            l7 = TLanes.MultiplyAdd(x, left, l7);
            r7 = TLanes.MultiplyAdd(x, right, r7);
            a += 8;
            b += bStride;
        }

        var alpha = TLanes.Broadcast(scale.Alpha);
        var beta = TLanes.Broadcast(scale.Beta);
        if (scale.Beta == T.Zero)
        {
            Store(c, alpha, l0, r0);
            Store(c + cStride, alpha, l1, r1);
            Store(c + (2 * cStride), alpha, l2, r2);
            Store(c + (3 * cStride), alpha, l3, r3);
            Store(c + (4 * cStride), alpha, l4, r4);
            Store(c + (5 * cStride), alpha, l5, r5);
            Store(c + (6 * cStride), alpha, l6, r6);
            Store(c + (7 * cStride), alpha, l7, r7);
        }
        else
        {
            Add(c, alpha, l0, r0, beta);
            Add(c + cStride, alpha, l1, r1, beta);
            Add(c + (2 * cStride), alpha, l2, r2, beta);
            Add(c + (3 * cStride), alpha, l3, r3, beta);
            Add(c + (4 * cStride), alpha, l4, r4, beta);
            Add(c + (5 * cStride), alpha, l5, r5, beta);
            Add(c + (6 * cStride), alpha, l6, r6, beta);
            Add(c + (7 * cStride), alpha, l7, r7, beta);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run4(nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        var zero = TLanes.Zero;
        var (l0, r0, l1, r1) = (zero, zero, zero, zero);
        var (l2, r2, l3, r3) = (zero, zero, zero, zero);
        for (nint k = 0; k < depth; k++)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Width);
            var x = TLanes.Broadcast(a[0]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            x = TLanes.Broadcast(a[1]);
            l1 = TLanes.MultiplyAdd(x, left, l1);
            r1 = TLanes.MultiplyAdd(x, right, r1);
            x = TLanes.Broadcast(a[2]);
            l2 = TLanes.MultiplyAdd(x, left, l2);
            r2 = TLanes.MultiplyAdd(x, right, r2);
            x = TLanes.Broadcast(a[3]);
            l3 = TLanes.MultiplyAdd(x, left, l3);
            r3 = TLanes.MultiplyAdd(x, right, r3);
            a += 4;
            b += bStride;
        }

        var alpha = TLanes.Broadcast(scale.Alpha);
        var beta = TLanes.Broadcast(scale.Beta);
        if (scale.Beta == T.Zero)
        {
            Store(c, alpha, l0, r0);
            Store(c + cStride, alpha, l1, r1);
            Store(c + (2 * cStride), alpha, l2, r2);
            Store(c + (3 * cStride), alpha, l3, r3);
        }
        else
        {
            Add(c, alpha, l0, r0, beta);
            Add(c + cStride, alpha, l1, r1, beta);
            Add(c + (2 * cStride), alpha, l2, r2, beta);
            Add(c + (3 * cStride), alpha, l3, r3, beta);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run2(nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        var zero = TLanes.Zero;
        var (l0, r0, l1, r1) = (zero, zero, zero, zero);
        for (nint k = 0; k < depth; k++)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Width);
            var x = TLanes.Broadcast(a[0]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            x = TLanes.Broadcast(a[1]);
            l1 = TLanes.MultiplyAdd(x, left, l1);
            r1 = TLanes.MultiplyAdd(x, right, r1);
            a += 2;
            b += bStride;
        }

        var alpha = TLanes.Broadcast(scale.Alpha);
        var beta = TLanes.Broadcast(scale.Beta);
        if (scale.Beta == T.Zero)
        {
            Store(c, alpha, l0, r0);
            Store(c + cStride, alpha, l1, r1);
        }
        else
        {
            Add(c, alpha, l0, r0, beta);
            Add(c + cStride, alpha, l1, r1, beta);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run1(nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        var zero = TLanes.Zero;
        var (l0, r0) = (zero, zero);
        for (nint k = 0; k < depth; k++)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Width);
            var x = TLanes.Broadcast(a[0]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            a++;
            b += bStride;
        }

        var alpha = TLanes.Broadcast(scale.Alpha);
        var beta = TLanes.Broadcast(scale.Beta);
        if (scale.Beta == T.Zero)
        {
            Store(c, alpha, l0, r0);
        }
        else
        {
            Add(c, alpha, l0, r0, beta);
        }
    }

    // The rows of C lie far apart: their lines are on the way while the sums are made.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Fetch(T* c, nint cStride)
    {
        if (Sse.IsSupported)
        {
            for (var row = 0; row < 14; row++)
            {
                Sse.Prefetch0(c);
                Sse.Prefetch0(c + TLanes.Width);
                c += cStride;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(T* c, TVector alpha, TVector left, TVector right)
    {
        TLanes.Store(TLanes.Multiply(alpha, left), c);
        TLanes.Store(TLanes.Multiply(alpha, right), c + TLanes.Width);
    }

    // Rounded after each operation at every width, so that a tile at the edge, finished number by number, has the same bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(T* c, TVector alpha, TVector left, TVector right, TVector beta)
    {
        TLanes.Store(TLanes.Add(TLanes.Multiply(beta, TLanes.Load(c)), TLanes.Multiply(alpha, left)), c);
        TLanes.Store(TLanes.Add(TLanes.Multiply(beta, TLanes.Load(c + TLanes.Width)), TLanes.Multiply(alpha, right)), c + TLanes.Width);
    }
}
