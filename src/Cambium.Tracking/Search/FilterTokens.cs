namespace Cambium.Tracking;

/// <summary>Cuts filters and orders into tokens, in one pass.</summary>
static class FilterTokens
{
    const string ComparatorCharacters = "=!<>~";
    const string OtherDelimiters = "(),;'\"`";

    /// <summary>The tokens of a text, and an end.</summary>
    internal static List<FilterToken> Of(string text)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new FilterToken(FilterTokenKind.End, "", at));
                return tokens;
            }

            var start = at;
            var kind = Next(text, ref at);
            tokens.Add(new FilterToken(kind, text[start..at], start));
        }
    }

    static FilterTokenKind Next(string text, ref int at)
    {
        switch (text[at])
        {
            case '(':
                at++;
                return FilterTokenKind.Open;
            case ')':
                at++;
                return FilterTokenKind.Close;
            case ',':
                at++;
                return FilterTokenKind.Comma;
            case ';':
                at++;
                return FilterTokenKind.Semicolon;
            case '\'':
                return SkipQuoted(text, ref at) ? FilterTokenKind.Text : FilterTokenKind.Unclosed;
            case '"' or '`':
                if (!SkipQuoted(text, ref at))
                {
                    return FilterTokenKind.Unclosed;
                }

                if (at == text.Length || text[at] != '.')
                {
                    return FilterTokenKind.QuotedWord;
                }

                return SkipWord(text, ref at);
            case var first when ComparatorCharacters.Contains(first, StringComparison.Ordinal):
                while (at < text.Length && ComparatorCharacters.Contains(text[at], StringComparison.Ordinal))
                {
                    at++;
                }

                return FilterTokenKind.Comparator;
            default:
                return SkipWord(text, ref at);
        }
    }

    /// <summary>Goes behind a word, with the parts of it that are quoted: those behind a dot.</summary>
    static FilterTokenKind SkipWord(string text, ref int at)
    {
        while (at < text.Length)
        {
            if (text[at] is '"' or '`' && text[at - 1] == '.')
            {
                if (!SkipQuoted(text, ref at))
                {
                    return FilterTokenKind.Unclosed;
                }

                if (at == text.Length || text[at] != '.')
                {
                    return FilterTokenKind.Word;
                }
            }
            else if (char.IsWhiteSpace(text[at])
                || ComparatorCharacters.Contains(text[at], StringComparison.Ordinal)
                || OtherDelimiters.Contains(text[at], StringComparison.Ordinal))
            {
                break;
            }
            else
            {
                at++;
            }
        }

        return FilterTokenKind.Word;
    }

    /// <summary>Goes behind the quote that closes the one here, or to the end.</summary>
    static bool SkipQuoted(string text, ref int at)
    {
        var close = text.IndexOf(text[at], at + 1);
        at = close < 0 ? text.Length : close + 1;
        return close >= 0;
    }
}
