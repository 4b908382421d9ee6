using System.Globalization;

namespace Cambium.Data;

/// <summary>Tells texts that are dates in forms that a reader of tables leaves as text.</summary>
static class DateText
{
    const double MostStrange = 0.05;

    static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyyMMdd", "d.M.yyyy", "d.M.yy", "d/M/yyyy", "M/d/yyyy", "d/M/yy", "M/d/yy", "d-M-yyyy", "M-d-yyyy",
        "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d-MMM-yyyy", "d-MMM-yy", "ddMMMyyyy",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy/MM/dd HH:mm:ss", "d.M.yyyy HH:mm", "d.M.yyyy HH:mm:ss", "d/M/yyyy HH:mm",
        "d/M/yyyy HH:mm:ss", "M/d/yyyy HH:mm", "M/d/yyyy HH:mm:ss", "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt",
    ];

    /// <summary>Whether nearly all of some distinct texts read as dates; false of none.</summary>
    internal static bool AreDates(IEnumerable<string> texts)
    {
        var (all, strange) = (0, 0);
        foreach (var text in texts)
        {
            all++;
            strange += IsDate(text) ? 0 : 1;
        }

        return all > 0 && strange <= MostStrange * all;
    }

    /// <summary>Whether nearly all of some whole numbers are days written as 20260131.</summary>
    internal static bool IsDay(long number) =>
        number is >= 1900_01_01 and <= 2199_12_31 && IsDate(number.ToString(CultureInfo.InvariantCulture));

    static bool IsDate(string text) => text.Length is >= 6 and <= 40
        && DateTime.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out _);
}
