using System.Globalization;

namespace Cambium.Tracking;

/// <summary>
/// Matches text against patterns of SQL: % is any text, _ one character (code point), nothing is an escape. The time is at worst proportional to both
/// lengths: the place to go back to is always that of the last %.
/// </summary>
static class LikePattern
{
    /// <summary>Whether all of the text matches.</summary>
    internal static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, bool ignoresCase)
    {
        var (t, p) = (0, 0);
        var (behindAny, from) = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                behindAny = ++p;
                from = t;
                if (p == pattern.Length)
                {
                    return true;
                }
            }
            else if (p < pattern.Length && pattern[p] == '_')
            {
                t += LengthAt(text, t);
                p++;
            }
            else if (p < pattern.Length && IsSame(text[t], pattern[p], ignoresCase))
            {
                t++;
                p++;
            }
            else if (behindAny >= 0)
            {
                from += LengthAt(text, from);
                (t, p) = (from, behindAny);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('%').IsEmpty;
    }

    static int LengthAt(ReadOnlySpan<char> text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    static bool IsSame(char one, char other, bool ignoresCase) => one == other || (ignoresCase && Folded(one) == Folded(other));

    static char Folded(char c) => c < 0x80 ? (c is >= 'a' and <= 'z' ? (char)(c - 32) : c) : char.ToUpper(c, CultureInfo.InvariantCulture);
}
