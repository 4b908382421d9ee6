using System.Globalization;
using System.Text;

namespace Cambium.Data;

/// <summary>Reads one field's bytes as a value of a type; spaces around the value are ignored.</summary>
static class ValueText
{
    /// <summary>The narrowest type that the text is a value of; null where it is none but a text.</summary>
    internal static ColumnType? TypeOf(ReadOnlySpan<byte> text) =>
        TryInt64(text, isDeclared: false, out _) ? ColumnType.Int64
        : TryFloat64(text, isDeclared: false, out _) ? ColumnType.Float64
        : TryBoolean(text, out _) ? ColumnType.Boolean
        : TryDateTime(text, out _) ? ColumnType.DateTime
        : null;

    /// <summary>
    /// A whole number: an optional sign and digits. Unless <paramref name="isDeclared"/>, leading zeros make it a text, because codes
    /// such as
    /// 007 would lose them, and −0 is left to <see cref="TryFloat64"/>, which keeps its sign.
    /// </summary>
    internal static bool TryInt64(ReadOnlySpan<byte> text, bool isDeclared, out long value)
    {
        text = text.Trim((byte)' ');
        value = 0;
        var negative = text is [(byte)'-', ..];
        var digits = text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;
        if (digits.Length == 0 || (!isDeclared && (digits is [(byte)'0', _, ..] || text.SequenceEqual("-0"u8))))
        {
            return false;
        }

        var magnitude = 0UL;
        foreach (var letter in digits)
        {
            var digit = (uint)letter - '0';
            if (digit > 9 || magnitude > (ulong.MaxValue - digit) / 10)
            {
                return false;
            }

            magnitude = (magnitude * 10) + digit;
        }

        if (magnitude > long.MaxValue + (negative ? 1UL : 0UL))
        {
            return false;
        }

        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return true;
    }

    /// <summary>
    /// A decimal number, an infinity, or NaN in any casing; correctly rounded. Leading zeros make it a text, unless
    /// <paramref name="isDeclared"/>. A number so great that it would round to an infinity is none.
    /// </summary>
    internal static bool TryFloat64(ReadOnlySpan<byte> text, bool isDeclared, out double value)
    {
        text = text.Trim((byte)' ');
        value = 0;
        var negative = text is [(byte)'-', ..];
        var digits = text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;
        if (digits.Length == 0)
        {
            return false;
        }

        if (digits[0] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'.'))
        {
            if (Ascii.EqualsIgnoreCase(digits, "inf"u8) || Ascii.EqualsIgnoreCase(digits, "infinity"u8))
            {
                value = negative ? double.NegativeInfinity : double.PositiveInfinity;
                return true;
            }

            value = double.NaN;
            return Ascii.EqualsIgnoreCase(digits, "nan"u8);
        }

        if (!isDeclared && digits is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..])
        {
            return false;
        }

        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            || double.IsInfinity(value))
        {
            return false;
        }

        value = negative ? -value : value;
        return true;
    }

    internal static bool IsNaN(ReadOnlySpan<byte> text) => TryFloat64(text, isDeclared: false, out var value) && double.IsNaN(value);

    /// <summary>True or false, in lower case, capitalised or in upper case.</summary>
    internal static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        text = text.Trim((byte)' ');
        value = text.SequenceEqual("true"u8) || text.SequenceEqual("True"u8) || text.SequenceEqual("TRUE"u8);
        return value || text.SequenceEqual("false"u8) || text.SequenceEqual("False"u8) || text.SequenceEqual("FALSE"u8);
    }

    /// <summary>
    /// An ISO 8601 date, or date and time with T or a space between: yyyy-MM-dd, then HH:mm, seconds, a fraction, and Z or an offset,
    /// each optional. With Z or an offset the moment is in UTC. Digits of the fraction beyond the seventh are dropped.
    /// </summary>
    internal static bool TryDateTime(ReadOnlySpan<byte> text, out DateTime value)
    {
        text = text.Trim((byte)' ');
        value = default;
        if (text.Length < 10
            || text[4] != '-'
            || text[7] != '-'
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day)
            || year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day).Ticks;
        if (text.Length == 10)
        {
            value = new DateTime(ticks);
            return true;
        }

        return text[10] is (byte)'T' or (byte)' ' && TryTime(text[11..], ticks, out value);
    }

    static bool TryTime(ReadOnlySpan<byte> text, long ticks, out DateTime value)
    {
        value = default;
        if (text.Length < 5
            || text[2] != ':'
            || !TryDigits(text[..2], out var hour)
            || !TryDigits(text[3..5], out var minute)
            || hour > 23
            || minute > 59)
        {
            return false;
        }

        ticks += (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        text = text[5..];
        if (text is [(byte)':', ..])
        {
            if (text.Length < 3 || !TryDigits(text[1..3], out var second) || second > 59)
            {
                return false;
            }

            ticks += second * TimeSpan.TicksPerSecond;
            text = text[3..];
            if (text is [(byte)'.', ..])
            {
                var end = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                var fraction = end < 0 ? text[1..] : text[1..(end + 1)];
                if (fraction.Length == 0)
                {
                    return false;
                }

                var unit = TimeSpan.TicksPerSecond;
                foreach (var digit in fraction)
                {
                    unit /= 10;
                    ticks += (digit - '0') * unit;
                }

                text = text[(fraction.Length + 1)..];
            }
        }

        return TryZone(text, ticks, out value);
    }

    static bool TryZone(ReadOnlySpan<byte> text, long ticks, out DateTime value)
    {
        value = default;
        if (text.Length == 0)
        {
            value = new DateTime(ticks);
            return true;
        }

        if (text is not [(byte)'Z'])
        {
            var minutesAt = text is [_, _, _, (byte)':', _, _] ? 4 : 3;
            var minutes = 0;
            if (text[0] is not ((byte)'+' or (byte)'-')
                || (text.Length != 3 && text.Length != minutesAt + 2)
                || !TryDigits(text[1..3], out var hours)
                || (text.Length > 3 && !TryDigits(text[minutesAt..], out minutes))
                || hours > 23
                || minutes > 59)
            {
                return false;
            }

            var offset = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
            ticks -= text[0] == '+' ? offset : -offset;
            if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            {
                return false;
            }
        }

        value = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var letter in text)
        {
            var digit = letter - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }
}
