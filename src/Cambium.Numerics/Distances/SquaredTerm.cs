using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>d²: the Euclidean distance.</summary>
readonly struct SquaredTerm : IDistanceTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TSimd, TVector>(TVector sum, TVector difference)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Add(sum, TSimd.Multiply(difference, difference));
}
