using System.Globalization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Monitor;

/// <summary>The fields of one check in a file: read by name, each refused with its line where it is not what it should be.</summary>
sealed class CheckFields(string source, YamlNode at, IReadOnlyDictionary<string, YamlNode> fields)
{
    static readonly string[] MomentForms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss'Z'"];

    internal YamlNode At => at;

    internal bool Has(string name) => fields.ContainsKey(name);

    internal double? Number(string name) => fields.TryGetValue(name, out var node) ? NumberOf(node, name) : null;

    internal double NumberOf(YamlNode node, string name) =>
        double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(node, name, "a number");

    /// <summary>A share, as 0.05 or 5 %.</summary>
    internal double? Share(string name)
    {
        if (!fields.TryGetValue(name, out var node))
        {
            return null;
        }

        var isPercent = node.Text?.EndsWith('%') == true;
        var text = isPercent ? node.Text!.TrimEnd('%').TrimEnd() : node.Text; // ! it ends with a sign
        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && (isPercent ? number /= 100 : number) is >= 0 and <= 1
            ? number
            : throw Wrong(node, name, "a share from 0 to 1, such as 0.05 or 5%");
    }

    internal long? Whole(string name) =>
        !fields.TryGetValue(name, out var node) ? null
        : long.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(node, name, "a whole number");

    /// <summary>A moment; null where the field is not there or no moment.</summary>
    internal DateTime? Moment(string name) =>
        fields.TryGetValue(name, out var node)
        && DateTime.TryParseExact(node.Text, MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? DateTime.SpecifyKind(moment, DateTimeKind.Unspecified)
            : null;

    internal string? Text(string name, string what) =>
        !fields.TryGetValue(name, out var node) ? null
        : node.Text is { Length: > 0 } text && !node.IsEmpty ? text
        : throw Wrong(node, name, what);

    internal bool? Truth(string name) => Word(name, "true", "false") is { } word ? word == "true" : null;

    /// <summary>One of some words; any other is refused with the nearest.</summary>
    internal string? Word(string name, params string[] words) =>
        !fields.TryGetValue(name, out var node) ? null
        : words.Contains(node.Text) ? node.Text
        : throw Refused(node, $"{node.Shown} is no '{name}'.{NearestName.Suggestion(node.Text ?? "", words)} It is one of: {string.Join(", ", words)}.");

    /// <summary>A list of texts; a single one may stand alone.</summary>
    internal string[]? Texts(string name, string what)
    {
        if (!fields.TryGetValue(name, out var node))
        {
            return null;
        }

        var items = node.Items ?? [node];
        return items.Count == 0 ? throw Wrong(node, name, what) : [.. items.Select(item => item.Text is { } text && !item.IsEmpty ? text : throw Wrong(item, name, what))];
    }

    internal TableException Wrong(YamlNode node, string name, string what) => Refused(node, $"{node.Shown} stands at '{name}', where {what} is expected.");

    internal TableException Refused(YamlNode node, string what) => YamlTree.Refused(source, node.Line, what);
}
