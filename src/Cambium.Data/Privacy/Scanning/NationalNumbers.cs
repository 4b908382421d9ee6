using System.Globalization;

namespace Cambium.Data;

/// <summary>Numbers that states give people, and how they check themselves. The formulas are those that each state publishes.</summary>
static class NationalNumbers
{
    const string FinnishLetters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

    internal static readonly (string Country, bool TakesNumbers, Func<string, bool> Has)[] All =
    [
        ("Brazil", true, value => Digits(value, 11, ".-") is { } digits && IsBrazilian(digits)),
        ("Finland", false, IsFinnish),
        ("the Netherlands", true, value => Digits(value, 9, ".") is { } digits && IsDutch(digits)),
        ("Norway", true, value => Digits(value, 11, " ") is { } digits && IsNorwegian(digits)),
        ("Poland", true, value => Digits(value, 11, "") is { } digits && IsPolish(digits)),
        ("Spain", false, IsSpanish),
        ("Sweden", true, IsSwedish),
        ("the United States", false, IsAmerican),
    ];

    static bool IsBrazilian(string digits)
    {
        var first = CheckDigits.Weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        var second = CheckDigits.Weighted(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return digits.Any(digit => digit != digits[0]) && digits[9] - '0' == first && digits[10] - '0' == second;
    }

    static bool IsFinnish(string value)
    {
        var text = value.Trim().ToUpperInvariant();
        return text.Length == 11 && text[6] is '+' or '-' or 'A' && Digits(text[..6] + text[7..10], 9, "") is { } digits
            && IsDay(digits, day: 0, month: 2) && text[10] == FinnishLetters[int.Parse(digits, CultureInfo.InvariantCulture) % 31];
    }

    static bool IsDutch(string digits) => digits != "000000000" && CheckDigits.Weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;

    static bool IsNorwegian(string digits) =>
        IsDay(digits, day: 0, month: 2)
        && CheckDigits.Weighted(digits, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
        && CheckDigits.Weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;

    static bool IsPolish(string digits)
    {
        // The century is told by what is added to the month.
        var month = Two(digits, 2) % 20;
        return month is >= 1 and <= 12 && Two(digits, 4) is >= 1 and <= 31 && CheckDigits.Weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    static bool IsSpanish(string value)
    {
        var text = value.Trim().Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return text.Length == 9 && Digits("XYZ".IndexOf(text[0], StringComparison.Ordinal) is >= 0 and var foreign ? $"{foreign}{text[1..8]}" : text[..8], 8, "") is { } digits
            && text[8] == SpanishLetters[int.Parse(digits, CultureInfo.InvariantCulture) % 23];
    }

    static bool IsSwedish(string value)
    {
        var digits = Digits(value, 10, "-+") ?? Digits(value, 12, "-")?[2..];
        return digits is not null && IsDay(digits, day: 4, month: 2) && CheckDigits.Luhn(digits);
    }

    static bool IsAmerican(string value)
    {
        var text = value.Trim();
        return text.Length == 11 && text[3] == '-' && text[6] == '-' && Digits(text, 9, "-") is { } digits
            && digits.AsSpan(0, 3) is not ("000" or "666") && digits[0] != '9' && Two(digits, 3) > 0 && digits.AsSpan(5) is not "0000";
    }

    static bool IsDay(string digits, int day, int month) => Two(digits, day) is >= 1 and <= 31 && Two(digits, month) is >= 1 and <= 12;

    static int Two(string digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';

    /// <summary>The digits of a value that has just so many, and of other signs only the given ones.</summary>
    static string? Digits(string value, int count, string signs)
    {
        var text = value.Trim();
        if (text.Length < count || text.Length > count + 4 || text.Any(letter => !char.IsAsciiDigit(letter) && !signs.Contains(letter, StringComparison.Ordinal)))
        {
            return null;
        }

        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length == count ? digits : null;
    }
}
