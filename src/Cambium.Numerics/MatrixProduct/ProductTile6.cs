using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>
/// Up to 6 rows, for processors with 16 vector registers: 12 sums, two vectors of B and one number of A make 15. Every sum is a local of
/// its own, since only then all stay in registers.
/// </summary>
readonly unsafe struct ProductTile6<TLanes, TVector, T> : IProductTile<T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Rows => 6;

    public static int Columns => 2 * TLanes.Width;

    public static int HeightFor(int rows) =>
        rows > 4 ? 6 :
        rows > 2 ? 4 :
        rows > 1 ? 2 :
        1;

    public static void Run(int height, nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        switch (height)
        {
            case 6: Run6(depth, a, b, bStride, c, cStride, scale); break;
            case 4: Run4(depth, a, b, bStride, c, cStride, scale); break;
            case 2: Run2(depth, a, b, bStride, c, cStride, scale); break;
            default: Run1(depth, a, b, bStride, c, cStride, scale); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run6(nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale)
    {
        var zero = TLanes.Zero;
        var (l0, r0, l1, r1) = (zero, zero, zero, zero);
        var (l2, r2, l3, r3) = (zero, zero, zero, zero);
        var (l4, r4, l5, r5) = (zero, zero, zero, zero);
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
            a += 6;
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
        }
        else
        {
            Add(c, alpha, l0, r0, beta);
            Add(c + cStride, alpha, l1, r1, beta);
            Add(c + (2 * cStride), alpha, l2, r2, beta);
            Add(c + (3 * cStride), alpha, l3, r3, beta);
            Add(c + (4 * cStride), alpha, l4, r4, beta);
            Add(c + (5 * cStride), alpha, l5, r5, beta);
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
