using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>One lane: the reference that the wider ones are tested against, the path of processors without vectors, and the remainder of the others.</summary>
readonly struct SimdScalar : ISimd<double>
{
    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load(ref double source, nuint offset) => Unsafe.Add(ref source, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LoadSingle(ref float source, nuint offset) => Unsafe.Add(ref source, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(double vector, ref float target, nuint offset) => Unsafe.Add(ref target, offset) = (float)vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double vector, ref double target, nuint offset) => Unsafe.Add(ref target, offset) = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Broadcast(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double a, double b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double a, double b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double a, double b, double c) => double.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a, double b) => Math.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a, double b) => Math.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNative(double a, double b) => double.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNative(double a, double b) => double.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double a) => Math.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectNegative(double test, double negative, double other) => test < 0 ? negative : other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double a) => Math.Exp(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double a) => Math.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(double a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxLane(double a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinLane(double a) => a;
}
