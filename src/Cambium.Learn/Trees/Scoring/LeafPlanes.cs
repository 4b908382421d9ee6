using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

/// <summary>The leaves that are left of 64 trees or rows, side by side in bytes: of 32 leaves a plane holds eight.</summary>
static class LeafPlanes
{
    /// <summary>Planes of a tree.</summary>
    internal const int Count = 4;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> LowestBit(Vector512<byte> p0, Vector512<byte> p1, Vector512<byte> p2, Vector512<byte> p3)
    {
        var zero = Vector512<byte>.Zero;
        var (no2, no1, no0) = (Vector512.Equals(p2, zero), Vector512.Equals(p1, zero), Vector512.Equals(p0, zero));
        var plane = Vector512.ConditionalSelect(no2, p3, p2);
        var first = Vector512.ConditionalSelect(no2, Vector512.Create((byte)24), Vector512.Create((byte)16));
        plane = Vector512.ConditionalSelect(no1, plane, p1);
        first = Vector512.ConditionalSelect(no1, first, Vector512.Create((byte)8));
        plane = Vector512.ConditionalSelect(no0, plane, p0);
        first = Vector512.ConditionalSelect(no0, first, zero);

        // One bit is left: its place has the bits of the halves, quarters and eighths that it lies in.
        var bit = plane & (zero - plane);
        return first + Part(bit, 0xF0, 4) + Part(bit, 0xCC, 2) + Part(bit, 0xAA, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Part(Vector512<byte> bit, byte where, byte worth) =>
        Vector512.AndNot(Vector512.Create(worth), Vector512.Equals(bit & Vector512.Create(where), Vector512<byte>.Zero));
}
