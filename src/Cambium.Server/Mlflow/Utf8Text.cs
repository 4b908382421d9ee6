using System.Buffers;
using System.Text.Unicode;

namespace Cambium.Server;

/// <summary>UTF-8 in several pieces.</summary>
static class Utf8Text
{
    /// <summary>The longest character.</summary>
    const int MostBytes = 4;

    /// <summary>Whether bytes are UTF-8. A character may lie across a border of pieces.</summary>
    internal static bool IsValid(in ReadOnlySequence<byte> text)
    {
        if (text.IsSingleSegment)
        {
            return Utf8.IsValid(text.FirstSpan);
        }

        Span<byte> border = stackalloc byte[2 * MostBytes];
        var begun = 0;
        foreach (var segment in text)
        {
            var piece = segment.Span;
            if (begun > 0)
            {
                // The character that was begun in the piece before is looked at by itself.
                var length = LengthOf(border[0]);
                var taken = Math.Min(length - begun, piece.Length);
                piece[..taken].CopyTo(border[begun..]);
                begun += taken;
                piece = piece[taken..];
                if (begun < length)
                {
                    continue;
                }

                if (!Utf8.IsValid(border[..begun]))
                {
                    return false;
                }
            }

            begun = BegunAtEnd(piece);
            piece[^begun..].CopyTo(border);
            if (!Utf8.IsValid(piece[..^begun]))
            {
                return false;
            }
        }

        return begun == 0;
    }

    /// <summary>How many bytes at the end are the beginning of a character that goes on.</summary>
    static int BegunAtEnd(ReadOnlySpan<byte> piece)
    {
        for (var back = 1; back < MostBytes && back <= piece.Length; back++)
        {
            var value = piece[^back];
            if (value < 0x80)
            {
                return 0;
            }

            if (value >= 0xC0)
            {
                return LengthOf(value) > back ? back : 0;
            }
        }

        return 0;
    }

    static int LengthOf(byte first) => first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}
