using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Numerics;

/// <summary>Inner products of a sparse vector with a dense one.</summary>
static class SparseDot
{
    /// <summary>Σ vᵢ x[iᵢ]. Two sums side by side, for one addition takes four cycles.</summary>
    /// <param name="indices">Places in x, each within it.</param>
    /// <param name="values">One number a place.</param>
    /// <param name="x">The dense vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of(ReadOnlySpan<int> indices, ReadOnlySpan<double> values, ReadOnlySpan<double> x)
    {
        Debug.Assert(indices.Length == values.Length);
        Debug.Assert(indices.Length == 0 || indices[^1] < x.Length);
        ref var index = ref MemoryMarshal.GetReference(indices);
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var px = ref MemoryMarshal.GetReference(x);
        var (even, odd) = (0.0, 0.0);
        nuint i = 0;
        var length = (nuint)indices.Length;
        for (; i + 2 <= length; i += 2)
        {
            even = double.MultiplyAddEstimate(Unsafe.Add(ref value, i), Unsafe.Add(ref px, (nuint)(uint)Unsafe.Add(ref index, i)), even);
            odd = double.MultiplyAddEstimate(Unsafe.Add(ref value, i + 1), Unsafe.Add(ref px, (nuint)(uint)Unsafe.Add(ref index, i + 1)), odd);
        }

        return i < length
            ? double.MultiplyAddEstimate(Unsafe.Add(ref value, i), Unsafe.Add(ref px, (nuint)(uint)Unsafe.Add(ref index, i)), even) + odd
            : even + odd;
    }
}
