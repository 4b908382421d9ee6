using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>|d|, added: the Manhattan distance.</summary>
readonly struct AbsoluteTerm : IDistanceTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TSimd, TVector>(TVector sum, TVector difference)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Add(sum, TSimd.Abs(difference));
}
