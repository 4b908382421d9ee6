using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Cambium.Cli;

/// <summary>Options that hold a number in a range; another value is refused with the range.</summary>
static class NumberOption
{
    /// <summary>A whole number.</summary>
    internal static Option<int> Whole(string name, string helpName, int standard, int min, int max, string description) =>
        Create(name, helpName, standard, min, max, "a whole number", description);

    /// <summary>A seed: any whole number.</summary>
    internal static Option<long> Seed(string description = "Seed of everything random: split, folds, learner, shuffles. Default: 0.") =>
        Create("--seed", "N", 0L, long.MinValue, long.MaxValue, "a whole number", description);

    /// <summary>A share.</summary>
    internal static Option<double> Share(string name, string helpName, double standard, double max, string description) =>
        Create(name, helpName, standard, 0, max, "a number", description);

    static Option<T> Create<T>(string name, string helpName, T standard, T min, T max, string noun, string description)
        where T : INumber<T> => new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result => Parse(result, name, standard, min, max, noun),
        };

    static T Parse<T>(ArgumentResult result, string name, T standard, T min, T max, string noun)
        where T : INumber<T>
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        var range = typeof(T) == typeof(long) ? "" : $" from {min} to {max}";
        result.AddError($"{name} takes {noun}{range}, not '{text}'.");
        return standard;
    }
}
