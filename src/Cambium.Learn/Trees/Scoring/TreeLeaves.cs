using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

/// <summary>The values of a tree's 32 leaves, which fill four registers.</summary>
readonly unsafe ref struct TreeLeaves
{
    readonly double* _values;
    readonly Vector512<double> _v0;
    readonly Vector512<double> _v1;
    readonly Vector512<double> _v2;
    readonly Vector512<double> _v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TreeLeaves(double* values)
    {
        _values = values;
        if (Avx512F.IsSupported)
        {
            _v0 = Vector512.Load(values);
            _v1 = Vector512.Load(values + 8);
            _v2 = Vector512.Load(values + 16);
            _v3 = Vector512.Load(values + 24);
        }
    }

    /// <summary>Adds the values of the leaves at these places, 16 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Vector512<uint> places, double* target)
    {
        if (Avx512F.IsSupported)
        {
            AddEight(Vector512.WidenLower(places).AsInt64(), target);
            AddEight(Vector512.WidenUpper(places).AsInt64(), target + Vector512<double>.Count);
            return;
        }

        for (var row = 0; row < Vector512<uint>.Count; row++)
        {
            target[row] += _values[places[row]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddEight(Vector512<long> places, double* target)
    {
        // A permutation looks at the lowest four bits of a place.
        var values = Vector512.ConditionalSelect(
            Vector512.LessThan(places, Vector512.Create(16L)).AsDouble(), Avx512F.PermuteVar8x64x2(_v0, places, _v1), Avx512F.PermuteVar8x64x2(_v2, places, _v3));
        (Vector512.Load(target) + values).Store(target);
    }
}
