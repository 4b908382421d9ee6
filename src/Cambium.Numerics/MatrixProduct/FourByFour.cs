using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Numerics;

/// <summary>Turns four lines of four numbers into four columns, in registers where the processor can.</summary>
static unsafe class FourByFour<T>
    where T : unmanaged
{
    /// <summary>Number j of line i goes to place i of step j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(T* source, nint lineStride, T* target, nint stepStride)
    {
        if (typeof(T) == typeof(double) && Avx.IsSupported)
        {
            Doubles((double*)source, lineStride, (double*)target, stepStride);
        }
        else if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            Singles((float*)source, lineStride, (float*)target, stepStride);
        }
        else
        {
            for (nint step = 0; step < 4; step++)
            {
                for (nint line = 0; line < 4; line++)
                {
                    target[(step * stepStride) + line] = source[(line * lineStride) + step];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Doubles(double* source, nint lineStride, double* target, nint stepStride)
    {
        var (l0, l1) = (Vector256.Load(source), Vector256.Load(source + lineStride));
        var (l2, l3) = (Vector256.Load(source + (2 * lineStride)), Vector256.Load(source + (3 * lineStride)));
        var (even01, odd01) = (Avx.UnpackLow(l0, l1), Avx.UnpackHigh(l0, l1));
        var (even23, odd23) = (Avx.UnpackLow(l2, l3), Avx.UnpackHigh(l2, l3));
        Avx.Permute2x128(even01, even23, 0x20).Store(target);
        Avx.Permute2x128(odd01, odd23, 0x20).Store(target + stepStride);
        Avx.Permute2x128(even01, even23, 0x31).Store(target + (2 * stepStride));
        Avx.Permute2x128(odd01, odd23, 0x31).Store(target + (3 * stepStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Singles(float* source, nint lineStride, float* target, nint stepStride)
    {
        var (l0, l1) = (Vector128.Load(source), Vector128.Load(source + lineStride));
        var (l2, l3) = (Vector128.Load(source + (2 * lineStride)), Vector128.Load(source + (3 * lineStride)));
        var (low01, high01) = (Sse.UnpackLow(l0, l1), Sse.UnpackHigh(l0, l1));
        var (low23, high23) = (Sse.UnpackLow(l2, l3), Sse.UnpackHigh(l2, l3));
        Sse.MoveLowToHigh(low01, low23).Store(target);
        Sse.MoveHighToLow(low23, low01).Store(target + stepStride);
        Sse.MoveLowToHigh(high01, high23).Store(target + (2 * stepStride));
        Sse.MoveHighToLow(high23, high01).Store(target + (3 * stepStride));
    }
}
