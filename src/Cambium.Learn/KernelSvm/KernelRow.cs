using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Kernel values between one row and many. A value depends on its two rows alone, not on the rows around them.</summary>
static class KernelRow
{
    /// <summary>Writes the values of a row with the rows of some blocks, in single precision.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="x">The row; p numbers.</param>
    /// <param name="square">Its squared length.</param>
    /// <param name="rows">The other rows.</param>
    /// <param name="firstBlock">The first block to take.</param>
    /// <param name="values">One number a row of the blocks, filling rows included; its length says how many blocks to take.</param>
    internal static void Write(KernelFunction kernel, ReadOnlySpan<double> x, double square, RowBlocks rows, int firstBlock, Span<float> values)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Write<Simd512, Vector512<double>>(kernel, x, square, rows, firstBlock, values);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Write<Simd256, Vector256<double>>(kernel, x, square, rows, firstBlock, values);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Write<Simd128, Vector128<double>>(kernel, x, square, rows, firstBlock, values);
        }
        else
        {
            Write<SimdScalar, double>(kernel, x, square, rows, firstBlock, values);
        }
    }

    /// <summary>Writes the values of a row with the rows of one block.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="x">The row; p numbers.</param>
    /// <param name="square">Its squared length.</param>
    /// <param name="rows">The other rows.</param>
    /// <param name="block">The block to take.</param>
    /// <param name="values"><see cref="RowBlocks.Lanes"/> numbers.</param>
    internal static void Write(KernelFunction kernel, ReadOnlySpan<double> x, double square, RowBlocks rows, int block, Span<double> values)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            WriteBlock<Simd512, Vector512<double>>(kernel, x, square, rows, block, values);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            WriteBlock<Simd256, Vector256<double>>(kernel, x, square, rows, block, values);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            WriteBlock<Simd128, Vector128<double>>(kernel, x, square, rows, block, values);
        }
        else
        {
            WriteBlock<SimdScalar, double>(kernel, x, square, rows, block, values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Write<TSimd, TVector>(
        KernelFunction kernel, ReadOnlySpan<double> x, double square, RowBlocks rows, int firstBlock, Span<float> values)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Span<double> scratch = stackalloc double[RowBlocks.Lanes];
        ref var from = ref MemoryMarshal.GetReference(scratch);
        ref var to = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < values.Length; i += RowBlocks.Lanes)
        {
            WriteBlock<TSimd, TVector>(kernel, x, square, rows, firstBlock + (i / RowBlocks.Lanes), scratch);
            for (var lane = 0; lane < RowBlocks.Lanes; lane += TSimd.Width)
            {
                TSimd.StoreSingle(TSimd.Load(ref from, (nuint)lane), ref to, (nuint)(i + lane));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void WriteBlock<TSimd, TVector>(
        KernelFunction kernel, ReadOnlySpan<double> x, double square, RowBlocks rows, int block, Span<double> values)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var rowSquares = ref rows.Squares[block * RowBlocks.Lanes];
        ref var to = ref MemoryMarshal.GetReference(values);
        var width = (nuint)TSimd.Width;
        var own = TSimd.Broadcast(square);
        for (nuint lane = 0; lane < RowBlocks.Lanes; lane += 4 * width)
        {
            var dot0 = TSimd.Broadcast(0);
            var dot1 = dot0;
            var dot2 = dot0;
            var dot3 = dot0;
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(rows.Values), (nuint)block * (nuint)x.Length * RowBlocks.Lanes);
            for (var feature = 0; feature < x.Length; feature++)
            {
                var value = TSimd.Broadcast(Unsafe.Add(ref px, feature));
                dot0 = TSimd.MultiplyAdd(TSimd.Load(ref from, lane), value, dot0);
                dot1 = TSimd.MultiplyAdd(TSimd.Load(ref from, lane + width), value, dot1);
                dot2 = TSimd.MultiplyAdd(TSimd.Load(ref from, lane + (2 * width)), value, dot2);
                dot3 = TSimd.MultiplyAdd(TSimd.Load(ref from, lane + (3 * width)), value, dot3);
                from = ref Unsafe.Add(ref from, RowBlocks.Lanes);
            }

            TSimd.Store(kernel.Of<TSimd, TVector>(dot0, TSimd.Add(own, TSimd.Load(ref rowSquares, lane))), ref to, lane);
            TSimd.Store(kernel.Of<TSimd, TVector>(dot1, TSimd.Add(own, TSimd.Load(ref rowSquares, lane + width))), ref to, lane + width);
            TSimd.Store(kernel.Of<TSimd, TVector>(dot2, TSimd.Add(own, TSimd.Load(ref rowSquares, lane + (2 * width)))), ref to, lane + (2 * width));
            TSimd.Store(kernel.Of<TSimd, TVector>(dot3, TSimd.Add(own, TSimd.Load(ref rowSquares, lane + (3 * width)))), ref to, lane + (3 * width));
        }
    }
}
