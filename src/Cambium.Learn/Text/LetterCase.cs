using System.Globalization;
using System.Text;

namespace Cambium.Learn;

/// <summary>Lower case and classes of characters as Unicode defines them for no language in particular.</summary>
/// <remarks>Source: The Unicode Standard, section 3.13 "Default Case Algorithms", and SpecialCasing.txt.</remarks>
static class LetterCase
{
    const int CapitalSigma = 0x3A3;
    const int DottedCapitalI = 0x130;

    /// <summary>The dot that stands over an i that was lowered from one with a dot.</summary>
    internal static Rune DotAbove { get; } = new(0x307);

    /// <summary>Letters, digits of every kind, and the underscore; marks that stand over letters are none.</summary>
    internal static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber || rune.Value == '_';

    /// <summary>White space, the four separators of ASCII included.</summary>
    internal static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is >= 0x1C and <= 0x1F;

    /// <summary>The character at a place of a text in lower case.</summary>
    /// <param name="text">The whole text; what stands around a Greek sigma decides its form.</param>
    /// <param name="at">Where the character starts.</param>
    /// <param name="rune">The character.</param>
    /// <param name="used">The number of its bytes.</param>
    /// <param name="dotted">Whether a <see cref="DotAbove"/> follows the lowered character.</param>
    internal static Rune Lower(ReadOnlySpan<byte> text, int at, Rune rune, int used, out bool dotted)
    {
        dotted = rune.Value == DottedCapitalI;
        return rune.Value switch
        {
            DottedCapitalI => new Rune('i'),
            CapitalSigma => new Rune(IsFinalSigma(text, at, used) ? 'ς' : 'σ'),
            _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.LetterNumber or
                UnicodeCategory.OtherSymbol => Rune.ToLowerInvariant(rune),
            _ => rune,
        };
    }

    static bool IsFinalSigma(ReadOnlySpan<byte> text, int at, int used)
    {
        var before = text[..at];
        var isBehindLetter = false;
        while (before.Length > 0)
        {
            Rune.DecodeLastFromUtf8(before, out var rune, out var length);
            before = before[..^length];
            if (!IsIgnored(rune))
            {
                isBehindLetter = IsCased(rune);
                break;
            }
        }

        if (!isBehindLetter)
        {
            return false;
        }

        var after = text[(at + used)..];
        while (after.Length > 0)
        {
            Rune.DecodeFromUtf8(after, out var rune, out var length);
            after = after[length..];
            if (!IsIgnored(rune))
            {
                return !IsCased(rune);
            }
        }

        return true;
    }

    static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    static bool IsIgnored(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or
            UnicodeCategory.ModifierSymbol ||
        rune.Value is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027 or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A;
}
