using System.Text;

namespace Cambium.Data;

/// <summary>Cuts the text of an expression into words, numbers, texts, names and signs.</summary>
static class ExpressionLexer
{
    static readonly string[] Signs = ["<=", ">=", "!=", "<>", "==", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ","];

    internal static List<ExpressionToken> Tokens(string text)
    {
        var tokens = new List<ExpressionToken>();
        var at = 0;
        while (at < text.Length)
        {
            var letter = text[at];
            if (char.IsWhiteSpace(letter))
            {
                at++;
            }
            else if (letter is '\'' or '"' or '`')
            {
                tokens.Add(Quoted(text, ref at));
            }
            else
            {
                tokens.Add(Plain(text, ref at));
            }
        }

        tokens.Add(new ExpressionToken('e', "the end", text.Length));
        return tokens;
    }

    static ExpressionToken Quoted(string text, ref int at)
    {
        var (start, quote) = (at, text[at]);
        var inside = new StringBuilder();
        for (at++; ; at++)
        {
            if (at >= text.Length)
            {
                throw new FormatException($"The quote at character {start + 1} of '{Shortened(text)}' has no end. Close it with {quote}; a quote within is written twice.");
            }

            if (text[at] == quote && (at + 1 >= text.Length || text[at + 1] != quote))
            {
                break;
            }

            inside.Append(text[at]);
            at += text[at] == quote ? 1 : 0;
        }

        at++;
        return quote != '\'' && inside.Length == 0
            ? throw new FormatException($"The name at character {start + 1} of '{Shortened(text)}' is empty.")
            : new ExpressionToken(quote == '\'' ? 't' : 'q', inside.ToString(), start);
    }

    static ExpressionToken Plain(string text, ref int at)
    {
        var start = at;
        if (char.IsLetter(text[at]) || text[at] == '_')
        {
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }

            return new ExpressionToken('w', text[start..at], start);
        }

        if (char.IsAsciiDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            at = EndOfNumber(text, at);
            return new ExpressionToken('n', text[start..at], start);
        }

        var sign = Array.Find(Signs, sign => string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0)
            ?? throw new FormatException($"'{text[start]}' at character {start + 1} of '{Shortened(text)}' has no meaning here. Text stands in single quotes, odd names of columns in double ones.");
        at += sign.Length;
        return new ExpressionToken('s', sign, start);
    }

    static int EndOfNumber(string text, int at)
    {
        at = EndOfDigits(text, at);
        if (at < text.Length && text[at] == '.')
        {
            at = EndOfDigits(text, at + 1);
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            at = EndOfDigits(text, digits) > digits ? EndOfDigits(text, digits) : at;
        }

        return at;
    }

    static int EndOfDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    internal static string Shortened(string text) => text.Length <= 100 ? text : text[..97] + "...";
}
