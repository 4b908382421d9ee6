using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Rows of a sparse matrix.</summary>
readonly struct SparseMarginRows : IMarginRows
{
    const int Line = 64;

    readonly int[] _starts;
    readonly int[] _indices;
    readonly double[] _values;

    /// <summary>Copies the matrix's entries into arrays, which the loops read without a check.</summary>
    internal SparseMarginRows(CsrMatrix matrix)
    {
        Count = matrix.RowCount;
        FeatureCount = matrix.ColumnCount;
        var first = matrix.Starts[0];
        _starts = new int[Count + 1];
        for (var row = 0; row <= Count; row++)
        {
            _starts[row] = matrix.Starts[row] - first;
        }

        _indices = matrix.Indices.Slice(first, matrix.EntryCount).ToArray();
        _values = matrix.Values.Slice(first, matrix.EntryCount).ToArray();
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public bool IsDense => false;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Features(int row) => _indices.AsSpan(_starts[row].._starts[row + 1]);

    /// <inheritdoc/>
    /// <remarks>Places are within w: the matrix was checked when it was made, and w has one number a feature.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Dot(int row, ReadOnlySpan<double> w)
    {
        ref var start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_starts), row);
        var length = (nuint)(uint)(Unsafe.Add(ref start, 1) - start);
        ref var index = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), start);
        ref var value = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), start);
        ref var pw = ref MemoryMarshal.GetReference(w);
        var (even, odd) = (0.0, 0.0);
        nuint i = 0;
        for (; i + 2 <= length; i += 2)
        {
            even = double.MultiplyAddEstimate(Unsafe.Add(ref value, i), Unsafe.Add(ref pw, (nuint)(uint)Unsafe.Add(ref index, i)), even);
            odd = double.MultiplyAddEstimate(Unsafe.Add(ref value, i + 1), Unsafe.Add(ref pw, (nuint)(uint)Unsafe.Add(ref index, i + 1)), odd);
        }

        return i < length
            ? double.MultiplyAddEstimate(Unsafe.Add(ref value, i), Unsafe.Add(ref pw, (nuint)(uint)Unsafe.Add(ref index, i)), even) + odd
            : even + odd;
    }

    /// <inheritdoc/>
    public double SquaredLength(int row)
    {
        var values = _values.AsSpan(_starts[row].._starts[row + 1]);
        return Numerics.Dot.Of(values, values);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int row)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        // An address that the collector has moved from meanwhile is asked for in vain, and no more. Short rows are two lines of places and up to four of numbers.
        var start = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_starts), row);
        var index = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), start));
        var value = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), start));
        Sse.Prefetch0(index);
        Sse.Prefetch0(index + Line);
        Sse.Prefetch0(value);
        Sse.Prefetch0(value + Line);
        Sse.Prefetch0(value + (2 * Line));
        Sse.Prefetch0(value + (3 * Line));
    }

    /// <inheritdoc/>
    /// <remarks>Places are within w, as in <see cref="Dot"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(Span<double> w, int row, double a)
    {
        ref var start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_starts), row);
        var length = (nuint)(uint)(Unsafe.Add(ref start, 1) - start);
        ref var index = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), start);
        ref var value = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), start);
        ref var pw = ref MemoryMarshal.GetReference(w);
        for (nuint i = 0; i < length; i++)
        {
            ref var item = ref Unsafe.Add(ref pw, (nuint)(uint)Unsafe.Add(ref index, i));
            item = double.MultiplyAddEstimate(a, Unsafe.Add(ref value, i), item);
        }
    }
}
