using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Centres laid out for the distance kernel, and the kernel: points in the lanes, four centres at a time, twelve sums in registers. Works on ½‖c‖² − x·c, which orders
/// centres as the distance does; ½‖x‖² more makes it half the squared distance.
/// </summary>
/// <remarks>2 p operations for each pair of a point and a centre.</remarks>
sealed class CentrePanel
{
    const int Group = 4;

    readonly double[] _negated; // groups × p × 4
    readonly double[] _halfNorms; // groups × 4
    readonly double[] _centres;
    readonly int _featureCount;
    readonly int _groups;

    /// <summary>Lays centres out.</summary>
    /// <param name="centres">k × p, row-major.</param>
    /// <param name="featureCount">p.</param>
    internal CentrePanel(ReadOnlySpan<double> centres, int featureCount)
    {
        Count = centres.Length / featureCount;
        _featureCount = featureCount;
        _groups = (Count + Group - 1) / Group;
        _centres = new double[centres.Length];
        _negated = new double[_groups * featureCount * Group];
        _halfNorms = new double[_groups * Group];
        Set(centres);
    }

    /// <summary>k.</summary>
    internal int Count { get; }

    /// <summary>The centres, k × p, row-major.</summary>
    internal double[] Centres => _centres;

    /// <summary>Scores of a tile that <see cref="Scores"/> gives: k, filled up to whole groups.</summary>
    internal int ScoreRows => _groups * Group;

    /// <summary>Takes other centres, as many as before.</summary>
    internal void Set(ReadOnlySpan<double> centres)
    {
        // What fills the last group up is infinitely far from everything.
        Array.Fill(_halfNorms, double.PositiveInfinity);
        centres.CopyTo(_centres);
        for (var centre = 0; centre < Count; centre++)
        {
            var numbers = centres.Slice(centre * _featureCount, _featureCount);
            _halfNorms[centre] = Dot.Of(numbers, numbers) / 2;
            for (var feature = 0; feature < numbers.Length; feature++)
            {
                _negated[(((centre / Group) * _featureCount) + feature) * Group + (centre % Group)] = -numbers[feature];
            }
        }
    }

    /// <summary>The nearest centre of each point of a tile, the first of equals, and its score.</summary>
    /// <param name="tile">p × <see cref="PointTiles.Rows"/>.</param>
    /// <param name="scores">The lowest score of each point.</param>
    /// <param name="nearest">The number of its centre.</param>
    /// <param name="count">How many of the points are asked for, the first ones; of the others some may be told too.</param>
    internal void Nearest(ReadOnlySpan<double> tile, Span<double> scores, Span<double> nearest, int count = PointTiles.Rows) => Run(tile, scores, nearest, count);

    /// <summary>The scores of all centres for a tile, one row of <see cref="PointTiles.Rows"/> a centre.</summary>
    internal void Scores(ReadOnlySpan<double> tile, Span<double> scores) => Run(tile, scores, [], PointTiles.Rows);

