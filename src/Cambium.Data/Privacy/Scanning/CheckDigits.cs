namespace Cambium.Data;

/// <summary>Numbers that check themselves.</summary>
static class CheckDigits
{
    /// <summary>The lengths of account numbers by country. Source: SWIFT, IBAN Registry.</summary>
    static readonly Dictionary<string, int> IbanLengths = new(StringComparer.Ordinal)
    {
        ["AD"] = 24, ["AE"] = 23, ["AT"] = 20, ["BE"] = 16, ["BG"] = 22, ["BR"] = 29, ["CH"] = 21, ["CY"] = 28, ["CZ"] = 24, ["DE"] = 22, ["DK"] = 18, ["EE"] = 20, ["ES"] = 24,
        ["FI"] = 18, ["FR"] = 27, ["GB"] = 22, ["GI"] = 23, ["GR"] = 27, ["HR"] = 21, ["HU"] = 28, ["IE"] = 22, ["IL"] = 23, ["IS"] = 26, ["IT"] = 27, ["LI"] = 21, ["LT"] = 20, ["LU"] = 20,
        ["LV"] = 21, ["MC"] = 27, ["MT"] = 31, ["NL"] = 18, ["NO"] = 15, ["PL"] = 28, ["PT"] = 25, ["RO"] = 24, ["RS"] = 22, ["SA"] = 24, ["SE"] = 24, ["SI"] = 19, ["SK"] = 24, ["SM"] = 27,
        ["TR"] = 26, ["UA"] = 29,
    };

    /// <summary>Whether a value is an IBAN, with or without spaces.</summary>
    internal static bool IsIban(string value)
    {
        if (value.Length is < 15 or > 42 || Compact(value) is not { } iban || iban.Length < 15 || !IbanLengths.TryGetValue(iban[..2], out var length) || iban.Length != length)
        {
            return false;
        }

        var rest = 0;
        foreach (var letter in iban[4..] + iban[..4])
        {
            if (!char.IsAsciiDigit(letter) && letter is < 'A' or > 'Z')
            {
                return false;
            }

            rest = char.IsAsciiDigit(letter) ? ((rest * 10) + letter - '0') % 97 : ((rest * 100) + letter - 'A' + 10) % 97;
        }

        return rest == 1;
    }

    /// <summary>Whether a value is the number of a payment card: 13 to 19 digits, of a known issuer, with a right last digit.</summary>
    internal static bool IsCard(string value)
    {
        if (value.Length is < 13 or > 24 || Compact(value) is not { Length: >= 13 and <= 19 } digits || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        var isIssued = digits[0] switch
        {
            '4' => digits.Length is 13 or 16 or 19,
            '5' => digits.Length == 16 && digits[1] is >= '1' and <= '5',
            '2' => digits.Length == 16 && digits[1] is >= '2' and <= '7',
            '3' => (digits.Length == 15 && digits[1] is '4' or '7') || (digits.Length == 14 && digits[1] is '0' or '6' or '8') || (digits.Length == 16 && digits[1] == '5'),
            '6' => digits.Length is >= 16 && digits[1] is '0' or '2' or '4' or '5',
            _ => false,
        };
        return isIssued && Luhn(digits);
    }

    /// <summary>Whether the sum of the digits, every second from behind doubled, ends in 0. Source: ISO/IEC 7812-1, annex B.</summary>
    internal static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            digit *= 1 + (i & 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>The sum of digits, each times its weight.</summary>
    internal static int Weighted(ReadOnlySpan<char> digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    static string Compact(string value) => string.Concat(value.Where(letter => letter is not (' ' or '-'))).ToUpperInvariant();
}
