using System.Globalization;
using System.Text.RegularExpressions;

namespace Cambium.Tracking;

/// <summary>Which names and aliases the registry takes.</summary>
static partial class RegistryNames
{
    const int MaxLength = 250;

    /// <summary>What else a model's name must not hold: what separates it from version and alias, and what file systems keep for themselves.</summary>
    const string Reserved = "/\\:@#?*<>|\"";

    internal static string Model(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var problem =
            string.IsNullOrWhiteSpace(name) ? "it is blank" :
            name.Length > MaxLength ? $"it is longer than {MaxLength} characters" :
            name is "." or ".." ? "it names a folder" :
            name != name.Trim() ? "it begins or ends with a blank" :
            name.Any(char.IsControl) ? "it holds a control character" :
            name.AsSpan().IndexOfAny(Reserved) is var at and >= 0 ? $"it holds '{name[at]}'" :
            null;
        return problem is null ? name : throw new TrackingException($"'{name}' cannot name a model: {problem}. Give a plain name, such as 'mortgages'.");
    }

    internal static string Alias(string alias)
    {
        ArgumentNullException.ThrowIfNull(alias);
        var problem =
            alias.Length is 0 or > MaxLength || !Word.IsMatch(alias) ? $"an alias is made of 1 to {MaxLength} letters, digits, '_' and '-'" :
            alias.Equals("latest", StringComparison.OrdinalIgnoreCase) ? "'latest' is kept for the newest version" :
            VersionLike.IsMatch(alias) ? "it looks like a version" :
            null;
        return problem is null ? alias : throw new TrackingException($"'{alias}' cannot be an alias: {problem}. Give a name such as 'champion'.");
    }

    /// <summary>A version's number as text, or null.</summary>
    internal static int? Version(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    [GeneratedRegex(@"^[\p{L}\p{Nd}_-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex Word { get; }

    [GeneratedRegex(@"^[vV][0-9]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex VersionLike { get; }
}
