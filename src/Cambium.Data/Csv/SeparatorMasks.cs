using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>Where 64 bytes hold a delimiter, a line feed or a quote: bit i tells about byte i.</summary>
static class SeparatorMasks
{
    internal const int Width = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Of(ref byte block, byte delimiter, out ulong delimiters, out ulong lines, out ulong quotes)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.LoadUnsafe(ref block);
            delimiters = Vector512.Equals(bytes, Vector512.Create(delimiter)).ExtractMostSignificantBits();
            lines = Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
            quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.LoadUnsafe(ref block);
            var high = Vector256.LoadUnsafe(ref block, 32);
            delimiters = Equal(low, high, delimiter);
            lines = Equal(low, high, (byte)'\n');
            quotes = Equal(low, high, (byte)'"');
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            delimiters = Equal(ref block, delimiter);
            lines = Equal(ref block, (byte)'\n');
            quotes = Equal(ref block, (byte)'"');
        }
        else
        {
            Scalar(ref block, delimiter, out delimiters, out lines, out quotes);
        }
    }

    /// <summary>The same, byte by byte: what the vector paths must agree with.</summary>
    internal static void Scalar(ref byte block, byte delimiter, out ulong delimiters, out ulong lines, out ulong quotes)
    {
        (delimiters, lines, quotes) = (0, 0, 0);
        for (var i = 0; i < Width; i++)
        {
            var letter = Unsafe.Add(ref block, i);
            delimiters |= (letter == delimiter ? 1UL : 0) << i;
            lines |= (letter == '\n' ? 1UL : 0) << i;
            quotes |= (letter == '"' ? 1UL : 0) << i;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte letter)
    {
        var wanted = Vector256.Create(letter);
        return Vector256.Equals(low, wanted).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(high, wanted).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Equal(ref byte block, byte letter)
    {
        var wanted = Vector128.Create(letter);
        ulong first = Vector128.Equals(Vector128.LoadUnsafe(ref block), wanted).ExtractMostSignificantBits();
        ulong second = Vector128.Equals(Vector128.LoadUnsafe(ref block, 16), wanted).ExtractMostSignificantBits();
        ulong third = Vector128.Equals(Vector128.LoadUnsafe(ref block, 32), wanted).ExtractMostSignificantBits();
        ulong fourth = Vector128.Equals(Vector128.LoadUnsafe(ref block, 48), wanted).ExtractMostSignificantBits();
        return first | (second << 16) | (third << 32) | (fourth << 48);
    }
}
