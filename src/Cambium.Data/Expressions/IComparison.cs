using System.Numerics;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>A comparison of two values, one by one and vector by vector.</summary>
interface IComparison
{
    static abstract bool Invoke<T>(T x, T y)
        where T : struct, INumber<T>;

    static abstract Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
        where T : struct, INumber<T>;
}
