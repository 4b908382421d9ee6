using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

sealed partial class SpaceTree
{
    /// <summary>A reduced distance that no two rows of two nodes fall below, as computed. Only for boxes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double AtLeast(int a, int b)
    {
        var first = BoundOf(a);
        var second = BoundOf(b);
        var sum = 0.0;
        for (var j = 0; j < first.Length; j += 2)
        {
            sum = Distance.Plus(sum, Math.Max(0, Math.Max(first[j] - second[j + 1], second[j] - first[j + 1])));
        }

        return Distance.Kind == DistanceKind.Minkowski ? sum * (1 - (_slack * Distance.Power)) : sum;
    }

    /// <summary>A reduced distance that no two rows of two nodes exceed, as computed. Only for boxes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double AtMost(int a, int b)
    {
        var first = BoundOf(a);
        var second = BoundOf(b);
        var sum = 0.0;
        for (var j = 0; j < first.Length; j += 2)
        {
            sum = Distance.Plus(sum, Math.Max(first[j + 1] - second[j], second[j + 1] - first[j]));
        }

        return Distance.Kind == DistanceKind.Minkowski ? sum * (1 + (_slack * Distance.Power)) : sum;
    }
}
