using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cambium.Cli;

/// <summary>Options that hold a span of time: 90s, 5m, 2h.</summary>
static class TimeOption
{
    const double MostHours = 24 * 30;

    /// <summary>A span above 0; null where none is given.</summary>
    internal static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        HelpName = "TIME",
        Description = description,
        CustomParser = result => Parse(result, name),
    };

    static TimeSpan? Parse(ArgumentResult result, string name)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        var seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (seconds > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0 && value * seconds <= MostHours * 3600)
        {
            return TimeSpan.FromSeconds(value * seconds);
        }

        result.AddError($"{name} takes a time such as 90s, 5m or 2h, at most 720h, not '{text}'.");
        return null;
    }
}
