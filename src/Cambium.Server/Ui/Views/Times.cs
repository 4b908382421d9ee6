using System.Globalization;

namespace Cambium.Server;

/// <summary>How moments and durations read on a page.</summary>
static class Times
{
    /// <summary>How long ago a moment was: "just now", "5 min ago", "3 days ago"; beyond 30 days its date.</summary>
    internal static string Ago(DateTimeOffset moment, DateTimeOffset now)
    {
        var age = now - moment;
        return age switch
        {
            { TotalSeconds: < 45 } => "just now",
            { TotalMinutes: < 1 } => "1\u00A0min ago",
            { TotalHours: < 1 } => $"{(int)age.TotalMinutes}\u00A0min ago",
            { TotalDays: < 1 } => $"{(int)age.TotalHours}\u00A0h ago",
            { TotalDays: < 2 } => "1\u00A0day ago",
            { TotalDays: < 30 } => $"{(int)age.TotalDays}\u00A0days ago",
            _ => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Date and time in UTC: 2026-11-22 07:45:21 UTC.</summary>
    internal static string Absolute(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The form that the datetime attribute takes.</summary>
    internal static string Machine(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A duration in at most two units: 840 ms, 12.3 s, 4 min 05 s, 2 h 10 min, 3 d 4 h.</summary>
    internal static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, duration.TotalMilliseconds):0}\u00A0ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0}\u00A0s"),
        { TotalHours: < 1 } => $"{duration.Minutes}\u00A0min {duration.Seconds:00}\u00A0s",
        { TotalDays: < 1 } => $"{duration.Hours}\u00A0h {duration.Minutes:00}\u00A0min",
        _ => $"{(int)duration.TotalDays}\u00A0d {duration.Hours}\u00A0h",
    };
}
