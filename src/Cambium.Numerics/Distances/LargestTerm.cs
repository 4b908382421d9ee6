using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>|d|, the largest: the Chebyshev distance.</summary>
readonly struct LargestTerm : IDistanceTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TSimd, TVector>(TVector sum, TVector difference)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Max(sum, TSimd.Abs(difference));
}
