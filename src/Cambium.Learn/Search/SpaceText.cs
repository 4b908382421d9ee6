using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cambium.Learn;

/// <summary>Search spaces as text, for command lines and files.</summary>
static partial class SpaceText
{
    const string Brackets = "({[";
    const string Closing = ")}]";

    /// <summary>The settings with their ranges, yet unread.</summary>
    /// <exception cref="ArgumentException">The text is no list of settings.</exception>
    internal static List<(string Name, string Range, SettingCondition? When)> Settings(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = Comment().Replace(text, "");
        var settings = new List<(string Name, string Range, SettingCondition? When)>();
        while (rest.AsSpan().TrimStart(" \t\r\n,;").Length > 0)
        {
            rest = rest.TrimStart(' ', '\t', '\r', '\n', ',', ';');
            var name = Name().Match(rest);
            if (!name.Success)
            {
                throw new ArgumentException($"'{Shown(rest)}' is no setting with a range; write name=0.1..1, name=log(0.01..1) or name={{a, b, c}}.", nameof(text));
            }

            rest = rest[name.Length..];
            var range = Word(ref rest);
            SettingCondition? when = null;
            if (Condition().Match(rest) is { Success: true } condition)
            {
                rest = rest[condition.Length..];
                when = new SettingCondition(condition.Groups["name"].Value, RecipeText.Unquoted(Word(ref rest)));
            }

            settings.Add((name.Groups["name"].Value, range, when));
        }

        return settings;
    }

    /// <summary>Whether the text chooses among learners, rather than names the settings of one.</summary>
    internal static bool IsChoice(string text) => Learner().IsMatch(Comment().Replace(text, ""));

    /// <summary>The learners that a text chooses from, each with the text of its settings.</summary>
    /// <exception cref="ArgumentException">The text is no choice.</exception>
    internal static List<(string Kind, string Settings)> Choices(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var choices = new List<(string Kind, string Settings)>();
        foreach (var part in RecipeText.Split(Comment().Replace(text, ""), '|').Select(part => part.Trim()))
        {
            var open = part.IndexOf('(', StringComparison.Ordinal);
            if (open == 0 || part.Length == 0 || (open > 0 && part[^1] != ')'))
            {
                throw new ArgumentException($"'{Shown(part)}' is no learner with ranges; write learner(name=0.1..1) | other-learner(name={{a, b}}).", nameof(text));
            }

            choices.Add(open < 0 ? (part, "") : (part[..open].Trim(), part[(open + 1)..^1]));
        }

        return choices;
    }

    /// <summary>Reads a range for a setting of a type.</summary>
    /// <exception cref="ArgumentException">The text is no range, or not one for that type.</exception>
    internal static SearchRange Range(string name, string text, Type type)
    {
        var plain = text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Trim() : text;
        if (plain.Length >= 2 && plain[0] is '{' or '[')
        {
            return SearchRange.OneOf([.. RecipeText.Split(plain[1..^1], ',').Select(value => RecipeText.Unquoted(value.Trim()))]);
        }

        var ends = Ends().Match(plain);
        if (!ends.Success || !Number(ends.Groups["low"].Value, out var low) || !Number(ends.Groups["high"].Value, out var high))
        {
            throw new ArgumentException($"The range of '{name}' is '{text}', expected LOW..HIGH, log(LOW..HIGH) or {{VALUE, VALUE, ...}}.", nameof(text));
        }

        var isLog = ends.Groups["log"].Success;
        if (type != typeof(int) && type != typeof(long))
        {
            return isLog ? SearchRange.LogUniform(low, high) : SearchRange.Uniform(low, high);
        }

        if (low != Math.Truncate(low) || high != Math.Truncate(high) || Math.Abs(low) > int.MaxValue || Math.Abs(high) > int.MaxValue)
        {
            throw new ArgumentException($"The range of '{name}' is '{text}', expected whole numbers, as the setting is one.", nameof(text));
        }

        return isLog ? SearchRange.LogWhole((int)low, (int)high) : SearchRange.Whole((int)low, (int)high);
    }

    static bool Number(string text, out double value) => double.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>Takes what stands before the next blank or comma outside brackets and quotes.</summary>
    static string Word(ref string rest)
    {
        var (depth, end) = (0, 0);
        var quote = '\0';
        for (; end < rest.Length; end++)
        {
            var letter = rest[end];
            if (quote != '\0' || letter is '\'' or '"')
            {
                quote = quote == '\0' ? letter : quote == letter ? '\0' : quote;
                continue;
            }

            if (depth == 0 && (char.IsWhiteSpace(letter) || letter is ',' or ';'))
            {
                break;
            }

            depth += Brackets.Contains(letter, StringComparison.Ordinal) ? 1 : Closing.Contains(letter, StringComparison.Ordinal) ? -1 : 0;
            if (depth < 0)
            {
                ThrowBroken(rest);
            }
        }

        if (depth != 0 || quote != '\0')
        {
            ThrowBroken(rest);
        }

        var word = rest[..end];
        rest = rest[end..];
        return word;
    }

    [DoesNotReturn]
    static void ThrowBroken(string text) => throw new ArgumentException($"The brackets or quotes of '{Shown(text)}' do not match.", nameof(text));

    static string Shown(string text) => text.Length <= 60 ? text.Trim() : $"{text[..57].Trim()}...";

    [GeneratedRegex(@"(?<=^|\s)#[^\n]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Comment();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9_.-]+)\s*[=:]\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Name();

    [GeneratedRegex(@"^\s+if\s+(?<name>[A-Za-z0-9_.-]+)\s*=\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Condition();

    [GeneratedRegex(@"^\s*[a-z][a-z0-9-]*\s*(?:\(|\||$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Learner();

    [GeneratedRegex(@"^(?:(?<log>log)\(\s*)?(?<low>[-+0-9.eE]+?)\s*\.\.\s*(?<high>[-+0-9.eE]+)\s*(?(log)\))$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Ends();
}
