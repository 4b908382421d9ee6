using System.Globalization;

namespace Cambium.Tracking;

/// <summary>Values of a YAML mapping.</summary>
static class YamlValues
{
    /// <summary>A text; null where it is not there, or none.</summary>
    internal static string? Text(this IReadOnlyDictionary<string, object?> mapping, string key) => mapping.GetValueOrDefault(key) as string;

    /// <summary>A whole number, also one that a program wrote as 1.7e12; null where it is none.</summary>
    internal static long? Whole(this IReadOnlyDictionary<string, object?> mapping, string key) => Whole(mapping.Text(key));

    /// <inheritdoc cref="Whole(IReadOnlyDictionary{string, object?}, string)"/>
    internal static long? Whole(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 9e15 ? (long)number
        : null;

    /// <summary>A mapping of texts; empty where it is none.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Pairs(this IReadOnlyDictionary<string, object?> mapping, string key) =>
        mapping.GetValueOrDefault(key) is IReadOnlyDictionary<string, object?> pairs
            ? [.. pairs.Where(pair => pair.Value is string).Select(pair => KeyValuePair.Create(pair.Key, (string)pair.Value!))]
            : [];
}
