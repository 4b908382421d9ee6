namespace Cambium.Data;

public abstract partial class Expression
{
    /// <summary>Whether the value is missing; never missing itself.</summary>
    public Expression IsMissing() => Call(Operation.IsMissing, this);

    /// <summary>Whether the value is one of those given: as <c>x == a | x == b</c> would say.</summary>
    /// <param name="values">Up to 999 literals.</param>
    public Expression In(params IReadOnlyList<Expression> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Call(Operation.In, [this, .. values]);
    }

    /// <summary>Whether the value lies between two others, both included.</summary>
    public Expression Between(Expression low, Expression high) => Call(Operation.Between, this, low, high);

    /// <summary>This to a power, a <see cref="double"/>.</summary>
    public Expression Power(Expression exponent) => Call(Operation.Power, this, exponent);

    /// <summary>The number without its sign.</summary>
    public Expression Abs() => Call(Operation.Abs, this);

    /// <summary>The natural logarithm: −∞ of 0, missing below.</summary>
    public Expression Log() => Call(Operation.Log, this);

    /// <summary>e to the power of this.</summary>
    public Expression Exp() => Call(Operation.Exp, this);

    /// <summary>The square root; missing below 0.</summary>
    public Expression Sqrt() => Call(Operation.Sqrt, this);

    /// <summary>The greatest whole number that is not greater. A <see cref="double"/> stays one.</summary>
    public Expression Floor() => Call(Operation.Floor, this);

    /// <summary>The least whole number that is not less. A <see cref="double"/> stays one.</summary>
    public Expression Ceil() => Call(Operation.Ceil, this);

    /// <summary>The nearest number of so many decimals; halves go to the even neighbour.</summary>
    /// <param name="digits">Decimals, from 0 to 15.</param>
    public Expression Round(int digits = 0) => digits == 0 ? Call(Operation.Round, this) : Call(Operation.Round, this, digits);

    /// <summary>The number, or the nearer border where it lies outside.</summary>
    public Expression Clip(Expression low, Expression high) => Call(Operation.Clip, this, low, high);

    /// <summary>The number of UTF-16 units of a text, as <see cref="string.Length"/> has it.</summary>
    public Expression Length() => Call(Operation.Length, this);

    /// <summary>The text in lower case, by the invariant culture.</summary>
    public Expression Lower() => Call(Operation.Lower, this);

    /// <summary>The text in upper case, by the invariant culture.</summary>
    public Expression Upper() => Call(Operation.Upper, this);

    /// <summary>The text without white space at its ends.</summary>
    public Expression Trim() => Call(Operation.Trim, this);

    /// <summary>Whether the text has another in it, letter by letter.</summary>
    public Expression Contains(string text) => Call(Operation.Contains, this, text);

    /// <summary>Whether the text starts with another, letter by letter.</summary>
    public Expression StartsWith(string text) => Call(Operation.StartsWith, this, text);

    /// <summary>Whether the text ends with another, letter by letter.</summary>
    public Expression EndsWith(string text) => Call(Operation.EndsWith, this, text);

    /// <summary>
    /// Whether a regular expression matches somewhere in the text. Takes time linear in the text where the pattern allows it (no look-around, no back-references), and
    /// gives up with a <see cref="TableException"/> after a second a text.
    /// </summary>
    /// <param name="pattern">A .NET regular expression, of the invariant culture.</param>
    public Expression Matches(string pattern) => Call(Operation.Matches, this, pattern);

    /// <summary>The year of a date-time.</summary>
    public Expression Year() => Call(Operation.Year, this);

    /// <summary>The month, from 1.</summary>
    public Expression Month() => Call(Operation.Month, this);

    /// <summary>The day of the month, from 1.</summary>
    public Expression Day() => Call(Operation.Day, this);

    /// <summary>The hour, from 0.</summary>
    public Expression Hour() => Call(Operation.Hour, this);

    /// <summary>The minute, from 0.</summary>
    public Expression Minute() => Call(Operation.Minute, this);

    /// <summary>The second, from 0.</summary>
    public Expression Second() => Call(Operation.Second, this);

    /// <summary>The day of the week: 1 is Monday, 7 is Sunday.</summary>
    public Expression DayOfWeek() => Call(Operation.DayOfWeek, this);

    /// <summary>The day of the year, from 1.</summary>
    public Expression DayOfYear() => Call(Operation.DayOfYear, this);

    /// <summary>The date-time's midnight.</summary>
    public Expression StartOfDay() => Call(Operation.StartOfDay, this);

    /// <summary>How many seconds this date-time is after another.</summary>
    public Expression SecondsSince(Expression earlier) => Call(Operation.SecondsSince, this, earlier);

    /// <summary>As a <see cref="double"/>: of a number, a truth (1 and 0) or a text. A text that is none is a <see cref="TableException"/>.</summary>
    public Expression AsNumber() => Call(Operation.AsNumber, this);

    /// <summary>As a whole number: decimals are cut off. What 64 bits do not hold is a <see cref="TableException"/>, as is a text that is none.</summary>
    public Expression AsWhole() => Call(Operation.AsWhole, this);

    /// <summary>As text, as CSV would have it.</summary>
    public Expression AsText() => Call(Operation.AsText, this);

    /// <summary>As a date-time, of a text such as <c>2026-11-22</c> or <c>2026-11-22T19:30:00Z</c>. A text that is none is a <see cref="TableException"/>.</summary>
    public Expression AsDateTime() => Call(Operation.AsDateTime, this);
}
