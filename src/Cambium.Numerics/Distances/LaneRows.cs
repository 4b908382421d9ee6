using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>
/// Points in groups of eight, coordinate by coordinate: the layout in which one vector holds the same coordinate of neighbouring points, so that
/// distances from one point to many are summed in lanes.
/// </summary>
sealed class LaneRows
{
    /// <summary>The points of a group.</summary>
    internal const int Lanes = 8;

    readonly double[] _values;

    /// <summary>Puts points into groups.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="coordinates">p.</param>
    /// <param name="order">The points in the order in which they are to stand.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal LaneRows(ReadOnlySpan<double> rows, int coordinates, ReadOnlySpan<int> order)
    {
        Coordinates = coordinates;
        Count = order.Length;
        Groups = (int)(((long)Count + Lanes - 1) / Lanes);
        _values = GC.AllocateUninitializedArray<double>(checked(Groups * coordinates * Lanes));
        for (var place = 0; place < Groups * Lanes; place++)
        {
            var target = ((place / Lanes) * coordinates * Lanes) + (place % Lanes);
            for (var j = 0; j < coordinates; j++, target += Lanes)
            {
                // What stands beyond the last point is infinitely far from any.
                _values[target] = place < Count ? rows[(order[place] * coordinates) + j] : double.PositiveInfinity;
            }
        }
    }

    /// <summary>p.</summary>
    internal int Coordinates { get; }

    /// <summary>The number of points.</summary>
    internal int Count { get; }

    /// <summary>The number of groups; the last may have fewer points, and infinite distances beyond them.</summary>
    internal int Groups { get; }

    /// <summary>The reduced distances from a point to those of some groups.</summary>
    /// <param name="distance">Which distance.</param>
    /// <param name="point">p coordinates.</param>
    /// <param name="group">The first group.</param>
    /// <param name="reduced">Receives eight numbers a group; as many groups as it holds.</param>
    internal void Reduced(Distance distance, ReadOnlySpan<double> point, int group, Span<double> reduced)
    {
        Lengths.ThrowIfDifferent(point.Length, Coordinates, nameof(point));
        var values = _values.AsSpan(group * Coordinates * Lanes, reduced.Length * Coordinates);
        switch (distance.Kind)
        {
            case DistanceKind.Euclidean:
                Run<SquaredTerm>(values, point, reduced);
                break;
            case DistanceKind.Manhattan:
                Run<AbsoluteTerm>(values, point, reduced);
                break;
            case DistanceKind.Chebyshev:
                Run<LargestTerm>(values, point, reduced);
                break;
            default:
                Powers(distance, values, point, reduced);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Run<TTerm>(ReadOnlySpan<double> values, ReadOnlySpan<double> point, Span<double> reduced)
        where TTerm : struct, IDistanceTerm
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<TTerm, Simd512, Vector512<double>>(values, point, reduced);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<TTerm, Simd256, Vector256<double>>(values, point, reduced);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<TTerm, Simd128, Vector128<double>>(values, point, reduced);
        }
        else
        {
            Run<TTerm, SimdScalar, double>(values, point, reduced);
        }
    }

    // Four sums at a time: one addition takes four cycles, and one can start in each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TTerm, TSimd, TVector>(ReadOnlySpan<double> values, ReadOnlySpan<double> point, Span<double> reduced)
        where TTerm : struct, IDistanceTerm
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(reduced);
        var length = (nuint)reduced.Length;
        var width = (nuint)TSimd.Width;
        var stride = (nuint)point.Length;
        nuint i = 0;
        for (; i + (4 * width) <= length; i += 4 * width)
        {
            var o0 = Offset(i, stride);
            var o1 = Offset(i + width, stride);
            var o2 = Offset(i + (2 * width), stride);
            var o3 = Offset(i + (3 * width), stride);
            var (s0, s1, s2, s3) = (TSimd.Broadcast(0), TSimd.Broadcast(0), TSimd.Broadcast(0), TSimd.Broadcast(0));
            foreach (var coordinate in point)
            {
                var c = TSimd.Broadcast(coordinate);
                s0 = TTerm.Add<TSimd, TVector>(s0, TSimd.Subtract(TSimd.Load(ref from, o0), c));
                s1 = TTerm.Add<TSimd, TVector>(s1, TSimd.Subtract(TSimd.Load(ref from, o1), c));
                s2 = TTerm.Add<TSimd, TVector>(s2, TSimd.Subtract(TSimd.Load(ref from, o2), c));
                s3 = TTerm.Add<TSimd, TVector>(s3, TSimd.Subtract(TSimd.Load(ref from, o3), c));
                o0 += Lanes;
                o1 += Lanes;
                o2 += Lanes;
                o3 += Lanes;
            }

            TSimd.Store(s0, ref to, i);
            TSimd.Store(s1, ref to, i + width);
            TSimd.Store(s2, ref to, i + (2 * width));
            TSimd.Store(s3, ref to, i + (3 * width));
        }

        for (; i < length; i += width)
        {
            var o = Offset(i, stride);
            var s = TSimd.Broadcast(0);
            foreach (var coordinate in point)
            {
                s = TTerm.Add<TSimd, TVector>(s, TSimd.Subtract(TSimd.Load(ref from, o), TSimd.Broadcast(coordinate)));
                o += Lanes;
            }

            TSimd.Store(s, ref to, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nuint Offset(nuint place, nuint stride) => ((place & ~(nuint)(Lanes - 1)) * stride) + (place & (Lanes - 1));

    static void Powers(Distance distance, ReadOnlySpan<double> values, ReadOnlySpan<double> point, Span<double> reduced)
    {
        for (var i = 0; i < reduced.Length; i++)
        {
            var offset = (int)Offset((nuint)i, (nuint)point.Length);
            var sum = 0.0;
            foreach (var coordinate in point)
            {
                sum = distance.Plus(sum, Math.Abs(values[offset] - coordinate));
                offset += Lanes;
            }

            reduced[i] = sum;
        }
    }
}
