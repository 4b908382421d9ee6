namespace Cambium.Data;

public abstract partial class Expression
{
    const int LongestText = 100_000;

    /// <summary>
    /// Reads an expression from text, such as <c>price / area &gt; 3 and city in ('Oslo', 'Bergen') and not sold is missing</c>: names of columns as they are or, odd ones,
    /// in double quotes; texts in single quotes; <c>date '2026-11-22'</c>; <c>and or not</c>, <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>in between is</c>, <c>+ - * / %</c>,
    /// <c>case when then else end</c>, and functions such as <c>lower(city)</c>. Safe for text from strangers: time is linear, and depth and length are bounded.
    /// </summary>
    /// <exception cref="FormatException">The text is no expression; the message says at which character, and what was expected.</exception>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestText
            ? new ExpressionParser(text).Whole()
            : throw new FormatException($"The text has {text.Length} characters; an expression has at most {LongestText}.");
    }
}
