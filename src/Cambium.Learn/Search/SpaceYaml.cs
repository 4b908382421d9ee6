using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Search spaces as YAML: <c>space:</c>, the ranges of one recipe's settings, or <c>choices:</c>, learners of the catalog each with its own.</summary>
static partial class SpaceYaml
{
    static readonly YamlFile File = new("file of a space", "It begins with 'space:' or 'choices:'.", 8);
    static readonly string[] Sections = ["space", "choices"];
    static readonly string[] Parts = ["range", "if"];

    /// <summary>Whether a text chooses among learners.</summary>
    /// <exception cref="TableException">The text is no file of a space.</exception>
    internal static bool IsChoice(string text, string source) => Section(text, source).Name == Sections[1];

    /// <summary>The space of a recipe.</summary>
    /// <exception cref="TableException">The text is no file of a space, or does not fit the recipe.</exception>
    internal static SearchSpace Read(Recipe recipe, string text, string source)
    {
        var (name, node) = Section(text, source);
        return name == Sections[0]
            ? Settings(SearchSpace.Over(recipe), node, source)
            : throw YamlTree.Refused(source, node.Line, "'choices' names learners itself, where the ranges of one are expected. Write 'space:', or read it without a recipe.");
    }

    /// <summary>The choice among learners.</summary>
    /// <exception cref="TableException">The text is no file of a space, or a range does not fit its learner.</exception>
    internal static SearchSpace Read(string text, string source)
    {
        var (name, node) = Section(text, source);
        if (name == Sections[0])
        {
            throw YamlTree.Refused(source, node.Line, "'space' gives ranges but names no learner. Write 'choices:' with the learner, or read it for a recipe.");
        }

        (string Name, SearchSpace Space)[] read = [.. Pairs(node, "'choices'", source).Select(pair => (pair.Key.Text!, Learner(pair.Key, pair.Value, source)))]; // keys are texts
        return read.Length == 1 ? read[0].Space : Fitting(source, node.Line, () => SearchSpace.Choose(read));
    }

    /// <summary>The text of a space.</summary>
    internal static string Write(SearchSpace space)
    {
        var text = new StringBuilder();
        if (space.Branches is [{ Name: "" } only])
        {
            text.Append("space:\n");
            Write(text, only, "  ");
            return text.ToString();
        }

        text.Append("choices:\n");
        foreach (var branch in space.Branches)
        {
            text.Append("  ").Append(Quoted(branch.Name)).Append(':').Append(branch.Settings.Count == 0 ? " {}" : "").Append('\n');
            Write(text, branch, "    ");
        }

        return text.ToString();
    }

    static void Write(StringBuilder text, SpaceBranch branch, string indent)
    {
        foreach (var setting in branch.Settings)
        {
            var range = setting.Range.Kind == SearchRangeKind.Choice ? $"[{string.Join(", ", setting.Range.Values.Select(Quoted))}]" : setting.Range.ToString();
            text.Append(indent).Append(Quoted(setting.Name)).Append(": ")
                .Append(setting.When is { } when ? $"{{range: {range}, if: {{{Quoted(when.Setting)}: {Quoted(when.Value)}}}}}" : range).Append('\n');
        }
    }

    static (string Name, YamlNode Node) Section(string text, string source)
    {
        var root = YamlTree.Read(text, source, File);
        _ = new StepsYamlReader(source).Pairs(root, "The file", Sections);
        return root.Pairs is [var pair] ? (pair.Key.Text!, pair.Value) : throw YamlTree.Refused(source, root.Line, $"The file names {(root.Pairs!.Count == 0 ? "no space" : "'space' and 'choices'")}. {File.Beginning}"); // Pairs refused what is no mapping
    }

    static SearchSpace Learner(YamlNode kind, YamlNode ranges, string source)
    {
        var space = Fitting(source, kind.Line, () =>
        {
            var learner = RecipeCatalog.Create(kind.Text!, new Dictionary<string, string>()); // keys are texts
            _ = SearchSpace.Over(learner); // refuses one without a target by its own name
            return SearchSpace.Over(RecipeCatalog.Prepare(learner));
        });
        return ranges.IsEmpty || ranges.Pairs is [] ? space : Settings(space, ranges, source);
    }

    static SearchSpace Settings(SearchSpace space, YamlNode node, string source)
    {
        foreach (var (key, value) in Pairs(node, "A space", source))
        {
            var (range, when) = (value, (SettingCondition?)null);
            if (value.Pairs is not null)
            {
                var parts = new StepsYamlReader(source).Pairs(value, $"'{key.Text}'", Parts);
                range = parts.TryGetValue(Parts[0], out var own) ? own : throw YamlTree.Refused(source, value.Line, $"'{key.Text}' has no 'range'. Write {{range: 0.1..1, if: {{other: value}}}}.");
                when = parts.TryGetValue(Parts[1], out var condition) ? Condition(condition, source) : null;
            }

            var text = range.Items is { } items ? $"{{{string.Join(", ", items.Select(item => RecipeText.QuotedItem(Scalar(item, source))))}}}" : Scalar(range, source);
            space = Fitting(source, key.Line, () => space.Read(key.Text!, text, when)); // keys are texts
        }

        return space;
    }

    static SettingCondition Condition(YamlNode node, string source) => node.Pairs is [var pair]
        ? new SettingCondition(pair.Key.Text!, Scalar(pair.Value, source)) // keys are texts
        : throw YamlTree.Refused(source, node.Line, $"{node.Shown} stands at 'if', where another setting with its value is expected, such as {{kernel: rbf}}.");

    static IReadOnlyList<(YamlNode Key, YamlNode Value)> Pairs(YamlNode node, string where, string source) => node.Pairs is { Count: > 0 } pairs
        ? pairs
        : throw YamlTree.Refused(source, node.Line, $"{where} is {(node.Pairs is null ? node.Shown : "empty")}, where names with values are expected.");

    static string Scalar(YamlNode node, string source) => node.Text is { } text && !node.IsEmpty
        ? text
        : throw YamlTree.Refused(source, node.Line, $"{node.Shown} stands here, where a range, such as 0.1..1 or log(1..100), or a value is expected.");

    static T Fitting<T>(string source, int line, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw YamlTree.Refused(source, line, e.Message.Split(" (Parameter '")[0], e);
        }
    }

    static string Quoted(string text) => Word().IsMatch(text) && text is not ("true" or "false" or "null" or "~") ? text : JsonSerializer.Serialize(text, ModelJson.Options);

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Word();
}
