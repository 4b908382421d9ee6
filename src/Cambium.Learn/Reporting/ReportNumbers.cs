using System.Globalization;

namespace Cambium.Learn;

/// <summary>Numbers and lists as they stand in sentences.</summary>
static class ReportNumbers
{
    /// <summary>Three significant digits, whole numbers with thousands apart.</summary>
    internal static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "not defined" : value > 0 ? "infinite" : "minus infinite";
        }

        var size = Math.Abs(value);
        if (size >= 1e9)
        {
            return value.ToString("0.##e+0", CultureInfo.InvariantCulture);
        }

        if (size >= 100 || value == Math.Truncate(value))
        {
            return value.ToString("#,0", CultureInfo.InvariantCulture);
        }

        return size < 1e-4 ? value.ToString("0.##e+0", CultureInfo.InvariantCulture) : Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 7)).ToString("0.#######", CultureInfo.InvariantCulture);
    }

    /// <summary>A number with its sign.</summary>
    internal static string Signed(double value) => value < 0 ? $"-{Of(-value)}" : $"+{Of(value)}";

    /// <summary>A share as a number of 100; with a decimal where that would say 0 or 100 of what is neither.</summary>
    internal static string Of100(double share) => double.IsNaN(share)
        ? "an unknown number"
        : (share is > 0 and < 0.005 or > 0.995 and < 1 ? share * 100 : Math.Round(share * 100)).ToString(share is > 0 and < 0.005 or > 0.995 and < 1 ? "0.0" : "0", CultureInfo.InvariantCulture);

    /// <summary>A count with thousands apart.</summary>
    internal static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count of things: "1 row", "2,380 rows".</summary>
    internal static string Count(long value, string thing) => $"{Count(value)} {thing}{(value == 1 ? "" : "s")}";

    /// <summary>"a", "a and b", "a, b and c".</summary>
    internal static string List(IReadOnlyList<string> words) => words.Count <= 1 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";

    /// <summary>", 87 to 91 with 95 % confidence", in numbers of 100; empty where there is no interval.</summary>
    internal static string Range100(Report report, string score) =>
        report.Scores.FirstOrDefault(own => own.Name == score)?.Interval is { } interval ? $" ({Of100(interval.Low)} to {Of100(interval.High)} with 95 % confidence)" : "";

    /// <summary>The same in the figure's own unit.</summary>
    internal static string Range(Report report, string score) =>
        report.Scores.FirstOrDefault(own => own.Name == score)?.Interval is { } interval ? $" ({Of(interval.Low)} to {Of(interval.High)} with 95 % confidence)" : "";
}
