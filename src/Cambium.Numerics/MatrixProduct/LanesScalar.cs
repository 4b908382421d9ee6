using System.Numerics;

namespace Cambium.Numerics;

/// <summary>One number at a time.</summary>
readonly unsafe struct LanesScalar<T> : ILanes<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Width => 1;

    public static T Zero => T.Zero;

    public static T Load(T* source) => *source;

    public static void Store(T vector, T* target) => *target = vector;

    public static T Broadcast(T value) => value;

    public static T Add(T a, T b) => a + b;

    public static T Multiply(T a, T b) => a * b;

    public static T MultiplyAdd(T a, T b, T c) => T.MultiplyAddEstimate(a, b, c);
}
