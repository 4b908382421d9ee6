using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The passes over all rows that every step of the search makes. The first of equals is chosen.</summary>
static class SmoPasses
{
    /// <summary>A pair whose curvature is not above 0 counts as this (Fan, Chen, Lin 2005, §3.2).</summary>
    internal const double LeastCurvature = 1e-12;

    // Rows whose best is found before its place is searched: the maximum alone has no long chain of dependent choices.
    const int Chunk = 8 * RowBlocks.Lanes;

    /// <summary>Takes step · (first − second) off the residuals.</summary>
    /// <returns>The row whose β is best raised, and its gain; −1 and −∞ where none can rise.</returns>
    internal static (int Row, double Gain) Update(SmoState state, ReadOnlySpan<float> first, ReadOnlySpan<float> second, double step)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Update<Simd512, Vector512<double>>(state, first, second, step);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Update<Simd256, Vector256<double>>(state, first, second, step);
        }

        return Vector128.IsHardwareAccelerated
            ? Update<Simd128, Vector128<double>>(state, first, second, step)
            : Update<SimdScalar, double>(state, first, second, step);
    }

    /// <summary>Chooses the row whose β is to fall while that of another rises: the one by which the objective falls most.</summary>
    /// <param name="state">The rows.</param>
    /// <param name="values">The other row's kernel values.</param>
    /// <param name="self">Its value with itself.</param>
    /// <param name="gain">Its gain.</param>
    /// <returns>The row, −1 where no pair makes the objective fall; and the least cost of lowering any row.</returns>
    internal static (int Row, double LeastCost) Partner(SmoState state, ReadOnlySpan<float> values, double self, double gain)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Partner<Simd512, Vector512<double>>(state, values, self, gain);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Partner<Simd256, Vector256<double>>(state, values, self, gain);
        }

        return Vector128.IsHardwareAccelerated
            ? Partner<Simd128, Vector128<double>>(state, values, self, gain)
            : Partner<SimdScalar, double>(state, values, self, gain);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (int Row, double Gain) Update<TSimd, TVector>(SmoState state, ReadOnlySpan<float> first, ReadOnlySpan<float> second, double step)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var residuals = ref MemoryMarshal.GetArrayDataReference(state.Residuals);
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(state.UpOffsets);
        ref var pf = ref MemoryMarshal.GetReference(first);
        ref var ps = ref MemoryMarshal.GetReference(second);
        var length = (nuint)state.Residuals.Length;
        var width = (nuint)TSimd.Width;
        var factor = TSimd.Broadcast(-step);
        var best = double.NegativeInfinity;
        nuint bestChunk = 0;
        for (nuint start = 0; start < length; start += Chunk)
        {
            var end = Math.Min(start + Chunk, length);
            var top0 = TSimd.Broadcast(double.NegativeInfinity);
            var top1 = top0;
            for (var i = start; i < end; i += 2 * width)
            {
                var difference0 = TSimd.Subtract(TSimd.LoadSingle(ref pf, i), TSimd.LoadSingle(ref ps, i));
                var difference1 = TSimd.Subtract(TSimd.LoadSingle(ref pf, i + width), TSimd.LoadSingle(ref ps, i + width));
                var residual0 = TSimd.MultiplyAdd(factor, difference0, TSimd.Load(ref residuals, i));
                var residual1 = TSimd.MultiplyAdd(factor, difference1, TSimd.Load(ref residuals, i + width));
                TSimd.Store(residual0, ref residuals, i);
                TSimd.Store(residual1, ref residuals, i + width);
                top0 = TSimd.MaxNative(top0, TSimd.Add(residual0, TSimd.Load(ref offsets, i)));
                top1 = TSimd.MaxNative(top1, TSimd.Add(residual1, TSimd.Load(ref offsets, i + width)));
            }

            var top = TSimd.MaxLane(TSimd.MaxNative(top0, top1));
            if (top > best)
            {
                (best, bestChunk) = (top, start);
            }
        }

        return best == double.NegativeInfinity ? (-1, best) : (PlaceOf(state.Residuals, state.UpOffsets, (int)bestChunk, best), best);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (int Row, double LeastCost) Partner<TSimd, TVector>(SmoState state, ReadOnlySpan<float> values, double self, double gain)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var residuals = ref MemoryMarshal.GetArrayDataReference(state.Residuals);
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(state.DownOffsets);
        ref var selves = ref MemoryMarshal.GetArrayDataReference(state.SelfValues);
        ref var pv = ref MemoryMarshal.GetReference(values);
        var length = (nuint)state.Residuals.Length;
        var width = (nuint)TSimd.Width;
        var (own, raise, zero, twice, least) = (TSimd.Broadcast(self), TSimd.Broadcast(gain), TSimd.Broadcast(0), TSimd.Broadcast(-2), TSimd.Broadcast(LeastCurvature));
        var low = TSimd.Broadcast(double.PositiveInfinity);
        var best = 0.0;
        nuint bestChunk = 0;
        for (nuint start = 0; start < length; start += Chunk)
        {
            var end = Math.Min(start + Chunk, length);
            var top = zero;
            for (var i = start; i < end; i += width)
            {
                var cost = TSimd.Add(TSimd.Load(ref residuals, i), TSimd.Load(ref offsets, i));
                low = TSimd.MinNative(low, cost);
                var curvature = TSimd.MaxNative(TSimd.MultiplyAdd(twice, TSimd.LoadSingle(ref pv, i), TSimd.Add(own, TSimd.Load(ref selves, i))), least);
                var slope = TSimd.MaxNative(TSimd.Subtract(raise, cost), zero);
                top = TSimd.MaxNative(top, TSimd.Divide(TSimd.Multiply(slope, slope), curvature));
            }

            var fall = TSimd.MaxLane(top);
            if (fall > best)
            {
                (best, bestChunk) = (fall, start);
            }
        }

        var leastCost = TSimd.MinLane(low);
        return (best > 0 ? PlaceOfPartner(state, values, self, gain, (int)bestChunk) : -1, leastCost);
    }

    static int PlaceOf(double[] residuals, double[] offsets, int start, double sum)
    {
        var place = start;
        while (residuals[place] + offsets[place] != sum)
        {
            place++;
        }

        return place;
    }

    /// <summary>The best of a chunk, one by one: a fused product may round otherwise here, so that equality with the best is no test.</summary>
    static int PlaceOfPartner(SmoState state, ReadOnlySpan<float> values, double self, double gain, int start)
    {
        var (best, place) = (0.0, -1);
        for (var i = start; i < Math.Min(start + Chunk, state.Residuals.Length); i++)
        {
            var slope = gain - (state.Residuals[i] + state.DownOffsets[i]);
            var fall = slope > 0 ? slope * slope / Math.Max(self + state.SelfValues[i] - (2.0 * values[i]), LeastCurvature) : 0;
            if (fall > best)
            {
                (best, place) = (fall, i);
            }
        }

        return place;
    }
}
