using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Numerics;

/// <summary>Adds multiples of a sparse vector to a dense one.</summary>
static class SparseAdd
{
    /// <summary>y[iᵢ] += a vᵢ.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="indices">Places in y, each within it.</param>
    /// <param name="values">One number a place.</param>
    /// <param name="y">The dense vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Into(double a, ReadOnlySpan<int> indices, ReadOnlySpan<double> values, Span<double> y)
    {
        Debug.Assert(indices.Length == values.Length);
        Debug.Assert(indices.Length == 0 || indices[^1] < y.Length);
        ref var index = ref MemoryMarshal.GetReference(indices);
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var py = ref MemoryMarshal.GetReference(y);
        for (nuint i = 0; i < (nuint)indices.Length; i++)
        {
            ref var item = ref Unsafe.Add(ref py, (nuint)(uint)Unsafe.Add(ref index, i));
            item = double.MultiplyAddEstimate(a, Unsafe.Add(ref value, i), item);
        }
    }
}
