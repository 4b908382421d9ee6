using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Centres in single precision and the kernel that finds each point's nearest: points in the lanes, 24 sums in registers (12 with half as wide vectors), of which only the
/// least and the second least ever leave them. It tells how sure it is, so that the rest can be told by <see cref="CentrePanel"/>.
/// </summary>
/// <remarks>
/// <para>A score s = ½‖c‖² − x·c in single precision is off by at most E = γ (½‖c‖² + ‖x‖‖c‖), γ = (p + 8) 2⁻²⁴ · 1.01, the rounding of x, c and ½‖c‖² and what doubles are off
/// by included (N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., 2002, §3.1), for p up to 65,536. So where the second least lies more than 2 E
/// above the least, with the largest ‖c‖, doubles name the same centre, and all its rivals are farther.</para>
/// <para>When centres move, a score changes by at most |½‖c′‖² − ½‖c‖²| + ‖x‖‖c′ − c‖: where that, of the nearest centre and of the one that moved most together, is less than what
/// the second least was above the least, the nearest centre is the same.</para>
/// <para>Source: of bounds that outlast a move, G. Hamerly, "Making k-means even faster", 2010.</para>
/// </remarks>
sealed unsafe class SingleCentres
{
    // Of a margin, more than a difference is rounded by.
    const float Rounding = 2.4e-7f;

    readonly int _p;
    readonly int _k;
    readonly int _groups;
    readonly float[] _negated; // groups × p × group
    readonly float[] _halfNorms; // groups × group
    readonly double[] _centres;
    readonly double[] _exactHalfNorms;
    readonly float[] _drifts; // k
    readonly float[] _driftsPerNorm; // k
    float _slack;
    float _slackPerNorm;

    /// <summary>Makes room for k centres of p numbers.</summary>
    internal SingleCentres(int k, int p)
    {
        (_p, _k) = (p, k);
        _groups = (k + Group - 1) / Group;
        _negated = GC.AllocateArray<float>(_groups * p * Group, pinned: true);
        _halfNorms = GC.AllocateArray<float>(_groups * Group, pinned: true);
        _centres = new double[k * p];
        _exactHalfNorms = new double[k];
        _drifts = new float[k];
        _driftsPerNorm = new float[k];
    }

    /// <summary>Centres that are multiplied at once.</summary>
    internal static int Group => Vector512.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Whether the centres suit single precision.</summary>
    internal bool Suits { get; private set; }

    /// <summary>Takes centres, and how far they moved from those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Set(ReadOnlySpan<double> centres)
    {
        Array.Fill(_halfNorms, float.PositiveInfinity);
        var (largest, drift, shift) = (0.0, 0.0, 0.0);
        for (var centre = 0; centre < _k; centre++)
        {
            var numbers = centres.Slice(centre * _p, _p);
            var before = _centres.AsSpan(centre * _p, _p);
            var halfNorm = Dot.Of(numbers, numbers) / 2;
            var moved = 0.0;
            for (var feature = 0; feature < _p; feature++)
            {
                moved += (numbers[feature] - before[feature]) * (numbers[feature] - before[feature]);
                _negated[(((centre / Group * _p) + feature) * Group) + (centre % Group)] = (float)-numbers[feature];
            }

            _drifts[centre] = (float)Math.Abs(halfNorm - _exactHalfNorms[centre]);
            _driftsPerNorm[centre] = (float)Math.Sqrt(moved);
            (largest, drift, shift) = (Math.Max(largest, halfNorm), Math.Max(drift, _drifts[centre]), Math.Max(shift, _driftsPerNorm[centre]));
            _exactHalfNorms[centre] = halfNorm;
            _halfNorms[centre] = (float)halfNorm;
        }

        centres.CopyTo(_centres);
        var norm = Math.Sqrt(2 * largest) * 1.000001;
        Suits = norm < SinglePoints.MostNumber;
        var gamma = (_p + 8) * Math.ScaleB(1.01, -24);
        // Besides the bound of the remarks: the roundings of this bound, and what underflow may take.
        _slack = (float)((2.00001 * gamma * norm * norm / 2) + 1e-25);
        _slackPerNorm = (float)(2.00001 * gamma * norm);
        var rounding = (_p + 8) * Math.ScaleB(1, -48);
        for (var centre = 0; centre < _k; centre++)
        {
            _drifts[centre] = (float)((1.00001 * (_drifts[centre] + drift)) + (rounding * norm * norm) + 1e-25);
            _driftsPerNorm[centre] = (float)((1.00001 * (_driftsPerNorm[centre] + shift)) + (rounding * norm));
        }
    }

