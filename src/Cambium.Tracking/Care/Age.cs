using System.Globalization;

namespace Cambium.Tracking;

/// <summary>Spans of time as people write them: "90d", "12h", "1d12h"; the units are w, d, h, m and s, as with MLflow's own gc.</summary>
static class Age
{
    /// <summary>The longest: three hundred years, which dates from 1970 on can still be reckoned with.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(300 * 365);

    /// <summary>The span that a text means; null where it means none.</summary>
    internal static TimeSpan? Parse(string text)
    {
        var sum = TimeSpan.Zero;
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at == text.Length
                || !int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || Unit(text[at++]) is not { } unit
                || number > Longest / unit)
            {
                return null;
            }

            sum += number * unit;
        }

        return text.Length > 0 && sum <= Longest ? sum : null;
    }

    static TimeSpan? Unit(char letter) => letter switch
    {
        'w' => TimeSpan.FromDays(7),
        'd' => TimeSpan.FromDays(1),
        'h' => TimeSpan.FromHours(1),
        'm' => TimeSpan.FromMinutes(1),
        's' => TimeSpan.FromSeconds(1),
        _ => null,
    };
}
