using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Cambium.Data;

/// <summary>Finds bytes that no UTF-8 text holds.</summary>
static class EncodingCheck
{
    const int FirstBytes = 4;

    /// <summary>Whether a text begins as UTF-16 does: with its mark, or with a NUL byte among the first four.</summary>
    internal static bool IsUtf16(ReadOnlySpan<byte> text) =>
        text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || text[..Math.Min(FirstBytes, text.Length)].Contains((byte)0);

    /// <summary>The first NUL byte, else the first byte that is not UTF-8; null where there is neither.</summary>
    internal static CsvFault? FaultOf(ReadOnlySpan<byte> text, long offset, CsvSource source)
    {
        var nul = text.IndexOf((byte)0);
        if (nul >= 0)
        {
            return new CsvFault(offset + nul, line => source.Nul(line, offset + nul));
        }

        if (Utf8.IsValid(text))
        {
            return null;
        }

        var wrong = 0;
        while (Rune.DecodeFromUtf8(text[wrong..], out _, out var used) == OperationStatus.Done)
        {
            wrong += used;
        }

        var value = text[wrong];
        return new CsvFault(offset + wrong, line => source.InvalidUtf8(line, offset + wrong, value));
    }
}
