using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

/// <summary>The leaves that are left of 64 trees or rows, side by side in bytes: a plane holds eight leaves.</summary>
static class LeafPlanes
{
    /// <summary>Leaves of a plane.</summary>
    internal const int Leaves = 8;

    /// <summary>Trees or rows side by side.</summary>
    internal const int Lanes = 64;

    // The truth table of a & ~(b & c), in one instruction.
    const byte LeavesAndNotBoth = 0x70;

    /// <summary>Clears leaves where a rank is above that of the threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> Cleared(Vector512<byte> leaves, Vector512<byte> right, Vector512<byte> cleared) => Avx512F.IsSupported
        ? Avx512F.TernaryLogic(leaves, right, cleared, LeavesAndNotBoth)
        : Vector512.AndNot(leaves, right & cleared);

    /// <summary>The places of the lowest bits; where there is none, a place of the last plane.</summary>
    /// <param name="planes">Of the first plane.</param>
    /// <param name="stride">From a plane to the next.</param>
    /// <param name="count">Planes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe Vector512<byte> LowestBit(byte* planes, nint stride, int count)
    {
        var zero = Vector512<byte>.Zero;
        var leaves = Vector512.Load(planes + ((count - 1) * stride));
        var first = Vector512.Create((byte)((count - 1) * Leaves));
        for (var plane = count - 2; plane >= 0; plane--)
        {
            var own = Vector512.Load(planes + (plane * stride));
            var none = Vector512.Equals(own, zero);
            leaves = Vector512.ConditionalSelect(none, leaves, own);
            first = Vector512.ConditionalSelect(none, first, Vector512.Create((byte)(plane * Leaves)));
        }

        // One bit is left: its place has the bits of the halves, quarters and eighths that it lies in.
        var bit = leaves & (zero - leaves);
        return first + Part(bit, 0xF0, 4) + Part(bit, 0xCC, 2) + Part(bit, 0xAA, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Part(Vector512<byte> bit, byte where, byte worth) =>
        Vector512.AndNot(Vector512.Create(worth), Vector512.Equals(bit & Vector512.Create(where), Vector512<byte>.Zero));
}