    /// <summary>What is left of a margin when centres have moved; never more than there is.</summary>
    /// <param name="margin">How far the scores of all rivals were above that of the nearest centre; above 0.</param>
    /// <param name="nearest">The nearest centre.</param>
    /// <param name="norm">At least the norm of the point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Left(float margin, int nearest, float norm) =>
        margin - (_drifts[nearest] + (_driftsPerNorm[nearest] * norm) + (margin * Rounding));

    /// <summary>What is left of the margins of some points; those that are not above 0 stay. Gives the number that are not above 0 then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int LeftOf(Span<float> margins, ReadOnlySpan<int> nearest, float* norms)
    {
        var (row, unknown, width) = (0, 0, Vector256<float>.Count);
        fixed (float* margin = margins, drifts = _drifts, driftsPerNorm = _driftsPerNorm)
        fixed (int* centre = nearest)
        {
            for (; Avx2.IsSupported && row <= margins.Length - width; row += width)
            {
                var before = Vector256.Load(margin + row);
                var isKnown = Vector256.GreaterThan(before, Vector256<float>.Zero);
                var centres = Vector256.Load(centre + row);
                var drift = Avx2.GatherMaskVector256(Vector256<float>.Zero, drifts, centres, isKnown, sizeof(float));
                var perNorm = Avx2.GatherMaskVector256(Vector256<float>.Zero, driftsPerNorm, centres, isKnown, sizeof(float));
                var left = before - (drift + (perNorm * Vector256.Load(norms + row)) + (before * Rounding));
                Vector256.ConditionalSelect(isKnown, left, before).Store(margin + row);
                var isStill = isKnown & Vector256.GreaterThan(left, Vector256<float>.Zero);
                unknown += width - BitOperations.PopCount(isStill.ExtractMostSignificantBits());
            }
        }

        for (; row < margins.Length; row++)
        {
            if (margins[row] > 0)
            {
                margins[row] = Left(margins[row], nearest[row], norms[row]);
            }

            unknown += margins[row] > 0 ? 0 : 1;
        }

        return unknown;
    }

