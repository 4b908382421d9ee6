using System.Globalization;

namespace Cambium.Cli;

/// <summary>How numbers look on the terminal.</summary>
static class Figure
{
    /// <summary>Four significant digits, whole numbers in full; "n/a" where there is no number.</summary>
    internal static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "n/a" : value > 0 ? "∞" : "-∞";
        }

        var size = Math.Abs(value);
        if (value == Math.Truncate(value) && size < 1e15)
        {
            return value.ToString("0", CultureInfo.InvariantCulture);
        }

        if (size is < 1e-4 or >= 1e15)
        {
            return value.ToString("0.###e+0", CultureInfo.InvariantCulture);
        }

        var decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 7);
        return Math.Round(value, decimals).ToString("0.#######", CultureInfo.InvariantCulture);
    }

    /// <summary>A score with three decimals, so that a column of them lines up; large ones with four significant digits.</summary>
    internal static string Score(double value) =>
        double.IsFinite(value) && Math.Abs(value) < 10 ? value.ToString("0.000;-0.000;0.000", CultureInfo.InvariantCulture) : Of(value);

    /// <summary>A change, as <see cref="Score"/> with its sign.</summary>
    internal static string Signed(double value) => Score(value) is var text && value > 0 && text != "0.000" ? $"+{text}" : text == "-0.000" ? "0.000" : text;

    /// <summary>A share as a whole or tenth of a per cent.</summary>
    internal static string Share(double value) => double.IsNaN(value)
        ? "n/a"
        : value is > 0 and < 0.0995 ? $"{value * 100:0.0}%" : $"{value * 100:0}%";

    /// <summary>A count with thousands apart.</summary>
    internal static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count of things: "1 row", "2,380 rows".</summary>
    internal static string Count(long value, string thing) => $"{Count(value)} {thing}{(value == 1 ? "" : "s")}";

    /// <summary>A number of bytes, in powers of 1,000.</summary>
    internal static string Bytes(long value) => value switch
    {
        < 1000 => $"{value} B",
        < 1_000_000 => $"{value / 1e3:0.0} kB",
        < 1_000_000_000 => $"{value / 1e6:0.0} MB",
        _ => $"{value / 1e9:0.0} GB",
    };

    /// <summary>A span of time.</summary>
    internal static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 10 => $"{time.TotalSeconds:0.00} s",
        < 60 => $"{time.TotalSeconds:0.0} s",
        < 3600 => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    /// <summary>A moment, in UTC.</summary>
    internal static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
