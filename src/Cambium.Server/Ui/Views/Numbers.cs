using System.Globalization;

namespace Cambium.Server;

/// <summary>How numbers read on a page.</summary>
static class Numbers
{
    /// <summary>Between groups of three digits; does not break across lines.</summary>
    const string ThinSpace = "\u202F";

    static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = ThinSpace, NegativeSign = "\u2212" };

    static readonly string[] SizeUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Four significant digits: 0.8412, 12 340, 3.2e-7; NaN as "n/a".</summary>
    internal static string Significant(double value)
    {
        if (double.IsNaN(value))
        {
            return "n/a";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "\u2212∞";
        }

        var magnitude = Math.Abs(value);
        if (magnitude is not 0 and (< 1e-4 or >= 1e9))
        {
            return value.ToString("0.###e+0", Grouped);
        }

        if (value == Math.Floor(value))
        {
            return value.ToString("#,0", Grouped);
        }

        var decimals = magnitude >= 1000 ? 0 : 3 - (int)Math.Floor(Math.Log10(magnitude));
        // Four decimals line up in a column; more are there only where they say something.
        var (always, ifAny) = (new string('0', Math.Clamp(decimals, 0, 4)), new string('#', Math.Clamp(decimals - 4, 0, 4)));
        return value.ToString($"#,0.{always}{ifAny}", Grouped);
    }

    /// <summary>Every digit, for a tooltip.</summary>
    internal static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A whole number with groups: 12 340.</summary>
    internal static string Whole(long value) => value.ToString("#,0", Grouped);

    /// <summary>A share as a percentage with one decimal: 84.1 %.</summary>
    internal static string Percent(double share) => double.IsNaN(share) ? "n/a" : (100 * share).ToString("0.0", Grouped) + ThinSpace + "%";

    /// <summary>A number of bytes: 812 B, 3.4 MiB.</summary>
    internal static string Size(long bytes)
    {
        var unit = 0;
        double size = bytes;
        while (size >= 1024 && unit < SizeUnits.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return size.ToString(unit == 0 || size >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture) + ThinSpace + SizeUnits[unit];
    }

    /// <summary>"1 run", "2 runs".</summary>
    internal static string Count(long count, string noun) => Count(count, noun, $"{noun}s");

    /// <summary>"1 branch", "2 branches".</summary>
    internal static string Count(long count, string noun, string plural) => $"{Whole(count)}\u00A0{(count == 1 ? noun : plural)}";
}
