using System.Globalization;

namespace Cambium.Monitor;

/// <summary>How results of checks write numbers.</summary>
static class Figures
{
    internal static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits; never 0 % of some, nor 100 % of not quite all.</summary>
    internal static string Share(double share) => share is > 0 and < 0.0001 ? "under 0.01 %"
        : share is > 0.9999 and < 1 ? "over 99.99 %"
        : (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>"at least 1", "at most 2", "from 1 to 2".</summary>
    internal static string Between(double low, double high) => Between(double.IsFinite(low) ? Number(low) : null, double.IsFinite(high) ? Number(high) : null);

    internal static string Between(string? low, string? high) => (low, high) switch
    {
        ({ } least, { } most) => $"from {least} to {most}",
        ({ } least, null) => $"at least {least}",
        (null, { } most) => $"at most {most}",
        _ => "any number",
    };
}
