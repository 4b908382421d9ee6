namespace Cambium.Data;

/// <summary>The one order of texts: by code points, as the bytes of UTF-8 order.</summary>
static class TextOrder
{
    internal static int Compare(string x, string y)
    {
        var same = x.AsSpan().CommonPrefixLength(y);
        if (same == x.Length || same == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        var (a, b) = (x[same], y[same]);

        // Surrogates stand for code points above all others, but come before U+E000 as numbers.
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
