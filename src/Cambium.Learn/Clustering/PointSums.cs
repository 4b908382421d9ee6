using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>
/// Sums of points by block and centre, each in two doubles whose sum counts, so that a point that leaves takes away what it brought. A point is p numbers times
/// its weight, then the weight, then 1.
/// </summary>
/// <remarks>Source: D. E. Knuth, "The Art of Computer Programming", vol. 2, §4.2.2, theorem B (the error of a sum).</remarks>
sealed class PointSums
{
    readonly int _p;
    readonly int _k;
    readonly int _length; // of a point, filled up to whole vectors
    readonly double[] _parts; // blocks × k × (length + length): the sums, then what they are off by

    internal PointSums(int blocks, int k, int p)
    {
        (_p, _k) = (p, k);
        _length = (p + 2 + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
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
    internal void Add(int block, int centre, ReadOnlySpan<double> point) => AddSigned(block, centre, point, Vector<double>.One);

    /// <summary>Takes a point off a centre's sum.</summary>
    internal void Subtract(int block, int centre, ReadOnlySpan<double> point) => AddSigned(block, centre, point, -Vector<double>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddSigned(int block, int centre, ReadOnlySpan<double> point, Vector<double> sign)
    {
        ref var sums = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_parts), (((nint)block * _k) + centre) * 2 * _length);
        ref var numbers = ref MemoryMarshal.GetReference(point);
        for (nint i = 0; i < _length; i += Vector<double>.Count)
        {
            AddTo(ref Unsafe.Add(ref sums, i), ref Unsafe.Add(ref sums, i + _length), sign * Vector.LoadUnsafe(ref Unsafe.Add(ref numbers, i)));
        }
    }

    /// <summary>The sums over all blocks.</summary>
    /// <param name="sums">Receives Σ w x of each centre, k × p; zeros where it has no point.</param>
    /// <param name="weights">Receives Σ w of each centre.</param>
    internal void Total(double[] sums, double[] weights)
    {
        var total = new double[2 * _length];
        for (var centre = 0; centre < _k; centre++)
        {
            Array.Clear(total);
            ref var all = ref MemoryMarshal.GetArrayDataReference(total);
            for (nint at = (nint)centre * 2 * _length; at < _parts.Length; at += (nint)_k * 2 * _length)
            {
                ref var part = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_parts), at);
                for (nint i = 0; i < _length; i += Vector<double>.Count)
                {
                    AddTo(ref Unsafe.Add(ref all, i), ref Unsafe.Add(ref all, i + _length), Vector.LoadUnsafe(ref Unsafe.Add(ref part, i)));
                    (Vector.LoadUnsafe(ref Unsafe.Add(ref all, i + _length)) + Vector.LoadUnsafe(ref Unsafe.Add(ref part, i + _length)))
                        .StoreUnsafe(ref Unsafe.Add(ref all, i + _length));
                }
            }

            // Counts are whole and so exact; what fractions leave behind where nobody is left is nothing.
            var isEmpty = total[_p + 1] == 0;
            for (var i = 0; i < _p; i++)
            {
                sums[(centre * _p) + i] = isEmpty ? 0 : total[i] + total[i + _length];
            }

            weights[centre] = isEmpty ? 0 : total[_p] + total[_p + _length];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddTo(ref double sum, ref double rest, Vector<double> x)
    {
        var before = Vector.LoadUnsafe(ref sum);
        var after = before + x;
        var added = after - before;
        var error = (before - (after - added)) + (x - added);
        after.StoreUnsafe(ref sum);
        (Vector.LoadUnsafe(ref rest) + error).StoreUnsafe(ref rest);
    }
}
