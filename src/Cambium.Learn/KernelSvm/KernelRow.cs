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

    /// <summary>Adds a multiple of the values of a row with the rows of one block, each rounded as <see cref="Write(KernelFunction, ReadOnlySpan{double}, double, RowBlocks, int, Span{float})"/> would.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="x">The row; p numbers.</param>
    /// <param name="square">Its squared length.</param>
    /// <param name="rows">The other rows.</param>
    /// <param name="block">The block to take.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="sums"><see cref="RowBlocks.Lanes"/> numbers to add to.</param>
    internal static void AddRounded(KernelFunction kernel, ReadOnlySpan<double> x, double square, RowBlocks rows, int block, double factor, Span<double> sums)
    {
        Span<double> values = stackalloc double[RowBlocks.Lanes];
        Write(kernel, x, square, rows, block, values);
        if (Vector512.IsHardwareAccelerated)
        {
            Round<Simd512, Vector512<double>>(values);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Round<Simd256, Vector256<double>>(values);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Round<Simd128, Vector128<double>>(values);
        }
        else
        {
            Round<SimdScalar, double>(values);
        }

        AddScaled.Into(factor, values, sums);
    }

    /// <summary>Rounds numbers to single precision.</summary>
    internal static void Round<TSimd, TVector>(Span<double> values)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Span<float> rounded = stackalloc float[RowBlocks.Lanes];
        ref var wide = ref MemoryMarshal.GetReference(values);
        ref var narrow = ref MemoryMarshal.GetReference(rounded);
        for (nuint lane = 0; lane < RowBlocks.Lanes; lane += (nuint)TSimd.Width)
        {
            TSimd.StoreSingle(TSimd.Load(ref wide, lane), ref narrow, lane);
            TSimd.Store(TSimd.LoadSingle(ref narrow, lane), ref wide, lane);
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
        Dots<TSimd, TVector>(x, rows, block, values);
        if (kernel.Kind == SupportVectorKernel.Linear)
        {
            return;
        }

        ref var rowSquares = ref rows.Squares[block * RowBlocks.Lanes];
        ref var to = ref MemoryMarshal.GetReference(values);
        var own = TSimd.Broadcast(square);
        for (nuint lane = 0; lane < RowBlocks.Lanes; lane += (nuint)TSimd.Width)
        {
            TSimd.Store(kernel.Of<TSimd, TVector>(TSimd.Load(ref to, lane), TSimd.Add(own, TSimd.Load(ref rowSquares, lane))), ref to, lane);
        }
    }

    // By itself and without calls: a call anywhere in it would move the four sums to memory and back at every feature.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Dots<TSimd, TVector>(ReadOnlySpan<double> x, RowBlocks rows, int block, Span<double> dots)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(dots);
        ref var start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(rows.Values), (nuint)block * (nuint)x.Length * RowBlocks.Lanes);
        var width = (nuint)TSimd.Width;
        for (nuint lane = 0; lane < RowBlocks.Lanes; lane += 4 * width)
        {
            var dot0 = TSimd.Broadcast(0);
            var dot1 = dot0;
            var dot2 = dot0;
            var dot3 = dot0;
            ref var from = ref Unsafe.Add(ref start, lane);
            for (nuint feature = 0; feature < (nuint)x.Length; feature++)
            {
                var value = TSimd.Broadcast(Unsafe.Add(ref px, feature));
                dot0 = TSimd.MultiplyAdd(TSimd.Load(ref from, 0), value, dot0);
                dot1 = TSimd.MultiplyAdd(TSimd.Load(ref from, width), value, dot1);
                dot2 = TSimd.MultiplyAdd(TSimd.Load(ref from, 2 * width), value, dot2);
                dot3 = TSimd.MultiplyAdd(TSimd.Load(ref from, 3 * width), value, dot3);
                from = ref Unsafe.Add(ref from, RowBlocks.Lanes);
            }

            TSimd.Store(dot0, ref to, lane);
            TSimd.Store(dot1, ref to, lane + width);
            TSimd.Store(dot2, ref to, lane + (2 * width));
            TSimd.Store(dot3, ref to, lane + (3 * width));
        }
    }
}
