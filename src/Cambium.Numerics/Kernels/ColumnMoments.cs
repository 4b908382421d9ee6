using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>The weighted mean and spread of numbers.</summary>
/// <param name="Mean">Σ s x / Σ s; NaN where a number is not finite.</param>
/// <param name="Deviation">√(Σ s (x − mean)² / Σ s); exactly 0 where all numbers are equal; NaN where a number is not finite.</param>
readonly record struct ColumnMoments(double Mean, double Deviation)
{
    /// <summary>Computes the moments in two passes, the second around the mean of the first.</summary>
    /// <param name="x">At least one number.</param>
    /// <param name="weights">s, at least 0, not all 0; empty where every number counts 1.</param>
    /// <param name="totalWeight">Σ s.</param>
    internal static ColumnMoments Of(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, double totalWeight)
    {
        var (sum, min, max) = Sum(x, weights, 1);
        if (double.IsNaN(min))
        {
            return new ColumnMoments(double.NaN, double.NaN);
        }

        if (min == max)
        {
            return new ColumnMoments(min, 0);
        }

        // Squares of numbers beyond these bounds overflow or vanish; a power of two brings the numbers back without rounding.
        var size = Math.Max(Math.Abs(min), Math.Abs(max));
        var scale = 1.0;
        if (size is > 1e100 or < 1e-100)
        {
            scale = Math.ScaleB(1, -Math.Clamp(Math.ILogB(size), -1000, 1000));
            (sum, _, _) = Sum(x, weights, scale);
        }

        var mean = sum / totalWeight;
        return new ColumnMoments(mean / scale, Math.Sqrt(SumOfSquares(x, weights, scale, mean) / totalWeight) / scale);
    }

    static (double Sum, double Min, double Max) Sum(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, double scale)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return RunSum<Simd512, Vector512<double>>(x, weights, scale);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return RunSum<Simd256, Vector256<double>>(x, weights, scale);
        }

        return Vector128.IsHardwareAccelerated ? RunSum<Simd128, Vector128<double>>(x, weights, scale) : RunSum<SimdScalar, double>(x, weights, scale);
    }

    static double SumOfSquares(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, double scale, double mean)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return RunSquares<Simd512, Vector512<double>>(x, weights, scale, mean);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return RunSquares<Simd256, Vector256<double>>(x, weights, scale, mean);
        }

        return Vector128.IsHardwareAccelerated
            ? RunSquares<Simd128, Vector128<double>>(x, weights, scale, mean)
            : RunSquares<SimdScalar, double>(x, weights, scale, mean);
    }

    /// <summary>Σ s x · scale and the ends of x; NaN ends where a number is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (double Sum, double Min, double Max) RunSum<TSimd, TVector>(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, double scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var pw = ref MemoryMarshal.GetReference(weights);
        var weighted = weights.Length > 0;
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        var factor = TSimd.Broadcast(scale);
        var (sums, finites) = (TSimd.Broadcast(0), TSimd.Broadcast(0));
        var (mins, maxes) = (TSimd.Broadcast(px), TSimd.Broadcast(px));
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var value = TSimd.Load(ref px, i);
            mins = TSimd.Min(mins, value);
            maxes = TSimd.Max(maxes, value);
            finites = TSimd.Add(finites, TSimd.Subtract(value, value)); // 0, or NaN where the number is not finite
            value = TSimd.Multiply(value, factor);
            sums = weighted ? TSimd.MultiplyAdd(TSimd.Load(ref pw, i), value, sums) : TSimd.Add(sums, value);
        }

        var (sum, finite) = (TSimd.Sum(sums), TSimd.Sum(finites));
        var (min, max) = (TSimd.MinLane(mins), TSimd.MaxLane(maxes));
        for (; i < length; i++)
        {
            var value = Unsafe.Add(ref px, i);
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            finite += value - value;
            sum += (weighted ? Unsafe.Add(ref pw, i) : 1) * (value * scale);
        }

        return (sum, min + finite, max + finite);
    }

    /// <summary>Σ s (x · scale − mean)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double RunSquares<TSimd, TVector>(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, double scale, double mean)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var pw = ref MemoryMarshal.GetReference(weights);
        var weighted = weights.Length > 0;
        var length = (nuint)x.Length;
        var width = (nuint)TSimd.Width;
        var (factor, center) = (TSimd.Broadcast(scale), TSimd.Broadcast(mean));
        var sums = TSimd.Broadcast(0);
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var difference = TSimd.Subtract(TSimd.Multiply(TSimd.Load(ref px, i), factor), center);
            sums = TSimd.MultiplyAdd(weighted ? TSimd.Multiply(TSimd.Load(ref pw, i), difference) : difference, difference, sums);
        }

        var sum = TSimd.Sum(sums);
        for (; i < length; i++)
        {
            var difference = (Unsafe.Add(ref px, i) * scale) - mean;
            sum += (weighted ? Unsafe.Add(ref pw, i) : 1) * difference * difference;
        }

        return sum;
    }
}
