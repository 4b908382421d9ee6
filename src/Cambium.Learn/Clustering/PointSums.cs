using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Sums of points by block and centre, each in two doubles whose sum counts, so that a point that leaves takes away what it brought. A point is p numbers times
/// its weight, then the weight, then 1.
/// </summary>
/// <remarks>Source: D. E. Knuth, "The Art of Computer Programming", vol. 2, §4.2.2, theorem B (the error of a sum).</remarks>
sealed class PointSums
{
    const int Wide = 8;
    const int Narrow = 4;

    // Doubles that are worth handing over to another thread.
    const int LeastWork = 1 << 16;

    readonly int _blocks;
    readonly int _p;
    readonly int _k;
    readonly int _length; // of a point, filled up to whole vectors
    readonly bool _isWide;
    readonly double[] _parts; // blocks × k × (length + length): the sums, then what they are off by

    internal PointSums(int blocks, int k, int p)
    {
        (_blocks, _p, _k) = (blocks, p, k);
        _length = p + 2 <= Narrow ? Narrow : (p + 2 + Wide - 1) / Wide * Wide;
        _isWide = Vector512.IsHardwareAccelerated && _length >= Wide;
        _parts = new double[(long)blocks * k * 2 * _length];
    }

    /// <summary>The numbers of a point as the sums take it.</summary>
    internal int PointLength => _length;

    /// <summary>Forgets all points.</summary>
    internal void Clear() => Array.Clear(_parts);

    /// <summary>Makes a point ready.</summary>
    /// <param name="point">p numbers, then room; receives the weighted point.</param>
    /// <param name="weight">Its weight, above 0.</param>
    internal void Weigh(Span<double> point, double weight)
    {
        for (var i = 0; weight != 1 && i < _p; i++)
        {
            point[i] *= weight;
        }

        (point[_p], point[_p + 1]) = (weight, 1);
        point[(_p + 2).._length].Clear();
    }

    /// <summary>Adds a point to a centre's sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(int block, int centre, ReadOnlySpan<double> point) => AddSigned(block, centre, point, 1);

    /// <summary>Takes a point off a centre's sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Subtract(int block, int centre, ReadOnlySpan<double> point) => AddSigned(block, centre, point, -1);

    /// <summary>The sums over all blocks.</summary>
    /// <param name="sums">Receives Σ w x of each centre, k × p; zeros where it has no point.</param>
    /// <param name="weights">Receives Σ w of each centre.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal void Total(double[] sums, double[] weights, FitOptions options = default) =>
        ParallelBlocks.For(
            _k,
            (int)Math.Clamp(LeastWork / (2L * _length * _blocks), 1, _k),
            options.MaxThreads,
            (_, first, end) => Total(first, end, sums, weights),
            options.CancellationToken);

    void Total(int first, int end, double[] sums, double[] weights)
    {
        var total = new double[2 * _length * (end - first)];
        if (_isWide)
        {
            AddBlocks<Simd512, Vector512<double>>(first, total);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            AddBlocks<Simd256, Vector256<double>>(first, total);
        }
        else
        {
            AddBlocks<SimdScalar, double>(first, total);
        }

        for (var centre = first; centre < end; centre++)
        {
            // Counts are whole and so exact; what fractions leave behind where nobody is left is nothing.
            var ofCentre = total.AsSpan((centre - first) * 2 * _length, 2 * _length);
            var isEmpty = ofCentre[_p + 1] == 0;
            for (var i = 0; i < _p; i++)
            {
                sums[(centre * _p) + i] = isEmpty ? 0 : ofCentre[i] + ofCentre[i + _length];
            }

            weights[centre] = isEmpty ? 0 : ofCentre[_p] + ofCentre[_p + _length];
        }
    }

    // The blocks in their order; of each as many centres as the totals have room for.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddBlocks<TSimd, TVector>(int first, double[] totals)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var all = ref MemoryMarshal.GetArrayDataReference(totals);
        for (var block = 0; block < _blocks; block++)
        {
            ref var parts = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_parts), (((nint)block * _k) + first) * 2 * _length);
            for (nuint start = 0; start < (nuint)totals.Length; start += 2 * (nuint)_length)
            {
                for (var i = start; i < start + (nuint)_length; i += (nuint)TSimd.Width)
                {
                    var off = i + (nuint)_length;
                    AddTo<TSimd, TVector>(ref all, i, off, TSimd.Load(ref parts, i));
                    TSimd.Store(TSimd.Add(TSimd.Load(ref all, off), TSimd.Load(ref parts, off)), ref all, off);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddSigned(int block, int centre, ReadOnlySpan<double> point, double sign)
    {
        ref var sums = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_parts), (((nint)block * _k) + centre) * 2 * _length);
        ref var numbers = ref MemoryMarshal.GetReference(point);
        if (_isWide)
        {
            AddSigned<Simd512, Vector512<double>>(ref sums, ref numbers, sign);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            AddSigned<Simd256, Vector256<double>>(ref sums, ref numbers, sign);
        }
        else
        {
            AddSigned<SimdScalar, double>(ref sums, ref numbers, sign);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddSigned<TSimd, TVector>(ref double sums, ref double numbers, double sign)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var factor = TSimd.Broadcast(sign);
        for (nuint i = 0; i < (nuint)_length; i += (nuint)TSimd.Width)
        {
            AddTo<TSimd, TVector>(ref sums, i, i + (nuint)_length, TSimd.Multiply(factor, TSimd.Load(ref numbers, i)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddTo<TSimd, TVector>(ref double sums, nuint at, nuint off, TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var before = TSimd.Load(ref sums, at);
        var after = TSimd.Add(before, x);
        var added = TSimd.Subtract(after, before);
        var error = TSimd.Add(TSimd.Subtract(before, TSimd.Subtract(after, added)), TSimd.Subtract(x, added));
        TSimd.Store(after, ref sums, at);
        TSimd.Store(TSimd.Add(TSimd.Load(ref sums, off), error), ref sums, off);
    }
}
