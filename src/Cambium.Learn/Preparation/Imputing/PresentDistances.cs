using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The mean squared difference between one row and each of a panel of rows, over the columns that both have.</summary>
static class PresentDistances
{
    /// <summary>Rows of a panel: two arrays of them for each of 20 columns fit the first-level cache.</summary>
    internal const int Rows = 64;

    // Vectors of one pass; their sums and counts stay in registers.
    const int Abreast = 4;

    /// <summary>Measures a panel.</summary>
    /// <param name="query">The present values of the row.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="panel">p × 2 × <see cref="Rows"/>: of each column the values, 0 where missing, then 1 where present and 0 where missing.</param>
    /// <param name="distances">Of each row the mean; ∞ where no column is in both.</param>
    /// <returns>The least of the distances.</returns>
    internal static double Into(ReadOnlySpan<double> query, ReadOnlySpan<int> columns, ReadOnlySpan<double> panel, Span<double> distances) =>
        Vector512.IsHardwareAccelerated ? Run<Simd512, Vector512<double>>(query, columns, panel, distances)
        : Vector256.IsHardwareAccelerated ? Run<Simd256, Vector256<double>>(query, columns, panel, distances)
        : Vector128.IsHardwareAccelerated ? Run<Simd128, Vector128<double>>(query, columns, panel, distances)
        : Run<SimdScalar, double>(query, columns, panel, distances);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Run<TSimd, TVector>(ReadOnlySpan<double> query, ReadOnlySpan<int> columns, ReadOnlySpan<double> panel, Span<double> distances)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var first = ref MemoryMarshal.GetReference(panel);
        ref var target = ref MemoryMarshal.GetReference(distances);
        var width = (nuint)TSimd.Width;
        var least = TSimd.Broadcast(double.PositiveInfinity);
        var zero = TSimd.Broadcast(0);
        for (nuint row = 0; row < Rows; row += Abreast * width)
        {
            var (sum0, sum1, sum2, sum3) = (zero, zero, zero, zero);
            var (count0, count1, count2, count3) = (zero, zero, zero, zero);
            for (var i = 0; i < columns.Length; i++)
            {
                var value = TSimd.Broadcast(query[i]);
                var at = ((nuint)columns[i] * 2 * Rows) + row;
                Step<TSimd, TVector>(ref first, at, value, ref sum0, ref count0);
                Step<TSimd, TVector>(ref first, at + width, value, ref sum1, ref count1);
                Step<TSimd, TVector>(ref first, at + (2 * width), value, ref sum2, ref count2);
                Step<TSimd, TVector>(ref first, at + (3 * width), value, ref sum3, ref count3);
            }

            least = TSimd.MinNative(least, Mean<TSimd, TVector>(sum0, count0, ref target, row));
            least = TSimd.MinNative(least, Mean<TSimd, TVector>(sum1, count1, ref target, row + width));
            least = TSimd.MinNative(least, Mean<TSimd, TVector>(sum2, count2, ref target, row + (2 * width)));
            least = TSimd.MinNative(least, Mean<TSimd, TVector>(sum3, count3, ref target, row + (3 * width)));
        }

        return TSimd.MinLane(least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Step<TSimd, TVector>(ref double panel, nuint at, TVector value, ref TVector sum, ref TVector count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var present = TSimd.Load(ref panel, at + Rows);
        var difference = TSimd.Subtract(value, TSimd.Load(ref panel, at));
        sum = TSimd.MultiplyAdd(TSimd.Multiply(difference, present), difference, sum);
        count = TSimd.Add(count, present);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Mean<TSimd, TVector>(TVector sum, TVector count, ref double target, nuint row)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var shared = TSimd.SelectNegative(TSimd.Subtract(count, TSimd.Broadcast(0.5)), TSimd.Broadcast(double.PositiveInfinity), sum);
        var mean = TSimd.Divide(shared, TSimd.MaxNative(count, TSimd.Broadcast(1)));
        TSimd.Store(mean, ref target, row);
        return mean;
    }
}