    void Run(ReadOnlySpan<double> tile, Span<double> scores, Span<double> nearest, int count)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(tile, scores, nearest, count);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(tile, scores, nearest, count);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Simd128, Vector128<double>>(tile, scores, nearest, count);
        }
        else
        {
            Run<SimdScalar, double>(tile, scores, nearest, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run<TSimd, TVector>(ReadOnlySpan<double> tile, Span<double> scores, Span<double> nearest, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var width = (nuint)TSimd.Width;
        var keepsAll = nearest.IsEmpty;
        ref var points = ref MemoryMarshal.GetReference(tile);
        ref var centres = ref MemoryMarshal.GetArrayDataReference(_negated);
        ref var norms = ref MemoryMarshal.GetArrayDataReference(_halfNorms);
        ref var score = ref MemoryMarshal.GetReference(scores);
        ref var label = ref MemoryMarshal.GetReference(nearest);
        for (nuint at = 0; at < (nuint)count; at += 3 * width)
        {
            var (best0, best1, best2) = (TSimd.Broadcast(double.PositiveInfinity), TSimd.Broadcast(double.PositiveInfinity), TSimd.Broadcast(double.PositiveInfinity));
            var (who0, who1, who2) = (TSimd.Broadcast(0), TSimd.Broadcast(0), TSimd.Broadcast(0));
            nuint centre = 0;
            for (var group = 0; group < _groups; group++)
            {
                var a0 = TSimd.Broadcast(Unsafe.Add(ref norms, group * Group));
                var b0 = TSimd.Broadcast(Unsafe.Add(ref norms, (group * Group) + 1));
                var c0 = TSimd.Broadcast(Unsafe.Add(ref norms, (group * Group) + 2));
                var d0 = TSimd.Broadcast(Unsafe.Add(ref norms, (group * Group) + 3));
                var (a1, b1, c1, d1) = (a0, b0, c0, d0);
                var (a2, b2, c2, d2) = (a0, b0, c0, d0);
                var from = at;
                for (var feature = 0; feature < _featureCount; feature++, from += PointTiles.Rows, centre += Group)
                {
                    var x0 = TSimd.Load(ref points, from);
                    var x1 = TSimd.Load(ref points, from + width);
                    var x2 = TSimd.Load(ref points, from + (2 * width));
                    var c = TSimd.Broadcast(Unsafe.Add(ref centres, centre));
                    a0 = TSimd.MultiplyAdd(x0, c, a0);
                    a1 = TSimd.MultiplyAdd(x1, c, a1);
                    a2 = TSimd.MultiplyAdd(x2, c, a2);
                    c = TSimd.Broadcast(Unsafe.Add(ref centres, centre + 1));
                    b0 = TSimd.MultiplyAdd(x0, c, b0);
                    b1 = TSimd.MultiplyAdd(x1, c, b1);
                    b2 = TSimd.MultiplyAdd(x2, c, b2);
                    c = TSimd.Broadcast(Unsafe.Add(ref centres, centre + 2));
                    c0 = TSimd.MultiplyAdd(x0, c, c0);
                    c1 = TSimd.MultiplyAdd(x1, c, c1);
                    c2 = TSimd.MultiplyAdd(x2, c, c2);
                    c = TSimd.Broadcast(Unsafe.Add(ref centres, centre + 3));
                    d0 = TSimd.MultiplyAdd(x0, c, d0);
                    d1 = TSimd.MultiplyAdd(x1, c, d1);
                    d2 = TSimd.MultiplyAdd(x2, c, d2);
                }

                if (keepsAll)
                {
                    var to = ((nuint)(group * Group) * PointTiles.Rows) + at;
                    Store<TSimd, TVector>(a0, a1, a2, ref score, to);
                    Store<TSimd, TVector>(b0, b1, b2, ref score, to + PointTiles.Rows);
                    Store<TSimd, TVector>(c0, c1, c2, ref score, to + (2 * PointTiles.Rows));
                    Store<TSimd, TVector>(d0, d1, d2, ref score, to + (3 * PointTiles.Rows));
                    continue;
                }

                var number = TSimd.Broadcast(group * Group);
                Keep<TSimd, TVector>(a0, number, ref best0, ref who0);
                Keep<TSimd, TVector>(a1, number, ref best1, ref who1);
                Keep<TSimd, TVector>(a2, number, ref best2, ref who2);
                number = TSimd.Broadcast((group * Group) + 1);
                Keep<TSimd, TVector>(b0, number, ref best0, ref who0);
                Keep<TSimd, TVector>(b1, number, ref best1, ref who1);
                Keep<TSimd, TVector>(b2, number, ref best2, ref who2);
                number = TSimd.Broadcast((group * Group) + 2);
                Keep<TSimd, TVector>(c0, number, ref best0, ref who0);
                Keep<TSimd, TVector>(c1, number, ref best1, ref who1);
                Keep<TSimd, TVector>(c2, number, ref best2, ref who2);
                number = TSimd.Broadcast((group * Group) + 3);
                Keep<TSimd, TVector>(d0, number, ref best0, ref who0);
                Keep<TSimd, TVector>(d1, number, ref best1, ref who1);
                Keep<TSimd, TVector>(d2, number, ref best2, ref who2);
            }

            if (!keepsAll)
            {
                Store<TSimd, TVector>(best0, best1, best2, ref score, at);
                Store<TSimd, TVector>(who0, who1, who2, ref label, at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Keep<TSimd, TVector>(TVector score, TVector number, ref TVector best, ref TVector who)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        who = TSimd.SelectNegative(TSimd.Subtract(score, best), number, who);
        best = TSimd.Min(score, best);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<TSimd, TVector>(TVector x0, TVector x1, TVector x2, ref double target, nuint offset)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TSimd.Store(x0, ref target, offset);
        TSimd.Store(x1, ref target, offset + (nuint)TSimd.Width);
        TSimd.Store(x2, ref target, offset + (2 * (nuint)TSimd.Width));
    }
}