    /// <summary>The nearest centre of each point of a panel.</summary>
    /// <param name="panel">p × <see cref="SinglePoints.PanelRows"/>.</param>
    /// <param name="stride">From a feature to the next.</param>
    /// <param name="norms">At least the norm of each.</param>
    /// <param name="nearest">Receives the number of the centre.</param>
    /// <param name="margins">Receives how far, at least, all other scores are above the least; where that is not above 0, doubles must tell.</param>
    internal void Nearest(float* panel, nint stride, float* norms, int* nearest, float* margins)
    {
        var centres = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_negated, 0);
        var starts = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_halfNorms, 0);
        if (Vector512.IsHardwareAccelerated)
        {
            Nearest512(panel, stride, norms, centres, starts, _groups, _p, _slack, _slackPerNorm, nearest, margins);
        }
        else
        {
            Nearest256(panel, stride, norms, centres, starts, _groups, _p, _slack, _slackPerNorm, nearest, margins);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Nearest512(
        float* panel, nint stride, float* norms, float* centres, float* starts, int groups, int p, float slack, float slackPerNorm, int* nearest, float* margins)
    {
        var infinity = Vector512.Create(float.PositiveInfinity);
        var (best0, best1, best2) = (infinity, infinity, infinity);
        var (next0, next1, next2) = (infinity, infinity, infinity);
        var (who0, who1, who2) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
        for (var group = 0; group < groups; group++, starts += 8)
        {
            var a0 = Vector512.Create(starts[0]);
            var b0 = Vector512.Create(starts[1]);
            var c0 = Vector512.Create(starts[2]);
            var d0 = Vector512.Create(starts[3]);
            var e0 = Vector512.Create(starts[4]);
            var f0 = Vector512.Create(starts[5]);
            var g0 = Vector512.Create(starts[6]);
            var h0 = Vector512.Create(starts[7]);
            var (a1, b1, c1, d1, e1, f1, g1, h1) = (a0, b0, c0, d0, e0, f0, g0, h0);
            var (a2, b2, c2, d2, e2, f2, g2, h2) = (a0, b0, c0, d0, e0, f0, g0, h0);
            var x = panel;
            for (var j = 0; j < p; j++, x += stride, centres += 8)
            {
                var (x0, x1, x2) = (Vector512.Load(x), Vector512.Load(x + 16), Vector512.Load(x + 32));
                var y = Vector512.Create(centres[0]);
                a0 = Vector512.FusedMultiplyAdd(x0, y, a0);
                a1 = Vector512.FusedMultiplyAdd(x1, y, a1);
                a2 = Vector512.FusedMultiplyAdd(x2, y, a2);
                y = Vector512.Create(centres[1]);
                b0 = Vector512.FusedMultiplyAdd(x0, y, b0);
                b1 = Vector512.FusedMultiplyAdd(x1, y, b1);
                b2 = Vector512.FusedMultiplyAdd(x2, y, b2);
                y = Vector512.Create(centres[2]);
                c0 = Vector512.FusedMultiplyAdd(x0, y, c0);
                c1 = Vector512.FusedMultiplyAdd(x1, y, c1);
                c2 = Vector512.FusedMultiplyAdd(x2, y, c2);
                y = Vector512.Create(centres[3]);
                d0 = Vector512.FusedMultiplyAdd(x0, y, d0);
                d1 = Vector512.FusedMultiplyAdd(x1, y, d1);
                d2 = Vector512.FusedMultiplyAdd(x2, y, d2);
                y = Vector512.Create(centres[4]);
                e0 = Vector512.FusedMultiplyAdd(x0, y, e0);
                e1 = Vector512.FusedMultiplyAdd(x1, y, e1);
                e2 = Vector512.FusedMultiplyAdd(x2, y, e2);
                y = Vector512.Create(centres[5]);
                f0 = Vector512.FusedMultiplyAdd(x0, y, f0);
                f1 = Vector512.FusedMultiplyAdd(x1, y, f1);
                f2 = Vector512.FusedMultiplyAdd(x2, y, f2);
                y = Vector512.Create(centres[6]);
                g0 = Vector512.FusedMultiplyAdd(x0, y, g0);
                g1 = Vector512.FusedMultiplyAdd(x1, y, g1);
                g2 = Vector512.FusedMultiplyAdd(x2, y, g2);
                y = Vector512.Create(centres[7]);
                h0 = Vector512.FusedMultiplyAdd(x0, y, h0);
                h1 = Vector512.FusedMultiplyAdd(x1, y, h1);
                h2 = Vector512.FusedMultiplyAdd(x2, y, h2);
            }

            var number = Vector512.Create(group * 8);
            (best0, next0, who0) = Keep(a0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(a1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(a2, number, best2, next2, who2);
            number += Vector512<int>.One;
            (best0, next0, who0) = Keep(b0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(b1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(b2, number, best2, next2, who2);
            number += Vector512<int>.One;
            (best0, next0, who0) = Keep(c0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(c1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(c2, number, best2, next2, who2);
            number += Vector512<int>.One;
            (best0, next0, who0) = Keep(d0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(d1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(d2, number, best2, next2, who2);
            number += Vector512<int>.One;
            (best0, next0, who0) = Keep(e0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(e1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(e2, number, best2, next2, who2);
            number += Vector512<int>.One;
            (best0, next0, who0) = Keep(f0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(f1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(f2, number, best2, next2, who2);
            number += Vector512<int>.One;
            (best0, next0, who0) = Keep(g0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(g1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(g2, number, best2, next2, who2);
            number += Vector512<int>.One;
            (best0, next0, who0) = Keep(h0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(h1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(h2, number, best2, next2, who2);
        }

        var (least, perNorm) = (Vector512.Create(slack), Vector512.Create(slackPerNorm));
        who0.Store(nearest);
        who1.Store(nearest + 16);
        who2.Store(nearest + 32);
        (next0 - best0 - Vector512.FusedMultiplyAdd(Vector512.Load(norms), perNorm, least)).Store(margins);
        (next1 - best1 - Vector512.FusedMultiplyAdd(Vector512.Load(norms + 16), perNorm, least)).Store(margins + 16);
        (next2 - best2 - Vector512.FusedMultiplyAdd(Vector512.Load(norms + 32), perNorm, least)).Store(margins + 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector512<float> Best, Vector512<float> Next, Vector512<int> Who) Keep(
        Vector512<float> score, Vector512<int> number, Vector512<float> best, Vector512<float> next, Vector512<int> who) =>
        (Vector512.MinNative(score, best),
            Vector512.MinNative(next, Vector512.MaxNative(score, best)),
            Vector512.ConditionalSelect(Vector512.LessThan(score, best).AsInt32(), number, who));

    /// <summary>The same with half as many rows and centres at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Nearest256(
        float* panel, nint stride, float* norms, float* centres, float* starts, int groups, int p, float slack, float slackPerNorm, int* nearest, float* margins)
    {
        var infinity = Vector256.Create(float.PositiveInfinity);
        var (best0, best1, best2) = (infinity, infinity, infinity);
        var (next0, next1, next2) = (infinity, infinity, infinity);
        var (who0, who1, who2) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        for (var group = 0; group < groups; group++, starts += 4)
        {
            var a0 = Vector256.Create(starts[0]);
            var b0 = Vector256.Create(starts[1]);
            var c0 = Vector256.Create(starts[2]);
            var d0 = Vector256.Create(starts[3]);
            var (a1, b1, c1, d1) = (a0, b0, c0, d0);
            var (a2, b2, c2, d2) = (a0, b0, c0, d0);
            var x = panel;
            for (var j = 0; j < p; j++, x += stride, centres += 4)
            {
                var (x0, x1, x2) = (Vector256.Load(x), Vector256.Load(x + 8), Vector256.Load(x + 16));
                var y = Vector256.Create(centres[0]);
                a0 = Vector256.FusedMultiplyAdd(x0, y, a0);
                a1 = Vector256.FusedMultiplyAdd(x1, y, a1);
                a2 = Vector256.FusedMultiplyAdd(x2, y, a2);
                y = Vector256.Create(centres[1]);
                b0 = Vector256.FusedMultiplyAdd(x0, y, b0);
                b1 = Vector256.FusedMultiplyAdd(x1, y, b1);
                b2 = Vector256.FusedMultiplyAdd(x2, y, b2);
                y = Vector256.Create(centres[2]);
                c0 = Vector256.FusedMultiplyAdd(x0, y, c0);
                c1 = Vector256.FusedMultiplyAdd(x1, y, c1);
                c2 = Vector256.FusedMultiplyAdd(x2, y, c2);
                y = Vector256.Create(centres[3]);
                d0 = Vector256.FusedMultiplyAdd(x0, y, d0);
                d1 = Vector256.FusedMultiplyAdd(x1, y, d1);
                d2 = Vector256.FusedMultiplyAdd(x2, y, d2);
            }

            var number = Vector256.Create(group * 4);
            (best0, next0, who0) = Keep(a0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(a1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(a2, number, best2, next2, who2);
            number += Vector256<int>.One;
            (best0, next0, who0) = Keep(b0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(b1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(b2, number, best2, next2, who2);
            number += Vector256<int>.One;
            (best0, next0, who0) = Keep(c0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(c1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(c2, number, best2, next2, who2);
            number += Vector256<int>.One;
            (best0, next0, who0) = Keep(d0, number, best0, next0, who0);
            (best1, next1, who1) = Keep(d1, number, best1, next1, who1);
            (best2, next2, who2) = Keep(d2, number, best2, next2, who2);
        }

        var (least, perNorm) = (Vector256.Create(slack), Vector256.Create(slackPerNorm));
        who0.Store(nearest);
        who1.Store(nearest + 8);
        who2.Store(nearest + 16);
        (next0 - best0 - Vector256.FusedMultiplyAdd(Vector256.Load(norms), perNorm, least)).Store(margins);
        (next1 - best1 - Vector256.FusedMultiplyAdd(Vector256.Load(norms + 8), perNorm, least)).Store(margins + 8);
        (next2 - best2 - Vector256.FusedMultiplyAdd(Vector256.Load(norms + 16), perNorm, least)).Store(margins + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector256<float> Best, Vector256<float> Next, Vector256<int> Who) Keep(
        Vector256<float> score, Vector256<int> number, Vector256<float> best, Vector256<float> next, Vector256<int> who) =>
        (Vector256.MinNative(score, best),
            Vector256.MinNative(next, Vector256.MaxNative(score, best)),
            Vector256.ConditionalSelect(Vector256.LessThan(score, best).AsInt32(), number, who));
}
