using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>The comparisons; the others are these with sides changed or the answer turned round.</summary>
static class Comparisons
{
    internal readonly struct Equal : IComparison
    {
        static bool IComparison.Invoke<T>(T x, T y) => x == y;

        static Vector512<T> IComparison.Invoke<T>(Vector512<T> x, Vector512<T> y) => Vector512.Equals(x, y);
    }

    internal readonly struct Less : IComparison
    {
        static bool IComparison.Invoke<T>(T x, T y) => x < y;

        static Vector512<T> IComparison.Invoke<T>(Vector512<T> x, Vector512<T> y) => Vector512.LessThan(x, y);
    }

    internal readonly struct LessOrEqual : IComparison
    {
        static bool IComparison.Invoke<T>(T x, T y) => x <= y;

        static Vector512<T> IComparison.Invoke<T>(Vector512<T> x, Vector512<T> y) => Vector512.LessThanOrEqual(x, y);
    }
}
