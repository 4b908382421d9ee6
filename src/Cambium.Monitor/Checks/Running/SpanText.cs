using System.Globalization;

namespace Cambium.Monitor;

/// <summary>Spans of time as people write them: 90s, 30m, 12h, 2d, 1w.</summary>
static class SpanText
{
    /// <summary>Longer than any data are of use, and short enough that no moment less a span overflows.</summary>
    const double MostDays = 36_500;

    internal static string Of(TimeSpan span) => span.Ticks switch
    {
        var ticks when ticks % TimeSpan.TicksPerDay == 0 => $"{span.Days}d",
        var ticks when ticks % TimeSpan.TicksPerHour == 0 => $"{(long)span.TotalHours}h",
        var ticks when ticks % TimeSpan.TicksPerMinute == 0 => $"{(long)span.TotalMinutes}m",
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s"),
    };

    /// <summary>Reads a span; null where the text is none.</summary>
    internal static TimeSpan? Read(string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1.0 / 86_400, 'm' => 1.0 / 1_440, 'h' => 1.0 / 24, 'd' => 1, 'w' => 7, _ => 0 };
        return unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is > 0 and <= MostDays and var days
            ? TimeSpan.FromTicks((long)Math.Round(days * TimeSpan.TicksPerDay / TimeSpan.TicksPerMillisecond) * TimeSpan.TicksPerMillisecond)
            : null;
    }
}
